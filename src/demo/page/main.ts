import type { Shown } from '../slack/page-api/shown.ts';
import { showConnection, showWorkspaceAnswers } from './connection.ts';
import { Conversation } from './conversation/conversation.ts';
import { byId } from './dom.ts';
import { go, place, startMoving } from './moves.ts';
import { learnNames } from './names.ts';
import { startPanels } from './panels/start-panels.ts';
import { createRefresh } from './refresh.ts';
import { watchChanges } from './server.ts';
import { showChannels } from './sidebar/channels.ts';
import { startDrawer } from './sidebar/drawer.ts';
import { showGroups } from './sidebar/groups.ts';
import { showPerson } from './sidebar/person.ts';
import { MessageStore } from './store.ts';
import { refreshDates } from './text/show-date.ts';
import { startTheme } from './theme.ts';
import { afterModals, showModal } from './views/modal.ts';

const DATES_MS = 20_000;

const drawer = startDrawer();
const store = new MessageStore();
const refresh = createRefresh(store, show);
const conversation = new Conversation(store, refresh);
const panels = startPanels({
  go,
  fillComposer: (text) => conversation.fillComposer(text),
  me: () => place().me,
});

function openChannel(channel: string): void {
  go({ channel });
  drawer.close();
  conversation.composer.focus();
}

function show(shown: Shown): void {
  const { me, channel } = place();
  learnNames(shown, me);
  showPerson(shown, me, channel);
  conversation.show(shown);
  showChannels(shown, { channel, unread: conversation.unreadHere() }, openChannel);
  showGroups(shown.workspace);
  showConnection(shown.workspace.connections);
  showModal(shown.views, me);
  byId('show-stories').hidden = !shown.workspace.hasBackstage;
  byId('show-clouds').hidden = !shown.workspace.hasBackstage;
  panels.workspaceChanged(shown);
}

function onMove(): void {
  conversation.moved();
  refresh();
}

function onConnection(isOn: boolean): void {
  showWorkspaceAnswers(isOn);
  if (isOn) refresh();
}

function start(): void {
  startTheme();
  const person = byId('person') as HTMLSelectElement;
  person.addEventListener('change', () => {
    go({ me: person.value });
    drawer.close();
  });
  afterModals(() => conversation.composer.focus());
  startMoving(onMove);
  watchChanges({ onWorkspace: refresh, onBackstage: () => panels.backstageChanged(), onConnection });
  setInterval(refreshDates, DATES_MS);
  refresh();
}

start();
