import { DEEDS, type Deed } from '../../policy/ports.ts';
import type { Hindrance, Right } from '../../policy/rights.ts';
import { hindranceParts } from './hindrance.ts';
import { cut, type Line } from './rich.ts';

type Rights = Readonly<Record<Deed, Right>>;

/** Verbs that are called otherwise than their deed. */
const DEED_OF: Readonly<Record<string, Deed>> = { undo: 'cleanup', unhold: 'hold', unfreeze: 'freeze' };

function firstWord(usage: string): string {
  return usage.split(' ')[0] ?? usage;
}

/** The right that a verb of the help needs; `null` for one that only looks. */
function deedOfVerb(usage: string): Deed | null {
  const word = firstWord(usage);
  return DEEDS.find((deed) => deed === word) ?? DEED_OF[word] ?? null;
}

/** Why a verb is not for the reader; `null` where it is, and for whoever is told all of it because nothing counts. */
function hindranceOf(usage: string, rights: Rights): Hindrance | null {
  const deed = deedOfVerb(usage);
  const right = deed === null ? null : rights[deed];
  return right === null || right.may || right.hindrance.kind === 'not-a-member' ? null : right.hindrance;
}

/** Does the help list this verb? All that only look; the rest where the policy could allow it here. */
export function isOffered(usage: string, rights: Rights): boolean {
  return hindranceOf(usage, rights) === null;
}

const CHECK: Line = [
  { code: 'cutover policy check' },
  ', on the machine that I run on, says which rule decides, and why.',
];

/** For whoever is told all of it: none of it would be done. */
function strangerLines(rights: Rights): Line[] {
  const strange = DEEDS.some((deed) => {
    const right = rights[deed];
    return !right.may && right.hindrance.kind === 'not-a-member';
  });
  return strange ? [['All of this is only for full members of this workspace: ask one of them.']] : [];
}

/** What the help leaves out, with who may or where; nothing where it leaves out nothing. */
export function notForYouLines(leftOut: readonly string[], rights: Rights): Line[] {
  const groups = new Map<string, { hindrance: Hindrance; verbs: string[] }>();
  for (const usage of leftOut) {
    const hindrance = hindranceOf(usage, rights);
    if (hindrance === null) continue;
    const key = JSON.stringify(hindrance);
    const verbs = groups.get(key)?.verbs ?? [];
    groups.set(key, { hindrance, verbs: [...new Set([...verbs, firstWord(usage)])] });
  }
  if (groups.size === 0) return strangerLines(rights);
  const parts = [...groups.values()].flatMap(({ hindrance, verbs }, at) => [
    at === 0 ? '' : '; ',
    { bold: cut(verbs.join(', '), 200) },
    ' ',
    ...hindranceParts(hindrance),
  ]);
  return [['Left out here: ', ...parts, '. ', ...CHECK]];
}
