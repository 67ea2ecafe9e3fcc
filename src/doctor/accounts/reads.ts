import type { ReadAsked } from '../../providers/examination.ts';
import { problemSentence } from '../../slack/messages/problem.ts';
import { type Finding, fail, note, ok } from '../finding.ts';

function lineOf({ right, came }: ReadAsked): string {
  switch (came.kind) {
    case 'allowed':
      return `allowed      ${right}`;
    case 'missing':
      return `missing      ${came.right}: add it`;
    case 'not-used':
      return `not used     ${right} (${came.why})`;
    case 'not-known':
      return `not checked  ${right}: could not be checked, ${came.why}`;
    case 'failed':
      return `no answer    ${right}: ${problemSentence(came.problem)}`;
  }
}

const IN_ORDER = ['missing', 'failed', 'allowed', 'not-known', 'not-used'];

/** What asks something of somebody comes first. */
function linesOf(asked: readonly ReadAsked[]): readonly string[] {
  const order = (one: ReadAsked) => IN_ORDER.indexOf(one.came.kind);
  return asked.toSorted((one, other) => order(one) - order(other)).map(lineOf);
}

function kindsOf(asked: readonly ReadAsked[], tier: ReadAsked['tier']) {
  const ofTier = asked.filter((one) => one.tier === tier);
  const isMissing = ofTier.filter(({ came }) => came.kind === 'missing').length;
  return { isMissing, isAllowed: ofTier.filter(({ came }) => came.kind === 'allowed').length };
}

const ADD =
  'Add the missing rights to the policy of this key ("cutover doctor --policy" prints the smallest one), then look again.';

/**
 * Whether the key may read what the bot reads. Without a right to list and to look at tasks nothing works. The rights to
 * look at what is left may be left out as a whole, and so may those for evidence.
 */
export function judgeReads(asked: readonly ReadAsked[]): Finding {
  const lines = linesOf(asked);
  const look = kindsOf(asked, 'look');
  const read = kindsOf(asked, 'read');
  if (asked.some(({ came }) => came.kind === 'failed'))
    return fail(
      'Not everything was answered. Check the network and the cloud status page, then look again; what is missing, add.',
      lines,
    );
  if (read.isMissing > 0) return fail(ADD, lines);
  if (look.isMissing > 0 && look.isAllowed > 0) return fail(ADD, lines);
  if (look.isMissing > 0)
    return note(
      'The looking tier is not given: every item of a clean-up will say "could not look", and people look by hand. Add the rights if that is not meant.',
      lines,
    );
  if (kindsOf(asked, 'more').isMissing > 0)
    return note(
      'Plans will say that the comparisons are not known. Add the right if that is not meant.',
      lines,
    );
  return ok(null, lines);
}
