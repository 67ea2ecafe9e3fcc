import type { AuditLine } from '../events.ts';
import { fieldsOf, listOf, whoOf, wordsOf } from './fields.ts';
import { type Detail, type Told, told } from './told.ts';

/** Why a task was ended: the words of the trail, for people. */
const PURPOSES: Readonly<Record<string, string>> = {
  'cut-over': 'cut-over done',
  'no-longer-needed': 'no longer needed',
};

function purposeWords(purpose: unknown): string {
  const word = wordsOf(purpose);
  return PURPOSES[word] ?? word;
}

/** What the owner of a plan had said of it: why, and that writes were stopped. */
export function saidDetails(line: AuditLine): Detail[] {
  const { by, at } = fieldsOf(line['writesStopped']);
  const purpose = purposeWords(line['purpose']);
  const known = listOf(line['known']).map((one): Detail => {
    const { key, text } = fieldsOf(one);
    return { label: 'Said to know', value: wordsOf(text) || wordsOf(key) };
  });
  return [
    ...known,
    ...(purpose === '' ? [] : [{ label: 'Purpose', value: purpose }]),
    ...(typeof at === 'number'
      ? [{ label: 'Writes stopped', value: `said by ${wordsOf(by)} at ${new Date(at).toISOString()}` }]
      : []),
  ];
}

/** In what a task differed from what was shown first. */
export function changedDetails(line: AuditLine): Detail[] {
  return listOf(line['changed']).map((one) => {
    const { label, shown, now } = fieldsOf(one);
    return {
      label: `Changed: ${wordsOf(label)}`,
      value: `shown “${wordsOf(shown)}”, then “${wordsOf(now)}”`,
    };
  });
}

/** A line about what was said of an open plan; `null` for every other type. */
export function tellOpenPlan(line: AuditLine): Told | null {
  const who = whoOf(line);
  switch (line.type) {
    case 'plan.purpose':
      return told('shown', `${who} said why: ${purposeWords(line['purpose'])}.`);
    case 'plan.writes-stopped':
      return told('shown', `${who} said that writes are stopped; the task was read at once.`);
    default:
      return null;
  }
}
