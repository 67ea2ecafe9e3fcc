import type { Actor } from '../lifecycle/ports.ts';
import { isUnreadable, type PolicyBook } from './book.ts';
import { channelsFor } from './elsewhere.ts';
import { createLookup, type Lookup } from './lookup.ts';
import { countsIn, mismatchWith, type Named } from './match.ts';
import { DEEDS, type Deed, type Directory, type Person, type Rule } from './ports.ts';
import { walk } from './walk.ts';

/** Why a person may not do something, for one line beside what is left out. All ids are Slack's. */
export type Hindrance =
  /** Rules allow it to others, each in its channels; `null` = anywhere. */
  | { readonly kind: 'others'; readonly rules: readonly Pick<Rule, 'who' | 'channels'>[] }
  /** Rules allow it to this person in other channels. */
  | { readonly kind: 'elsewhere'; readonly channels: readonly string[] }
  | { readonly kind: 'nobody' }
  /** `because` is a person's text. */
  | { readonly kind: 'denied'; readonly rule: number; readonly because: string | null }
  /** Slack did not say who this is, or who is in a group. */
  | { readonly kind: 'not-checked' }
  /** `why` names the mistake in the configuration. */
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'not-a-member' };

export type Right = { readonly may: true } | { readonly may: false; readonly hindrance: Hindrance };

/**
 * What one person may, asked for one answer that offers things: each group is looked up once, and what Slack said in
 * the last minute will do. Never throws, and decides nothing: whatever is pressed is judged again.
 */
export interface Rights {
  /** Each deed, and whether some rule could allow it in this channel, for some task. */
  here(): Promise<Readonly<Record<Deed, Right>>>;
  /** What the policy says to one deed on one task, in this channel. */
  on(deed: Deed, task: Named): Promise<Right>;
}

const MAY: Right = { may: true };
const NOT_CHECKED: Right = { may: false, hindrance: { kind: 'not-checked' } };
const EVERY_TASK = { accounts: null, tasks: null, tags: null };

function hinder(hindrance: Hindrance): Right {
  return { may: false, hindrance };
}

/** Whoever wants to offer something asks here first. */
export function createRights(
  book: PolicyBook,
  directory: Directory,
  onFailure: (failure: unknown) => void,
): (actor: Actor) => Rights {
  return (actor) => {
    const lookup = createLookup(directory, false, onFailure);
    let person: Promise<Person | null> | null = null;
    async function ask(judge: (rules: readonly Rule[]) => Promise<Right>): Promise<Right> {
      person ??= lookup.person(actor.userId);
      const known = await person;
      if (known === null) return NOT_CHECKED;
      if (known.kind !== 'full-member') return hinder({ kind: 'not-a-member' });
      const rules = book.rules();
      return isUnreadable(rules) ? hinder({ kind: 'unreadable', why: rules.why }) : judge(rules);
    }
    return {
      async here() {
        const rights: [Deed, Right][] = [];
        for (const deed of DEEDS)
          rights.push([deed, await ask((rules) => couldAllow(rules, lookup, actor, deed))]);
        return Object.fromEntries(rights) as Record<Deed, Right>;
      },
      on: (deed, task) => ask((rules) => judgeOne(rules, lookup, actor, deed, task)),
    };
  };
}

async function judgeOne(
  rules: readonly Rule[],
  lookup: Lookup,
  actor: Actor,
  deed: Deed,
  task: Named,
): Promise<Right> {
  const last = (await walk(rules, lookup, { ...actor, deed, task })).at(-1);
  if (last?.found === 'not-checked') return NOT_CHECKED;
  if (last?.found === 'decides') return last.rule.effect === 'allow' ? MAY : denied(last.rule, last.number);
  const about = rules.filter((rule) => rule.effect === 'allow' && mismatchWith(rule, deed, task) === null);
  return withoutRule(about, lookup, actor);
}

function denied({ because }: Rule, number: number): Right {
  return hinder({ kind: 'denied', rule: number, because });
}

/** No rule allows it here: another channel, other people, or nobody. */
async function withoutRule(about: readonly Rule[], lookup: Lookup, actor: Actor): Promise<Right> {
  const channels = await channelsFor(about, lookup, actor.userId);
  if (channels.length > 0) return hinder({ kind: 'elsewhere', channels });
  if (about.length === 0) return hinder({ kind: 'nobody' });
  return hinder({
    kind: 'others',
    rules: about.map(({ who, channels: where }) => ({ who, channels: where })),
  });
}

/**
 * Could some rule allow the deed to this person here, for some task? An `allow` counts unless a rule before it speaks
 * of all its tasks and denies, or of it Slack did not say whether it speaks of this person.
 */
async function couldAllow(rules: readonly Rule[], lookup: Lookup, actor: Actor, deed: Deed): Promise<Right> {
  const before: { readonly rule: Rule; readonly right: Right }[] = [];
  let stopped: Right | null = null;
  for (const [index, rule] of rules.entries()) {
    if (!rule.deeds.includes(deed) || !countsIn(rule, actor.channelId)) continue;
    const among = await lookup.among(actor.userId, rule.who);
    if (among === 'no') continue;
    const over = before.find((earlier) => coversAll(earlier.rule, rule))?.right ?? null;
    if (rule.effect === 'allow' && among === 'yes') {
      if (over === null) return MAY;
      stopped ??= over;
      continue;
    }
    const right = among === 'not-checked' ? NOT_CHECKED : denied(rule, index + 1);
    if (rule.effect === 'allow') stopped ??= over ?? right;
    else if (coversAll(rule, EVERY_TASK)) return stopped ?? right;
    before.push({ rule, right });
  }
  const about = rules.filter((rule) => rule.effect === 'allow' && rule.deeds.includes(deed));
  return stopped ?? withoutRule(about, lookup, actor);
}

/** Does a rule speak of every task of which the later one speaks? Only what is plain to see counts. */
function coversAll(rule: Tasks, later: Tasks): boolean {
  return (
    (rule.accounts === null || isPartOf(later.accounts, rule.accounts)) &&
    (rule.tasks === null || isPartOf(later.tasks, rule.tasks)) &&
    Object.entries(rule.tags ?? {}).every(([key, pattern]) => later.tags?.[key] === pattern)
  );
}

type Tasks = Pick<Rule, 'accounts' | 'tasks' | 'tags'>;

function isPartOf(some: readonly string[] | null, all: readonly string[]): boolean {
  return some?.every((one) => all.includes(one)) ?? false;
}
