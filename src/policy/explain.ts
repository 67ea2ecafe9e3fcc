import type { Actor, Verdict } from '../lifecycle/ports.ts';
import { createLookup } from './lookup.ts';
import type { Named } from './match.ts';
import { judgeWith } from './policy.ts';
import type { Deed, Directory, Rule } from './ports.ts';
import { inWords } from './sentences.ts';
import { type Step, walk } from './walk.ts';

/** What the policy says, and what was found at each rule on the way there, one sentence a rule. */
export interface Explanation {
  readonly verdict: Verdict;
  readonly steps: readonly string[];
}

/** Why the policy says what it says to one person, action and task. Asks Slack afresh; changes nothing. */
export async function explain(
  rules: readonly Rule[],
  directory: Directory,
  asked: { readonly actor: Actor; readonly deed: Deed; readonly task: Named },
  onFailure: (failure: unknown) => void,
): Promise<Explanation> {
  const { actor, deed, task } = asked;
  const lookup = createLookup(directory, true, onFailure);
  const verdict = await judgeWith(rules, lookup, actor, deed, task);
  const steps = await walk(rules, lookup, { ...actor, deed, task });
  return { verdict, steps: steps.map((step) => sentence(step, asked)) };
}

function sentence(
  { number, rule, found }: Step,
  { deed, task, actor }: { readonly deed: Deed; readonly task: Named; readonly actor: Actor },
): string {
  const name = `rule ${number} (${rule.effect})`;
  switch (found) {
    case 'decides':
      return `${name} decides: it is about ${deed}, ${deed === 'freeze' ? 'which is about everything' : 'this task'}, and ${actor.userId}`;
    case 'action':
      return `${name} is about ${inWords(rule.deeds, 'and')}, not ${deed}`;
    case 'account':
      return `${name} is about account ${inWords(rule.accounts ?? [], 'or')}, not ${task.account}`;
    case 'task':
      return `${name} is about tasks like ${inWords(rule.tasks ?? [], 'or')}`;
    case 'tags':
      return `${name} is about tasks with ${tagsInWords(rule)}; this one has ${shownTags(task)}`;
    case 'channel':
      return `${name} counts in ${inWords(rule.channels ?? [], 'or')} only`;
    case 'person':
      return `${name} is for ${inWords(rule.who, 'and')}, and ${actor.userId} is not among them`;
    case 'not-checked':
      return `${name} is for ${inWords(rule.who, 'and')}, and Slack did not say who that is`;
  }
}

function tagsInWords(rule: Rule): string {
  return inWords(
    Object.entries(rule.tags ?? {}).map(([key, pattern]) => `${key}=${pattern}`),
    'and',
  );
}

function shownTags(task: Named): string {
  if ((task.tags ?? null) === null) return 'tags that the cloud does not show';
  const tags = Object.entries(task.tags ?? {}).map(([key, value]) => `${key}=${value}`);
  return tags.length === 0 ? 'no tags' : inWords(tags, 'and');
}
