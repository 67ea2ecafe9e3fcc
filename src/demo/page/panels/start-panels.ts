import type { BackstageShown } from '../../backstage/shown.ts';
import type { Shown } from '../../slack/page-api/shown.ts';
import { el } from '../dom.ts';
import { startReader } from './backstage-reader.ts';
import { botPanel } from './bot/bot-panel.ts';
import { cloudsPanel } from './clouds/clouds-panel.ts';
import { panelFrame } from './panel-frame.ts';
import { PanelSwitch } from './panel-switch.ts';
import { createPlaces, type PageForPanels } from './stories/places.ts';
import { storiesPanel } from './stories/stories-panel.ts';

export type { PageForPanels };

/** Said instead of a panel whose server does not answer. */
function silence(body: HTMLElement): HTMLElement {
  const text = 'What stands behind this workspace does not answer. Is the demo still running?';
  const node = el('p', { class: 'panel-silence', role: 'status', hidden: true }, text);
  body.before(node);
  return node;
}

/** Whether anything was said since the workspace was emptied the last time, as far as this page has seen. */
function messagesSeen() {
  let epoch = '';
  let some = false;
  return {
    learn: (shown: Shown): void => {
      if (shown.epoch !== epoch) some = false;
      epoch = shown.epoch;
      some ||= shown.messages.length > 0 || shown.channels.some(({ unread }) => unread > 0);
    },
    some: () => some,
  };
}

/** Starts the side panels: stories, the clouds, bot and Slack. They are told of changes, and look by themselves while open. */
export function startPanels(page: PageForPanels) {
  const frames = {
    stories: panelFrame('stories', 'Stories'),
    clouds: panelFrame('clouds', 'The clouds'),
    backstage: panelFrame('backstage', 'Bot and Slack'),
  };
  const said = messagesSeen();
  const panels = new PanelSwitch(frames, () => reader.read());
  const places = createPlaces(page, () => {
    if (panels.covers) panels.close('stories');
  });
  const stories = storiesPanel(frames.stories.body, places, said.some);
  const clouds = cloudsPanel(frames.clouds.body);
  const bot = botPanel(frames.backstage.body);
  const silences = [silence(frames.stories.body), silence(frames.clouds.body)];
  let latest: BackstageShown | null = null;
  let hasBegun = false;

  function show(): void {
    if (latest === null) return;
    if (panels.isSeen('stories')) stories.show(latest);
    if (panels.isSeen('clouds')) clouds.show(latest.clouds);
    if (panels.isSeen('backstage')) bot.showBot(latest.bot);
  }

  const reader = startReader({
    isWatched: () =>
      hasBegun && (['stories', 'clouds', 'backstage'] as const).some((one) => panels.isSeen(one)),
    onShown: (shown) => {
      latest = shown ?? latest;
      for (const node of silences) node.hidden = shown !== null;
      show();
    },
  });

  return {
    /** Something in the workspace changed, or who looks at it. */
    workspaceChanged: (shown: Shown): void => {
      places.learn(shown);
      said.learn(shown);
      bot.showSlack(shown.workspace);
      if (!hasBegun) {
        hasBegun = true;
        panels.begin(shown.workspace.hasBackstage);
      }
      show();
    },
    /** Something behind the workspace changed. */
    backstageChanged: (): void => reader.read(),
  };
}
