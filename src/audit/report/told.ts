import type { AuditLine } from '../events.ts';
import { fieldsOf, outcomeWords, wordsOf } from './fields.ts';

/** The chapters of a story, in their order. */
export const CHAPTERS = {
  shown: 'Who asked, and what was shown',
  agreed: 'Who confirmed and agreed, and who was refused',
  sent: 'What was sent, and what the cloud answered',
  observed: 'How the end was observed',
  cleaned: 'What was cleaned up, by whom, before and after',
  other: 'What else is on record',
} as const;
export type Chapter = keyof typeof CHAPTERS;

/** More of what a line says, for a table under its sentence. */
export interface Detail {
  readonly label: string;
  readonly value: string;
}

/** A line of the trail in plain words. */
export interface Told {
  readonly chapter: Chapter;
  readonly text: string;
  readonly details: readonly Detail[];
}

export function told(chapter: Chapter, text: string, details: readonly Detail[] = []): Told {
  return { chapter, text, details };
}

/** The call as it was put on record. */
export function callDetails(line: AuditLine): Detail[] {
  const { operation, parameters } = fieldsOf(line['call']);
  if (operation === undefined) return [];
  return [
    { label: 'Call', value: wordsOf(operation) },
    { label: 'Parameters', value: wordsOf(parameters) },
  ];
}

/** How it came out, and the cloud's own words. */
export function answerDetails(line: AuditLine): Detail[] {
  const { status, body } = fieldsOf(fieldsOf(line['outcome'])['answer']);
  const said = outcomeWords(line['outcome']);
  if (body === undefined) return [{ label: 'Outcome', value: said }];
  return [
    { label: 'Outcome', value: said },
    { label: `Answer, HTTP ${wordsOf(status)}`, value: wordsOf(body) },
  ];
}
