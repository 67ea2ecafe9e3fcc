import type { PlainTextOption } from '@slack/types';
import type { Confirmation } from '../../lifecycle/outcome.ts';
import { PURPOSES, type Purpose } from '../../lifecycle/purpose.ts';
import type { Action } from '../../lifecycle/task.ts';
import { endsForGood } from '../../lifecycle/words.ts';
import type { Line } from './rich.ts';
import { labelled } from './task-lines.ts';

const WORDS: Readonly<Record<Purpose, string>> = {
  'cut-over': 'cut-over done',
  'no-longer-needed': 'no longer needed',
};

const NAMES: Readonly<Record<Purpose, string>> = {
  'cut-over': 'Cut-over done',
  'no-longer-needed': 'No longer needed',
};

/** Does a plan of this action ask why? Only an end for good does. */
export function asksWhy(action: Action): boolean {
  return endsForGood(action);
}

/** The purposes to choose from; `value` makes what comes back from one. */
export function purposeOptions(value: (purpose: Purpose) => string): PlainTextOption[] {
  return PURPOSES.map((purpose) => ({
    text: { type: 'plain_text', text: NAMES[purpose], emoji: false },
    value: value(purpose),
  }));
}

/** Why it is ended, where that was chosen. */
export function purposeLines(purpose: Purpose | undefined): Line[] {
  return purpose === undefined ? [] : [labelled('Purpose', false, WORDS[purpose])];
}

/** Why it is ended, and what follows from that for the plan. */
export function planPurposeLines({ purpose, readinessRule }: Confirmation): Line[] {
  if (purpose !== 'no-longer-needed') return purposeLines(purpose);
  const ready = readinessRule === 'required' ? '' : ', and it need not be ready';
  const means = `: that it fails, is retried or runs again does not void this plan${ready}`;
  return [labelled('Purpose', false, `${WORDS[purpose]}${means}`)];
}
