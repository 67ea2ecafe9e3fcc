import { decide } from '../decide.ts';
import type { ReadinessLine } from '../readiness/line.ts';
import type { Task } from '../task.ts';
import type { PlanLine } from './line.ts';

/** How long the door stays open ("Pause a DTS instance", DTS user guide; "Pausing a Migration Task", DRS user guide). */
const PAUSE: Readonly<Record<Task['provider'], string>> = {
  'alibaba-dts':
    'a pause can be resumed within 6 hours, may fail later, and never after 7 days; DTS reads on',
  drs: 'a pause can be resumed while the source keeps its log (vendor: at most 24 hours); it is no cut-over',
};

/** How long a pause of the task keeps the door open; `null` where it cannot be paused. */
export function pauseWords(task: Task): string | null {
  return decide('pause', task, { earlierStop: 'none' }).kind === 'proceed' ? PAUSE[task.provider] : null;
}

/** What keeps the door open for a while; nothing where the task cannot be paused. */
export function orPauseLine(task: Task): PlanLine[] {
  const text = pauseWords(task);
  return text === null ? [] : [{ label: 'Or pause', text }];
}

/** Where something was measured against the end, the pause is not just another way but the wiser one. */
export function withWiser(
  lines: readonly PlanLine[],
  readiness: readonly ReadinessLine[],
): readonly PlanLine[] {
  if (!readiness.some(({ standing }) => standing === 'against')) return lines;
  return lines.map((line) =>
    line.label === 'Or pause'
      ? { label: 'Wiser', text: `wait, or pause instead: ${line.text}`, loud: true }
      : line,
  );
}
