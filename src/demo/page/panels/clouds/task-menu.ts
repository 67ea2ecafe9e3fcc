import type { TaskShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { setAttribute } from '../change-node.ts';
import { button, deedButton } from '../controls.ts';
import { type Live, liveList } from '../live-list.ts';
import { perform } from '../perform.ts';
import { cloudDeed } from './cloud-deeds.ts';
import { type TaskDeed, taskDeeds } from './task-deeds.ts';
import { taskTitle } from './task-words.ts';

function renaming(task: () => TaskShown): HTMLElement {
  const field = el('input', { class: 'panel-field', spellcheck: 'false' });
  const rename = async (node: HTMLElement): Promise<void> => {
    const name = field.value.trim();
    if (name === '') return field.focus();
    const { id } = task();
    const said = `${taskTitle(task())} is called ${name} now.`;
    if (await perform(node, cloudDeed('rename', { id, name }, said))) field.value = '';
  };
  const press = button('Rename it', (node) => void rename(node));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') press.click();
  });
  return el(
    'div',
    { class: 'panel-row end' },
    el('label', { class: 'panel-label' }, 'New name', field),
    press,
  );
}

/** What can be done to a task, unfolded below it, so that it is not cut off at the edge of a narrow panel. */
export function taskMenu(first: TaskShown): Live<TaskShown> {
  let task = first;
  const buttons = el('div', { class: 'panel-buttons' });
  const showDeeds = liveList<TaskDeed>(buttons, {
    key: ({ label }) => label,
    make: (deed) => ({
      node: deedButton(deed.label, () => cloudDeed(deed.control, deed.with, deed.said)),
      update: () => undefined,
    }),
  });
  const summary = el('summary', {}, 'Make something happen');
  const rename = renaming(() => task);
  const node = el('details', { class: 'panel-more task-menu' }, summary, buttons, rename);
  return {
    node,
    update: (now) => {
      task = now;
      const deeds = taskDeeds(now);
      setAttribute(summary, 'aria-label', `Make something happen to ${taskTitle(now)}`);
      node.hidden = deeds.length === 0;
      rename.hidden = now.isOver;
      showDeeds(deeds);
    },
  };
}
