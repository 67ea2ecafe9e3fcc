import type { BackstageShown } from '../../backstage/shown.ts';
import type { Shown } from '../../slack/page-api/shown.ts';
import { botPanel } from './bot/bot-panel.ts';
import { cloudsPanel } from './clouds/clouds-panel.ts';
import type { PanelName } from './open-panels.ts';
import { messagesSeen } from './stories/messages-seen.ts';
import type { Places } from './stories/places.ts';
import { storiesPanel } from './stories/stories-panel.ts';

interface Showing {
  readonly bodies: Readonly<Record<PanelName, HTMLElement>>;
  readonly places: Places;
  /** What is out of sight is shown when it comes into sight. */
  readonly isSeen: (name: PanelName) => boolean;
}

/** What stands in the panels: what is known of the workspace and of what is behind it, as far as a panel is in sight. */
export function panelContents({ bodies, places, isSeen }: Showing) {
  const said = messagesSeen();
  const stories = storiesPanel(bodies.stories, places, said.some);
  const clouds = cloudsPanel(bodies.clouds);
  const bot = botPanel(bodies.backstage);
  let workspace: Shown['workspace'] | null = null;
  let behind: BackstageShown | null = null;

  function show(): void {
    if (workspace !== null && isSeen('backstage')) bot.showSlack(workspace);
    if (behind === null) return;
    if (isSeen('stories')) stories.show(behind);
    if (isSeen('clouds')) clouds.show(behind.clouds);
    if (isSeen('backstage')) bot.showBot(behind.bot);
  }

  return {
    show,
    /** A story names people and channels, and who the page is: it follows the workspace too. */
    learnWorkspace: (shown: Shown): void => {
      places.learn(shown);
      said.learn(shown);
      workspace = shown.workspace;
      if (isSeen('backstage')) bot.showSlack(workspace);
      if (behind !== null && isSeen('stories')) stories.show(behind);
    },
    learnBackstage: (shown: BackstageShown): void => {
      behind = shown;
      show();
    },
  };
}
