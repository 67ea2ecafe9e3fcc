import type { TaskShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { setText } from '../change-node.ts';
import { searchBox } from '../controls.ts';
import { liveList } from '../live-list.ts';
import { ChangedTasks } from './changed-tasks.ts';
import { type TaskInList, taskCard } from './task-card.ts';
import { countWords, hasWords, inOrder } from './task-words.ts';

/** The tasks of both clouds, those in use first, with a search over them. */
export function taskList() {
  const changes = new ChangedTasks();
  const list = el('ul', { class: 'cards' });
  const count = el('p', { class: 'panel-note', role: 'status' });
  const showCards = liveList<TaskInList>(list, { key: ({ task }) => task.id, make: taskCard });
  let tasks: readonly TaskShown[] = [];

  function show(): void {
    const now = performance.now();
    const found = inOrder(tasks).filter((task) => hasWords(task, search.words()));
    setText(count, countWords(tasks, found.length, search.words() !== ''));
    showCards(found.map((task) => ({ task, changed: changes.has(task.id, now) })));
  }

  const search = searchBox('Search tasks', 'a name, an id, a status, a region', show);
  return {
    node: el('div', {}, search.node, count, list),
    show: (now: readonly TaskShown[]): void => {
      tasks = now;
      changes.learn(now, performance.now());
      show();
    },
  };
}
