import type { TaskShown } from '../../../backstage/shown.ts';
import { SERVICES, type Tone, type Word } from './cloud-words.ts';

/** What a task is called in a sentence: its id where it has no name, as DTS tasks may. */
export function taskTitle({ name, id }: Pick<TaskShown, 'name' | 'id'>): string {
  return name === '' ? id : name;
}

const byName = new Intl.Collator('en', { ignorePunctuation: true, numeric: true });

/** A lag as people say it: "0 s", "95 s", "12 min", "3 h 5 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 120) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How far a task is behind; null where that is nobody's question any more. */
export function lagWords(task: TaskShown): Word | null {
  if (task.isOver) return null;
  if (task.lagSeconds === null) return { text: 'shows no lag', tone: 'quiet' };
  const grows = task.lagGrowth > 0 ? ', growing' : '';
  const tone: Tone = grows !== '' || task.lagSeconds >= 60 ? 'odd' : 'quiet';
  return { text: `lag ${duration(task.lagSeconds)}${grows}`, tone };
}

/** How the status of a task is to be seen; the word itself is always the cloud's own. */
export function toneOf(task: TaskShown): Tone {
  if (task.isOver) return 'quiet';
  if (/fail|abnormal|locked|frozen/i.test(task.status)) return 'bad';
  return task.error === null ? 'good' : 'odd';
}

const ENDINGS: Readonly<Record<TaskShown['ending'], string | null>> = {
  normal: null,
  hangs: 'its next end will hang',
  fails: 'its next end will fail',
};

/** What is prepared for the end of a task; null where it will go as it should. */
export function endingWords(task: TaskShown): string | null {
  return task.isOver ? null : ENDINGS[task.ending];
}

/** Where and what a task is, in one line. */
export function placeWords({ cloud, region, kind }: TaskShown): string {
  return [SERVICES[cloud], kind, region].filter((part) => part !== '').join(' · ');
}

/** All words typed are somewhere in what is shown of the task. */
export function hasWords(task: TaskShown, typed: string): boolean {
  const text = [taskTitle(task), task.id, task.status, placeWords(task), task.error ?? '']
    .join(' ')
    .toLowerCase();
  return typed.split(/\s+/).every((word) => text.includes(word));
}

/** How many tasks there are; of a search, how many of them were found. */
export function countWords(tasks: readonly TaskShown[], found: number, isSearch: boolean): string {
  const all = tasks.length === 1 ? '1 task' : `${tasks.length} tasks`;
  if (isSearch) return `${found} found of ${all}`;
  return `${all}, ${tasks.filter(({ isOver }) => !isOver).length} in use`;
}

/** The tasks in use first, and by name, so that a row stays where it is while its numbers change. */
export function inOrder(tasks: readonly TaskShown[]): TaskShown[] {
  return tasks.toSorted(
    (one, other) =>
      Number(one.isOver) - Number(other.isOver) ||
      Number(one.name === '') - Number(other.name === '') ||
      byName.compare(one.name, other.name) ||
      byName.compare(one.id, other.id),
  );
}
