import type { AuditLine } from '../events.ts';
import { fieldsOf, listOf, whoOf, wordsOf } from './fields.ts';
import { type Detail, type Told, told } from './told.ts';

/** The time of a plan, as it was shown; nothing where it was to happen at once. */
export function scheduleDetails(line: AuditLine): Detail[] {
  const { at, wall, zone, presenceFrom } = fieldsOf(line['schedule']);
  if (at === undefined) return [];
  const there =
    typeof presenceFrom === 'string'
      ? `somebody had to say to be there from ${presenceFrom} on`
      : 'nobody had to be there';
  return [{ label: 'When', value: `${wordsOf(wall)} ${wordsOf(zone)} (${wordsOf(at)}); ${there}` }];
}

function reminderDetails(line: AuditLine): Detail[] {
  const against = listOf(line['against']).map(
    (one): Detail => ({ label: 'Against it', value: wordsOf(one) }),
  );
  const lost = listOf(line['lost']).map((one): Detail => {
    const { userId, why } = fieldsOf(one);
    return { label: 'Counted no more', value: `the agreement of ${wordsOf(userId)}, who ${wordsOf(why)}` };
  });
  const lines = listOf(line['lines']).map((one): Detail => {
    const { label, text, at } = fieldsOf(one);
    const read = typeof at === 'number' ? ` (read ${new Date(at).toISOString()})` : '';
    return { label: wordsOf(label), value: `${wordsOf(text)}${read}` };
  });
  const agreed = { label: 'Agreed', value: `${wordsOf(line['given'])} of ${wordsOf(line['needed'])}` };
  return [...scheduleDetails(line), agreed, ...lost, ...against, ...lines];
}

/** A line about a scheduled end in plain words; `null` for every other type. */
export function tellSchedule(line: AuditLine): Told | null {
  const [who, why] = [whoOf(line), wordsOf(line['why'])];
  switch (line.type) {
    case 'ending.scheduled':
      return told('agreed', 'It was looked at and judged, and waited for its time.', scheduleDetails(line));
    case 'ending.reminded': {
      const people = listOf(line['to']).map(wordsOf);
      const were = people.length === 1 ? 'was' : 'were';
      return told('agreed', `${people.join(', ')} ${were} reminded before its time.`, reminderDetails(line));
    }
    case 'ending.present':
      return told('agreed', `${who} said to be there.`);
    case 'ending.presence-refused':
      return told('agreed', `${who} pressed "I am here" and was refused. ${why}`);
    case 'ending.vetoed':
      return told('agreed', `${who} vetoed it. Nothing was sent.`);
    case 'ending.veto-refused':
      return told('agreed', `${who} pressed Veto and was refused. ${why}`);
    case 'ending.due':
      return told('sent', 'Its time had come, and the task was looked at once more.');
    default:
      return null;
  }
}
