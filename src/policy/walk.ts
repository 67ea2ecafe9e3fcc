import type { Lookup } from './lookup.ts';
import { countsIn, type Mismatch, mismatchWith, type Named } from './match.ts';
import type { Deed, Rule } from './ports.ts';

/** What was found at one rule: it decides, it speaks of something or somebody else, or Slack did not say. */
export interface Step {
  /** The rule's place in the file, from 1. */
  readonly number: number;
  readonly rule: Rule;
  readonly found: 'decides' | Mismatch | 'person' | 'not-checked';
}

export interface Asked {
  readonly userId: string;
  readonly channelId: string | null;
  readonly deed: Deed;
  readonly task: Named;
}

async function lookAt(rule: Rule, lookup: Lookup, asked: Asked): Promise<Step['found']> {
  const mismatch = mismatchWith(rule, asked.deed, asked.task);
  if (mismatch !== null) return mismatch;
  if (!countsIn(rule, asked.channelId)) return 'channel';
  const among = await lookup.among(asked.userId, rule.who);
  if (among === 'not-checked') return 'not-checked';
  return among === 'yes' ? 'decides' : 'person';
}

/** Goes through the rules in order, up to the one that decides, or the one about which Slack did not answer. */
export async function walk(rules: readonly Rule[], lookup: Lookup, asked: Asked): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const [index, rule] of rules.entries()) {
    const found = await lookAt(rule, lookup, asked);
    steps.push({ number: index + 1, rule, found });
    if (found === 'decides' || found === 'not-checked') break;
  }
  return steps;
}
