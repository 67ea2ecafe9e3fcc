import type { Unreadable } from './book.ts';
import type { Among } from './lookup.ts';
import type { Deed, Person, Rule } from './ports.ts';

const COUNTS_NOT: Readonly<Record<Exclude<Person['kind'], 'full-member'>, string>> = {
  guest: 'you are a guest',
  bot: 'you are a bot',
  deactivated: 'your account is deactivated',
  stranger: 'you belong to another workspace',
};

/** Why somebody's agreement counts no more, behind the person's name; `null` where it counts. */
export const AGREES_NOT: Readonly<
  Record<Exclude<Person['kind'], 'full-member'>, string> & Record<Among, string | null>
> = {
  guest: 'is a guest now',
  bot: 'is a bot',
  deactivated: 'is deactivated',
  stranger: 'belongs to another workspace',
  yes: null,
  no: 'is no longer among those who may agree',
  'not-checked': 'could not be checked, because Slack did not answer',
};

export const COUNTS_FOR_NOBODY = 'could not be checked, because the configuration could not be read';

/** Why somebody who is no full member may do nothing. */
export function notAMember(kind: Exclude<Person['kind'], 'full-member'>): string {
  return `Only full members of this workspace may use me, and ${COUNTS_NOT[kind]}.`;
}

export function notChecked(what: string): string {
  return `I could not check ${what}, because Slack did not answer; nothing is allowed until I can.`;
}

/** The refusal of everything, while the policy cannot be read. */
export function nobodyMay({ why, at }: Unreadable): string {
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `Nobody may do anything: the configuration could not be read when it was loaded again at ${when} UTC (${why}). Mend the file and load it again with SIGHUP.`;
}

/** "terminate orders-prod (account prod-cn)". */
export function deedWords(deed: Deed, title: string, account: string): string {
  if (deed === 'freeze') return 'freeze or unfreeze everything';
  if (deed === 'hold') return `hold or unhold ${title} (account ${account})`;
  return `${deed === 'cleanup' ? 'work on the clean-up of' : deed} ${title} (account ${account})`;
}

/** The refusal that no rule allows it: with who may, by their Slack ids, where there is somebody. */
export function notAllowed(what: string, rules: readonly Rule[]): string {
  if (rules.length === 0) return `Nobody may ${what}: no rule of the policy allows it.`;
  const who = rules.map(({ who: people, channels }) => {
    const place = channels === null ? '' : ` in ${inWords(channels, 'or')}`;
    return `${inWords(people, 'and')}${place}`;
  });
  return `You may not ${what}. The policy allows it to ${[...new Set(who)].join('; ')}.`;
}

/** The refusal by a rule that denies it; its own reason is a person's text and ends the sentence. */
export function denied(what: string, number: number, because: string | null): string {
  const reason = because === null ? '' : `: ${because}`;
  return `You may not ${what}. Rule ${number} of the policy denies it${reason}.`;
}

export function wrongChannel(what: string, channels: readonly string[]): string {
  return `You may not ${what} here; the policy allows it to you in ${inWords(channels, 'or')} only.`;
}

/** "A, B or C". */
export function inWords(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words.join();
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
