import type { TaskShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { setAttribute, setText } from '../change-node.ts';
import type { Live } from '../live-list.ts';
import { setChip } from '../word-chip.ts';
import { copiedId } from './copied-id.ts';
import { taskMenu } from './task-menu.ts';
import { endingWords, lagWords, placeWords, taskTitle, toneOf } from './task-words.ts';

export interface TaskInList {
  readonly task: TaskShown;
  readonly changed: boolean;
}

function shown(node: HTMLElement, text: string | null): void {
  node.hidden = text === null;
  if (text !== null) setText(node, text);
}

/** One task as its cloud knows it, with what can be done to it. */
export function taskCard({ task: first }: TaskInList): Live<TaskInList> {
  const title = el('h3', {});
  const mark = el('span', { class: 'changed-mark' }, 'changed');
  const status = el('span', {});
  const lag = el('span', {});
  const place = el('p', { class: 'panel-note' });
  const error = el('p', { class: 'task-error' });
  const ending = el('p', { class: 'task-ending' });
  const menu = taskMenu(first);
  const node = el(
    'li',
    { class: 'card task' },
    el('div', { class: 'card-head' }, title, mark, status),
    el('div', { class: 'card-line' }, place, lag),
    copiedId(first.id, taskTitle(first)),
    error,
    ending,
    menu.node,
  );
  return {
    node,
    update: ({ task, changed }) => {
      setAttribute(
        node,
        'class',
        ['card task', task.isOver ? 'over' : '', changed ? 'changed' : ''].join(' ').trim(),
      );
      setText(title, task.name === '' ? '(no name)' : task.name);
      mark.hidden = !changed;
      setChip(status, { text: task.status, tone: toneOf(task) });
      setChip(lag, lagWords(task));
      setText(place, placeWords(task));
      shown(error, task.error);
      shown(ending, endingWords(task));
      menu.update(task);
    },
  };
}
