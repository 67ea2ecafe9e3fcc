import { type Checklist, checklistIdOf } from '../../cleanup/checklist/checklist.ts';
import type { Confirmation } from '../../lifecycle/outcome.ts';
import { readTaskKey } from '../../lifecycle/search.ts';
import { type Task, taskKey } from '../../lifecycle/task.ts';
import type { Deed } from '../../policy/ports.ts';
import { readPlanButton } from '../actions/read-plan-button.ts';
import { ACTION } from '../ids.ts';

/** What an answer is about, so that it can be told what its buttons stand for. */
export interface About {
  readonly tasks?: readonly Task[];
  readonly checklists?: readonly Pick<Checklist, 'id' | 'task'>[];
  /** What a button for the same plan again means. */
  readonly plan?: Pick<Confirmation, 'action' | 'tasks'>;
}

/** What a press would ask the policy for: a deed on each of these tasks. */
export interface AskedDeed {
  readonly deed: Deed;
  readonly tasks: readonly Task[];
}

const ON_ITEM: readonly string[] = [ACTION.removeItem, ACTION.undoItem, ACTION.signOff];
const ON_LIST: readonly string[] = [ACTION.removeAll, ACTION.takeList, ACTION.snoozeList];

/** The tasks of an answer that a key means; `both` is either direction of one. */
function tasksOf(key: string, tasks: readonly Task[]): readonly Task[] {
  const read = readTaskKey(key);
  if (read === null || !read.both) return tasks.filter((task) => taskKey(task) === key);
  const { account, region, taskId } = read.ref;
  return tasks.filter(
    (task) =>
      task.account === account &&
      task.region === region &&
      (task.taskId === taskId || task.other?.taskId === taskId),
  );
}

function deedOfPlan(value: string, { tasks = [], plan }: About): AskedDeed | null {
  const read = readPlanButton(value);
  if (read?.target.kind === 'again')
    return plan === undefined ? null : { deed: plan.action, tasks: plan.tasks };
  return read?.target.kind === 'key' ? { deed: read.action, tasks: tasksOf(read.target.key, tasks) } : null;
}

/** The deed that a button stands for, and on what; `null` where a press needs no right but to read. */
export function deedOfButton(actionId: string, value: string, about: About): AskedDeed | null {
  if (actionId === ACTION.requestPlan) return deedOfPlan(value, about);
  const listId = ON_ITEM.includes(actionId)
    ? checklistIdOf(value)
    : ON_LIST.includes(actionId)
      ? value
      : null;
  const list = about.checklists?.find(({ id }) => id === listId);
  return list === undefined ? null : { deed: 'cleanup', tasks: [list.task] };
}
