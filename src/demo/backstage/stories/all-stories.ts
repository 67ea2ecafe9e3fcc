import { atTwo } from './at-two-o-clock.ts';
import { botDies } from './bot-dies.ts';
import { cleanCutOver } from './clean-cut-over.ts';
import { drsInTrouble } from './drs-in-trouble.ts';
import { isItReady } from './is-it-ready.ts';
import { noAnswer } from './no-answer.ts';
import { postgresSlot } from './postgres-slot.ts';
import { sharedWhitelist } from './shared-whitelist.ts';
import { somebodyWasFaster } from './somebody-was-faster.ts';
import type { Story } from './story.ts';
import { twoPeople } from './two-people.ts';

/** The stories of the demo, in the order in which a newcomer should play them. */
export const STORIES: readonly Story[] = [
  cleanCutOver,
  sharedWhitelist,
  twoPeople,
  drsInTrouble,
  botDies,
  noAnswer,
  somebodyWasFaster,
  postgresSlot,
  isItReady,
  atTwo,
];
