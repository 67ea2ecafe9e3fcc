import type { CloudShown, CloudsShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { liveList } from '../live-list.ts';
import { tabs } from '../tabs.ts';
import { accessList } from './access-list.ts';
import { callList } from './call-list.ts';
import { cloudStrip } from './cloud-strip.ts';
import { taskList } from './task-list.ts';
import { worldClock } from './world-clock.ts';

/** The panel "The clouds": their time, how they are, their tasks, who is let in, and what the bot has called. */
export function cloudsPanel(body: HTMLElement) {
  const clock = worldClock();
  const strips = el('div', {});
  const showStrips = liveList<CloudShown>(strips, { key: ({ cloud }) => cloud, make: cloudStrip });
  const [tasks, access, calls] = [taskList(), accessList(), callList()];
  const pages = tabs('In the clouds', [
    { name: 'Tasks', node: tasks.node },
    { name: 'Who is let in', node: access.node },
    { name: 'Calls', node: calls.node },
  ]);
  body.append(clock.node, strips, pages);
  return {
    show: (shown: CloudsShown): void => {
      clock.show(shown);
      showStrips(shown.clouds);
      tasks.show(shown.tasks);
      access.show(shown.access);
      calls.show(shown.calls);
    },
  };
}
