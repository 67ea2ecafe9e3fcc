import type { RemovalOutcome, RemovalResult } from '../../cleanup/outcome.ts';
import { refusalMessage } from './cleanup-refusal.ts';
import { type Message, message, say } from './message.ts';
import { cut, type Line } from './rich.ts';

const WHAT: Readonly<Record<RemovalResult['what'], string>> = {
  removed: 'REMOVED',
  asked: 'ASKED, NOT GONE YET',
  unsure: 'NOT KNOWN',
  'not-removed': 'NOT REMOVED',
};

/** What nobody must overlook comes first. */
const ORDER: readonly RemovalResult['what'][] = ['unsure', 'not-removed', 'asked', 'removed'];

const MOST_RESULTS = 20;

function resultLine({ what, words }: RemovalResult): Line {
  return [{ bold: WHAT[what] }, `  ${cut(words, 400)}`];
}

/** "2 removed, 1 not removed". */
function countWords(results: readonly RemovalResult[]): string {
  return ORDER.toReversed()
    .flatMap((what) => {
      const count = results.filter((result) => result.what === what).length;
      return count === 0 ? [] : [`${count} ${WHAT[what].toLowerCase()}`];
    })
    .join('; ');
}

/** Where it goes on: nowhere, once every look has shown it gone. */
function lastWords(results: readonly RemovalResult[]): string {
  return results.every(({ what }) => what === 'removed')
    ? 'The checklist in the channel has it: before and after, and Undo where it can be put back.'
    : 'The checklist in the channel shows how each of them stands, and what new looks at the cloud find.';
}

/** What became of a confirmed removal, for the person who confirmed; the checklist is the record. */
export function removalMessage(outcome: RemovalOutcome): Message {
  if (outcome.kind === 'refused') return refusalMessage(outcome);
  if (outcome.kind === 'wrong-name')
    return say([`That is not ${cut(outcome.title, 200)}. Nothing has happened.`]);
  const { results } = outcome;
  if (results.length === 0) return refusalMessage({ why: 'There was nothing left to remove.' });
  const sorted = results.toSorted((one, other) => ORDER.indexOf(one.what) - ORDER.indexOf(other.what));
  const shown = sorted.slice(0, MOST_RESULTS);
  const more = sorted.length - shown.length;
  return message(null, [
    ...(results.length > 1 ? [[`${countWords(results)}.`]] : []),
    ...shown.map(resultLine),
    ...(more > 0 ? [[`and ${more} more`]] : []),
    [lastWords(results)],
  ]);
}
