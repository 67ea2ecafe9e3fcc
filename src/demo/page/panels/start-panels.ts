import type { Shown } from '../../slack/page-api/shown.ts';
import { el } from '../dom.ts';
import { startReader } from './backstage-reader.ts';
import { PANELS } from './open-panels.ts';
import { panelContents } from './panel-contents.ts';
import { panelFrame } from './panel-frame.ts';
import { PanelSwitch } from './panel-switch.ts';
import { createPlaces, type PageForPanels } from './stories/places.ts';

export type { PageForPanels };

/** Said in a panel whose server does not answer, above what was known last. */
function silence(body: HTMLElement): HTMLElement {
  const text = 'What stands behind this workspace does not answer. Is the demo still running?';
  const node = el('p', { class: 'panel-silence', role: 'status', hidden: true }, text);
  body.before(node);
  return node;
}

/** Starts the side panels: stories, the clouds, bot and Slack. They are told of changes, and look by themselves while open. */
export function startPanels(page: PageForPanels) {
  const stories = panelFrame('stories', 'Stories');
  const clouds = panelFrame('clouds', 'The clouds');
  const backstage = panelFrame('backstage', 'Bot and Slack');
  const silences = [stories, clouds, backstage].map(({ body }) => silence(body));
  let hasBackstage: boolean | null = null;

  const panels = new PanelSwitch({ stories, clouds, backstage }, () => {
    contents.show();
    reader.read();
  });
  const contents = panelContents({
    bodies: { stories: stories.body, clouds: clouds.body, backstage: backstage.body },
    places: createPlaces(page, () => panels.covers && panels.close('stories')),
    isSeen: (name) => panels.isSeen(name),
  });
  const reader = startReader({
    isWatched: () => hasBackstage === true && PANELS.some((name) => panels.isSeen(name)),
    onShown: (shown) => {
      for (const node of silences) node.hidden = shown !== null;
      if (shown !== null) contents.learnBackstage(shown);
    },
  });

  return {
    /** Something in the workspace changed, or who looks at it. */
    workspaceChanged: (shown: Shown): void => {
      contents.learnWorkspace(shown);
      if (hasBackstage !== null) return;
      hasBackstage = shown.workspace.hasBackstage;
      panels.begin(hasBackstage);
    },
    /** Something behind the workspace changed. */
    backstageChanged: (): void => reader.read(),
  };
}
