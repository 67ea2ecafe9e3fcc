import type { TaskShown } from '../../../backstage/shown.ts';
import { taskTitle } from './task-words.ts';

/** What can be done to a task from outside: a control of the clouds, and the sentence for when it was done. */
export interface TaskDeed {
  readonly label: string;
  readonly control: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly said: string;
}

function lagDeed({ id, lagGrowth }: TaskShown, title: string): TaskDeed {
  if (lagGrowth > 0) {
    const calm = { id, seconds: 0, growth: 0 };
    return { label: 'Let it catch up', control: 'lag', with: calm, said: `${title} has caught up.` };
  }
  return {
    label: 'Let it lag (90 s, growing)',
    control: 'lag',
    with: { id, seconds: 90, growth: 1 },
    said: `${title} lags 90 s behind, and falls back further.`,
  };
}

function endingDeed(task: TaskShown, title: string, ending: TaskShown['ending']): TaskDeed | null {
  if (task.ending === ending) return null;
  const words = { normal: 'go well', hangs: 'hang', fails: 'fail' }[ending];
  return {
    label: `Let its next end ${words}`,
    control: 'set-ending',
    with: { id: task.id, ending },
    said: `The next end of ${title} will ${words}.`,
  };
}

/** What can be done to a task as it is now; the most useful first, nothing that could only be refused. */
export function taskDeeds(task: TaskShown): readonly TaskDeed[] {
  const { id } = task;
  const title = taskTitle(task);
  const gone: TaskDeed = {
    label: 'Delete it in the console',
    control: 'delete-in-console',
    with: { id },
    said: `Somebody has deleted ${title} in the console.`,
  };
  if (task.isOver) return task.status.startsWith('(') || task.status === 'DELETED' ? [] : [gone];
  const fail = { label: 'Fail it', control: 'fail', with: { id }, said: `${title} has failed.` };
  const ended = `Somebody has ended ${title} in the console.`;
  const end = { label: 'End it in the console', control: 'end-in-console', with: { id }, said: ended };
  const recover = { label: 'Recover it', control: 'recover', with: { id }, said: `${title} runs again.` };
  const endings = (['hangs', 'fails', 'normal'] as const).map((each) => endingDeed(task, title, each));
  const deeds = [fail, lagDeed(task, title), end, gone, ...endings, recover];
  return deeds.filter((deed) => deed !== null);
}
