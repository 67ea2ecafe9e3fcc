import type { Task } from '../task.ts';
import { stageAndStatus } from '../words.ts';

/** One line of a plan. `loud` lines are dangers. `at` is when the fact was read, in milliseconds. */
export interface PlanLine {
  readonly label: string;
  readonly text: string;
  readonly loud?: true;
  readonly at?: number;
  /** Who said it and when, where it is a person's word and not the cloud's. */
  readonly said?: { readonly by: string; readonly at: number };
}

/** The state as it was read, with the cloud's own word, and under it the error that the cloud shows, if any. */
export function stateLines(task: Task): PlanLine[] {
  const state: PlanLine = { label: 'State', text: stageAndStatus(task), at: task.readAt };
  if (task.trouble === null) return [state];
  return [state, { label: 'It says', text: task.trouble.text, loud: true }];
}

/** A length of time as people grasp it: "3.5 s", "1375 s (23 min)", "86515 s (24 h 2 min)". */
export function lagWords(milliseconds: number): string {
  if (milliseconds < 120_000) return `${Math.round(milliseconds / 100) / 10} s`;
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return `${seconds} s (${hours === 0 ? '' : `${hours} h `}${minutes % 60} min)`;
}

/** The lag of one reading; "not known" is never "fine". */
export function lagLine(task: Task): PlanLine {
  if (task.lag === null)
    return { label: 'Lag', text: 'not known: the cloud shows no figure', loud: true, at: task.readAt };
  const figure = `${lagWords(task.lag.milliseconds)}, one reading`;
  if (task.stage === 'paused')
    return {
      label: 'Lag',
      text: `${figure}; it may be a figure from before the pause`,
      loud: true,
      at: task.readAt,
    };
  if (task.lag.milliseconds <= 1000) return { label: 'Lag', text: figure, at: task.readAt };
  return {
    label: 'Lag',
    text: `${figure}: the destination is behind, what is missing then stays missing`,
    loud: true,
    at: task.readAt,
  };
}

/** A paused task has stopped writing, and its end does not catch up. */
export function pausedLines(task: Task): PlanLine[] {
  if (task.stage !== 'paused') return [];
  return [
    {
      label: 'Paused',
      text: 'changes since the pause are not on the destination; resume first if they matter',
      loud: true,
    },
  ];
}

/** Nobody has compared the two sides as far as this plan knows. */
export function dataLine(): PlanLine {
  return { label: 'Data', text: 'not compared by me: nothing here proves that both sides are equal' };
}
