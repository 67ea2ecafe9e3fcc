import type { Seen, SeenEnding } from './story.ts';

/** Was this person told something that begins so? */
export function wasTold(seen: Seen, user: string, beginning: string): boolean {
  return seen.whispers.some((whisper) => whisper.user === user && whisper.text.startsWith(beginning));
}

/** The texts that were said to this person only and begin so, in the order in which they were first seen. */
export function toldTexts(seen: Seen, user: string, beginning: string): readonly string[] {
  return seen.whispers.flatMap((told) =>
    told.user === user && told.text.startsWith(beginning) ? [told.text] : [],
  );
}

/** Was anything said in a thread that contains all of these words? */
export function wasReplied(seen: Seen, ...words: readonly string[]): boolean {
  return seen.replies.some((reply) => words.every((word) => reply.includes(word)));
}

/** The endings of this task by this action, in the order in which they were first seen. */
export function endingsOf(seen: Seen, task: string, action: string): readonly SeenEnding[] {
  return seen.endings.filter((ending) => ending.task === task && ending.action === action);
}

/** Was an ending of this task, by this action, in one of these states? Without a state: was there one at all? */
export function wasEnding(seen: Seen, task: string, action: string, ...states: readonly string[]): boolean {
  return endingsOf(seen, task, action).some(
    (ending) => states.length === 0 || ending.states.some((state) => states.includes(state)),
  );
}

/** How many items of the checklist are open; `null` before there is one. */
export function openItems(seen: Seen, task: string): number | null {
  return seen.checklists.findLast((list) => list.task === task)?.open ?? null;
}

/** Is, or was, an item whose first line says these words in this state ("BLOCKED", "GONE", …)? */
export function itemWas(seen: Seen, task: string, words: string, state: string): boolean {
  const texts = seen.checklists.filter((list) => list.task === task).flatMap((list) => list.texts);
  return texts.some((text) => text.split('\n').some((line) => isItem(line, words, state)));
}

/** Is, or was, an item whose first line says these words done with: gone, or signed off by a person? */
export function itemWasClosed(seen: Seen, task: string, words: string): boolean {
  return itemWas(seen, task, words, 'GONE') || itemWas(seen, task, words, 'SIGNED OFF');
}

function isItem(line: string, words: string, state: string): boolean {
  const found = /^\d+ {2}([A-Z ]+?)(?:, urgent)? {2}(.*)$/.exec(line);
  return found?.[1] === state && found[2]?.includes(words) === true;
}

/** How many calls of this action reached the cloud, whatever became of their answers. */
export function callsOf(seen: Seen, action: string): number {
  return seen.calls.filter((call) => call.action === action).length;
}

/** How many calls of this action have taken effect, as far as their answers say. */
export function changesBy(seen: Seen, action: string): number {
  return seen.calls.filter(
    ({ action: name, changes, answer }) =>
      name === action && changes && answer.code === '' && answer.status >= 200 && answer.status < 300,
  ).length;
}

export function isOver(seen: Seen, task: string): boolean {
  return seen.tasks.some(({ id, isOver: over }) => id === task && over);
}
