import { CHANNELS, PEOPLE } from '../../slack/seed.ts';
import type { Step } from './story.ts';

/** Who does a step, and where. */
export const ALICE: Pick<Step, 'as' | 'channel'> = { as: PEOPLE.alice, channel: CHANNELS.cutover };
export const BOB: Pick<Step, 'as' | 'channel'> = { as: PEOPLE.bob, channel: CHANNELS.cutover };
