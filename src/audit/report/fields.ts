import type { AuditLine } from '../events.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of something that should be an object; none where it is not. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value in words: text as it is, everything else as JSON, and nothing for what is not there. */
export function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** "Alice (U0ALICE)": the name as Slack showed it at that time, and the id. */
export function whoOf(line: AuditLine): string {
  const [id, name] = [wordsOf(line['actor']), wordsOf(line['actorName'])];
  if (id === '') return 'Somebody';
  return name === '' ? `${id} (no name was known)` : `${name} (${id})`;
}

/** What was there, on one line: "addresses 10.0.0.0/8; instanceId rm-1"; "nothing" where nothing was. */
export function valueWords(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const parts = Object.entries(fieldsOf(value)).filter(
    ([key, one]) => key !== 'raw' && one !== null && one !== '',
  );
  return parts.length === 0 ? wordsOf(value) : parts.map(([key, one]) => `${key} ${wordsOf(one)}`).join('; ');
}

/** A reason in quotation marks behind a sentence; nothing where none was given. */
export function because(reason: unknown): string {
  const words = wordsOf(reason).trim();
  return words === '' ? '' : `: “${words}”`;
}

/** How a call came out, in a sentence. */
export function outcomeWords(outcome: unknown): string {
  const { kind, code, message, why, requestId } = fieldsOf(outcome);
  const request = wordsOf(requestId) === '' ? '' : ` Request ${wordsOf(requestId)}.`;
  switch (kind) {
    case 'accepted':
      return `The cloud took it.${request}`;
    case 'refused':
      return `The cloud said no: ${wordsOf(code)}, ${wordsOf(message)}.${request}`;
    case 'gone':
      return `The cloud said that it is not there any more: ${wordsOf(code)}.${request}`;
    case 'throttled':
      return `The cloud was too busy to take it: ${wordsOf(code)}.`;
    case 'not-sent':
      return `It was not sent: ${wordsOf(why)}.`;
    case 'unknown':
      return `It is not known whether the cloud took it: ${wordsOf(why)}.${request}`;
    default:
      return 'No answer is on record.';
  }
}
