import { type Task, titleOf } from './task.ts';

/** Folds what keyboards and phones change by themselves: case, outer blanks, kinds of quotes and dashes. */
function fold(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .replace(/[\u2018\u2019\u201a\u201b\u2032`\u00b4]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .toLowerCase();
}

/**
 * Did the person type which task is meant? The full name, or the last six characters of its id; the id part
 * alone where the name is shared or missing. `shared` says that another task has the same name.
 */
export function isTypedName(typed: string, task: Pick<Task, 'name' | 'taskId'>, shared: boolean): boolean {
  const given = fold(typed);
  if (given === '') return false;
  if (given === fold(task.taskId.slice(-6)) || given === fold(task.taskId)) return true;
  const name = task.name?.trim() ?? '';
  return name !== '' && !shared && given === fold(name);
}

/** What the person is asked to type. */
export function nameToType(task: Pick<Task, 'name' | 'taskId'>, shared: boolean): string {
  const tail = task.taskId.slice(-6);
  const named = (task.name?.trim() ?? '') !== '' && !shared;
  return named
    ? `${titleOf(task)}, or the last six characters of its id: ${tail}`
    : `the last six characters of its id: ${tail}`;
}
