import type { AuditLine } from '../events.ts';
import { fieldsOf, listOf, whoOf, wordsOf } from './fields.ts';
import { type Detail, type Told, told } from './told.ts';

/** What an agreement was bound to. */
function boundDetails(line: AuditLine): Detail[] {
  const lines = listOf(line['readiness']).map((one): Detail => {
    const { label, value } = fieldsOf(one);
    return { label: wordsOf(label), value: wordsOf(value) };
  });
  const bound = Object.entries(fieldsOf(line['fingerprint'])).map(
    ([key, value]) => `${key} ${wordsOf(value)}`,
  );
  return bound.length === 0 ? lines : [...lines, { label: 'Bound to', value: bound.join('; ') }];
}

/** Whose agreement counted no more; nothing where all did. */
function lostWords(line: AuditLine): string {
  const lost = listOf(line['lost']).map((one) => {
    const { userId, why } = fieldsOf(one);
    return `The agreement of ${wordsOf(userId)} counted no more: that person ${wordsOf(why)}.`;
  });
  return lost.join(' ');
}

/** What differed from what was shown, as the person who looked saw it. */
function lookedDetails(line: AuditLine): Detail[] {
  const changes = [...listOf(line['differences']), ...listOf(line['readiness'])].map((one): Detail => {
    const { label, shown, now } = fieldsOf(one);
    return { label: wordsOf(label), value: `shown ${wordsOf(shown) || '-'}, then ${wordsOf(now) || '-'}` };
  });
  const unknown = listOf(line['unknown']).map((one) => ({
    label: 'Nobody had said to know',
    value: wordsOf(fieldsOf(one)['text']),
  }));
  const against = [wordsOf(line['refused']), wordsOf(line['notAllowed']), wordsOf(line['braked'])]
    .concat(lostWords(line))
    .filter((words) => words !== '')
    .map((value) => ({ label: 'Stood against it', value }));
  const gone = line['over'] === true ? [{ label: 'The task', value: 'was over already' }] : [];
  const all = [...gone, ...changes, ...unknown, ...against];
  return all.length === 0 ? [{ label: 'Differences', value: 'none that is relevant' }] : all;
}

/** A line about an agreement, or a look before one, in plain words; `null` for every other type. */
export function tellApproval(line: AuditLine): Told | null {
  const who = whoOf(line);
  switch (line.type) {
    case 'ending.approved':
      return told(
        'agreed',
        `${who} agreed, ${wordsOf(line['given'])} of ${wordsOf(line['needed'])}.`,
        boundDetails(line),
      );
    case 'ending.waits-again': {
      const why = lostWords(line) || 'The policy asked for more people by then.';
      return told('agreed', `${why} ${wordsOf(line['missing'])} more had to agree.`);
    }
    case 'ending.looked':
      return told('agreed', `${who} looked at it again while it waited.`, lookedDetails(line));
    case 'ending.look-refused':
      return told('agreed', `${who} pressed Look now and was refused. ${wordsOf(line['why'])}`);
    default:
      return null;
  }
}
