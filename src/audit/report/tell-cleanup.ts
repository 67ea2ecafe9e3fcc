import type { AuditLine } from '../events.ts';
import { because, fieldsOf, listOf, valueWords, whoOf, wordsOf } from './fields.ts';
import { answerDetails, callDetails, type Detail, type Told, told } from './told.ts';

/** "open → gone", with the value before and after where there was one. */
function changeDetail(change: unknown): Detail {
  const { item, from, to, why, before, leftover } = fieldsOf(change);
  const states = `${from === null || from === undefined ? 'new' : wordsOf(from)} → ${wordsOf(to)}`;
  const [was, is] = [valueWords(before), valueWords(to === 'gone' ? null : leftover)];
  const values = was === is ? '' : `. Before: ${was}. After: ${is}`;
  const reason = wordsOf(why) === '' ? '' : `, ${wordsOf(why)}`;
  return { label: wordsOf(item), value: `${states}${reason}${values}` };
}

function before(line: AuditLine): Detail[] {
  return [{ label: 'Before', value: valueWords(line['before']) }];
}

function shownDetails(line: AuditLine): Detail[] {
  return listOf(line['shown']).map((one) => {
    const { title, itemId, leftover, doubt } = fieldsOf(one);
    const unsure = wordsOf(doubt) === '' ? '' : `; in doubt: ${wordsOf(doubt)}`;
    return { label: wordsOf(title) || wordsOf(itemId), value: `${valueWords(leftover)}${unsure}` };
  });
}

function signedWords(line: AuditLine): string {
  const how: Readonly<Record<string, string>> = {
    'removed-by-hand': 'removed by hand',
    'never-there': 'was never there',
    kept: `kept on purpose until ${wordsOf(line['until'])}`,
  };
  return `${whoOf(line)} signed for “${wordsOf(line['item'])}”: ${how[wordsOf(line['how'])] ?? wordsOf(line['how'])}${because(line['text'])}.`;
}

function tellRemoval(line: AuditLine): Told | null {
  const [who, item] = [whoOf(line), wordsOf(line['item'])];
  switch (line.type) {
    case 'checklist.removal-shown':
      return told('cleaned', `${who} was shown what a removal would take away.`, shownDetails(line));
    case 'checklist.removal-refused':
      return told('cleaned', `A press by ${who} removed nothing. ${wordsOf(line['why'])}`);
    case 'checklist.removal-confirmed':
      return told('cleaned', `${who} confirmed the removal${because(line['reason'])}.`, shownDetails(line));
    case 'checklist.removal-agreed':
      return told(
        'cleaned',
        `${who} agreed to remove “${item}”; ${wordsOf(line['missing'])} more were missing.`,
      );
    case 'checklist.removing':
      return told('cleaned', `“${item}” was taken to be removed, for ${who}.`, before(line));
    case 'checklist.removal-intent':
      return told('cleaned', `For “${item}” this was put on record, and then sent.`, callDetails(line));
    case 'checklist.removal-answered':
      return told('cleaned', `The call for “${item}” was answered.`, answerDetails(line));
    case 'checklist.removal-not-done':
      return told('cleaned', `“${item}” was not removed. ${wordsOf(line['why'])}`);
    case 'checklist.undo-intent':
      return told(
        'cleaned',
        `${who} put “${item}” back${because(line['reason'])}; this was put on record, and then sent.`,
        [...callDetails(line), ...before(line)],
      );
    case 'checklist.undo-answered':
      return told('cleaned', `The call that puts “${item}” back was answered.`, answerDetails(line));
    default:
      return null;
  }
}

/** Who asked for the clean-up of a task that was ended elsewhere, as in the cloud's console. */
function elsewhereWords(line: AuditLine): string {
  if (line['byUs'] !== false) return '';
  return `${whoOf(line)} asked for it: the task was over (${wordsOf(line['status'])}), and not by this bot. `;
}

/** A line about a checklist in plain words; `null` for every other type. */
export function tellCleanup(line: AuditLine): Told | null {
  const who = whoOf(line);
  switch (line.type) {
    case 'checklist.opened':
      return told(
        'cleaned',
        `${elsewhereWords(line)}What the ended task leaves to clean up was listed.`,
        listOf(line['items']).map((one) => ({
          label: wordsOf(fieldsOf(one)['item']),
          value: wordsOf(fieldsOf(one)['state']),
        })),
      );
    case 'checklist.looked':
      return told('cleaned', 'A look at the cloud.', [
        ...listOf(line['changes']).map(changeDetail),
        { label: 'Other tasks were sought in', value: wordsOf(line['searched']) },
      ]);
    case 'checklist.signed-off':
      return told('cleaned', signedWords(line), before(line));
    case 'checklist.press-refused':
      return told(
        'cleaned',
        `${who} pressed “${wordsOf(line['press'])}” and was refused. ${wordsOf(line['why'])}`,
      );
    case 'checklist.taken-over':
      return told('cleaned', `${who} took the list over from ${wordsOf(line['from'])}.`);
    case 'checklist.snoozed':
      return told('cleaned', `${who} wanted no reminder before ${wordsOf(line['until'])}.`);
    case 'checklist.reminded':
      return told('cleaned', 'The owner of what was still open was reminded.');
    default:
      return tellRemoval(line);
  }
}
