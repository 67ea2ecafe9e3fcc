import type { PlanLine } from '../../lifecycle/plan/line.ts';
import { describeDirection, describeEndpoint, type Task, titleOf } from '../../lifecycle/task.ts';
import { kindWords } from '../../lifecycle/words.ts';
import { cut, type Line, type Part } from './rich.ts';

/** What the task is and where: the lines under every title. */
export function identityLines(task: Task): Line[] {
  const made = task.createdAt === null ? '' : `, made ${task.createdAt.slice(0, 10)}`;
  const engine = task.provider === 'drs' && task.source.engine !== null ? `, ${task.source.engine}` : '';
  return [
    [
      `${kindWords(task)}${engine}, job `,
      { code: task.taskId },
      `, account ${task.account}, ${task.region}${made}`,
    ],
    [cut(describeEndpoint(task.source), 120), '  →  ', cut(describeEndpoint(task.destination), 120)],
  ];
}

/** The title; of a two-way synchronisation with the direction, for its two directions share a name. */
export function titleWithDirection(task: Task): string {
  const title = cut(titleOf(task), 80);
  return task.twoWay ? `${title}, ${cut(describeDirection(task), 60)}` : title;
}

/** A labelled line; loud ones are marked in words, not by colour alone. */
export function labelled(label: string, loud: boolean, ...parts: readonly Part[]): Line {
  return [{ bold: loud ? `${label} (!)  ` : `${label}  ` }, ...parts];
}

/** When it was read, or who said it and when. */
function whenParts({ at, said }: PlanLine): Part[] {
  if (said !== undefined) return [' (', { at: said.at, show: 'time' }, ', ', { who: said.by }, ')'];
  return at === undefined ? [] : [', read ', { at, show: 'time' }];
}

/** The lines of a plan, each with when it was read where it was. */
export function factLines(lines: readonly PlanLine[]): Line[] {
  return lines.map((line) =>
    labelled(line.label, line.loud === true, cut(line.text, 500), ...whenParts(line)),
  );
}
