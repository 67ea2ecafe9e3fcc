import type { Task } from '../task.ts';
import { stageAndStatus } from '../words.ts';

/** One line of a plan. `loud` lines are dangers. `at` is when the fact was read, in milliseconds. */
export interface PlanLine {
  readonly label: string;
  readonly text: string;
  readonly loud?: true;
  readonly at?: number;
}

/** The state as it was read, with the cloud's own word. */
export function stateLine(task: Task): PlanLine {
  const trouble = task.trouble === null ? '' : `; it says: ${task.trouble.text}`;
  return { label: 'State', text: `${stageAndStatus(task)}${trouble}`, at: task.readAt };
}

/** The lag of one reading; "not known" is never "fine". */
export function lagLine(task: Task): PlanLine {
  if (task.lag === null)
    return { label: 'Lag', text: 'not known: the cloud shows no figure', loud: true, at: task.readAt };
  const seconds = task.lag.milliseconds / 1000;
  const figure = `${Number.isInteger(seconds) ? seconds : seconds.toFixed(1)} s, one reading`;
  if (seconds <= 1) return { label: 'Lag', text: figure, at: task.readAt };
  return {
    label: 'Lag',
    text: `${figure}: the destination is behind, what is missing then stays missing`,
    loud: true,
    at: task.readAt,
  };
}

/** Nobody has compared the two sides as far as this plan knows. */
export function dataLine(): PlanLine {
  return { label: 'Data', text: 'not compared by me: nothing here proves that both sides are equal' };
}
