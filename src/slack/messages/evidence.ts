import type { Story, ToldLine } from '../../audit/report/story.ts';
import { CHAPTERS, type Chapter } from '../../audit/report/told.ts';
import { type Message, message, say } from './message.ts';
import { cut, type Line } from './rich.ts';

/** As much as fits into a message that a person still reads. */
const MOST_LINES = 6;
const LONGEST_LINE = 130;
const LONGEST_DETAILS = 500;

function lineOf({ at, text }: ToldLine): Line {
  return [`${at.slice(0, 19).replace('T', ' ')} UTC  ${cut(text, LONGEST_LINE)}`];
}

/** What a person said yes to: it stands under the yes. */
function detailsOf({ chapter, details }: ToldLine): Line[] {
  if (chapter !== 'agreed' || details.length === 0) return [];
  const words = details.map(({ label, value }) => `${label}: ${value}`).join('; ');
  return [['    ', cut(words, LONGEST_DETAILS)]];
}

function chapterLines(story: Story, chapter: Chapter): Line[] {
  const told = story.told.filter((line) => line.chapter === chapter);
  if (told.length === 0) return [];
  const more = told.length - MOST_LINES;
  const shown = told.slice(-MOST_LINES).flatMap((line) => [lineOf(line), ...detailsOf(line)]);
  const left: Line[] = more > 0 ? [[`… and ${more} before`]] : [];
  return [[{ bold: CHAPTERS[chapter] }], ...left, ...shown];
}

function openLines({ open }: Story): Line[] {
  if (open === null) return [];
  if (open.length === 0) return [[{ bold: 'Still open: ' }, 'nothing']];
  const items = open
    .slice(0, MOST_LINES)
    .map(({ item, state }) => `${cut(item, 80)} (${state.replaceAll('-', ' ')})`);
  const more = open.length > MOST_LINES ? ` and ${open.length - MOST_LINES} more` : '';
  return [[{ bold: 'Still open: ' }, `${items.join(', ')}${more}`]];
}

/** What the audit log has of an ending, in short, and how to get the whole of it in a form that proves itself. */
export function evidenceMessage(ending: string, story: Story | null): Message {
  if (story === null)
    return say([
      'The audit log has nothing of this ending. Run cutover audit verify.',
      ' Nothing was changed.',
    ]);
  const chapters = (Object.keys(CHAPTERS) as Chapter[]).flatMap((chapter) => chapterLines(story, chapter));
  return message('EVIDENCE', [
    [cut(story.title, 200)],
    ...chapters,
    ...openLines(story),
    [
      'All of it to the letter, with the proof and a report to sign: ',
      { code: `cutover audit export --format bundle --ending ${ending} --out FOLDER` },
    ],
  ]);
}
