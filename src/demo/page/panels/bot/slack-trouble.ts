import type { WorkspaceShown } from '../../../slack/page-api/shown.ts';
import { el } from '../../dom.ts';
import { act } from '../../server.ts';
import { setText } from '../change-node.ts';
import { button, switchBox } from '../controls.ts';
import { liveList } from '../live-list.ts';
import { whileBusy } from '../perform.ts';

type PersonShown = WorkspaceShown['people'][number];

function trouble(label: string, kind: string, said: string): HTMLButtonElement {
  return button(label, (node) => void whileBusy(node, () => act('trouble', { kind }), said));
}

function person({ id, realName }: PersonShown) {
  return switchBox(`${realName} is deactivated`, {
    act: (on) => act('trouble', { kind: 'deactivate', user: id, on }),
    said: (on) => `${realName} ${on ? 'is deactivated' : 'is active again'}.`,
  });
}

function connectionWords({ connections }: WorkspaceShown): string {
  if (connections === null) return 'The app is reached by signed requests.';
  if (connections === 0) return 'The app is not connected.';
  return connections === 1 ? 'The app has 1 connection.' : `The app has ${connections} connections.`;
}

function socketButtons() {
  const drop = trouble(
    'Drop the socket',
    'drop-socket',
    'The connection was dropped. The app has to connect again.',
  );
  const twice = trouble('Send the next click twice', 'duplicate', 'The next command or click is sent twice.');
  return { drop, node: el('div', { class: 'panel-buttons' }, drop, twice) };
}

/** What can go wrong between Slack and the app, to see what the app does about it. */
export function slackTrouble() {
  const connection = el('p', { class: 'panel-note' });
  const offline = switchBox('Slack cannot be reached', {
    act: (on) => act('trouble', { kind: 'offline', on }),
    said: (on) => (on ? 'The app cannot reach Slack.' : 'The app can reach Slack again.'),
  });
  const slow = switchBox('The app answers too late (5 s)', {
    act: (on) => act('trouble', { kind: 'slow', on }),
    said: (on) => (on ? 'Every answer of the app comes 5 s late.' : 'The app answers in time again.'),
  });
  const people = el('div', {});
  const showPeople = liveList<PersonShown>(people, {
    key: ({ id }) => id,
    make: (one) => {
      const { node, show } = person(one);
      return { node, update: ({ deleted }) => show(deleted) };
    },
  });
  const socket = socketButtons();
  return {
    node: el(
      'section',
      { class: 'panel-section', 'aria-label': 'Slack' },
      el('h3', {}, 'Slack'),
      connection,
      socket.node,
      offline.node,
      slow.node,
      el('details', { class: 'panel-more' }, el('summary', {}, 'Deactivate people'), people),
    ),
    show: (workspace: WorkspaceShown): void => {
      setText(connection, connectionWords(workspace));
      socket.drop.hidden = workspace.connections === null;
      offline.show(workspace.trouble.offline);
      slow.show(workspace.trouble.slow);
      showPeople(workspace.people.filter(({ isBot }) => !isBot));
    },
  };
}
