import { EventEmitter } from 'node:events';
import type { Clouds } from '../clouds/clouds.ts';
import type { Backstage } from '../slack/page-api/backstage.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { BotKeeper } from './bot-keeper.ts';
import { cloudsShown } from './clouds-shown.ts';
import { doDeed, readDeed } from './deeds.ts';
import { fullSeed } from './full-seed.ts';
import type { BackstageShown } from './shown.ts';
import { sightOf } from './stories/sight.ts';
import type { Story } from './stories/story.ts';
import { StoryTeller } from './stories/story-teller.ts';

export interface BackstageParts {
  readonly bot: BotKeeper;
  readonly clouds: Pick<Clouds, 'world'>;
  readonly workspace: Pick<Workspace, 'messages' | 'thread' | 'ephemerals' | 'onChange' | 'empty'>;
  /** Takes the bot's memory away; called while no bot runs. */
  readonly forget: () => Promise<void>;
  readonly stories: readonly Story[];
}

/** What stands behind the demo's workspace: the bot, the clouds and the stories. */
export interface DemoBackstage extends Backstage {
  show(): BackstageShown & Record<string, unknown>;
  /** Ends its watching. */
  close(): void;
}

/** How long after a change a story looks: changes come in bursts, and a look at everything costs. */
const LOOK_AFTER_MS = 30;

/** Joins the parts of the demo behind the scenes, and makes the clouds ask the bot's fate at each change. */
export function createBackstage(parts: BackstageParts): DemoBackstage {
  const { bot, workspace, forget } = parts;
  const { world } = parts.clouds;
  const teller = new StoryTeller(parts.stories);
  const changes = new EventEmitter().setMaxListeners(0);
  let timer: NodeJS.Timeout | null = null;

  function look(): void {
    if (teller.isTelling && teller.look(sightOf({ workspace, world, bot }))) changes.emit('change');
  }

  function lookSoon(): void {
    if (!teller.isTelling) return;
    timer ??= setTimeout(() => {
      timer = null;
      look();
    }, LOOK_AFTER_MS).unref();
  }

  function noticed(): void {
    changes.emit('change');
    lookSoon();
  }

  async function play(id: string | null): Promise<void> {
    const story = id === null ? null : teller.find(id);
    await bot.renew(async () => {
      teller.begin(null);
      workspace.empty();
      world.reset(story?.seed() ?? fullSeed());
      await forget();
      teller.begin(story);
    });
  }

  world.log.afterChange = () => bot.afterChange();
  const watching = [bot.onChange(noticed), world.log.onChange(noticed), workspace.onChange(lookSoon)];
  return {
    show() {
      look();
      return {
        bot: bot.shown(),
        clouds: cloudsShown(world),
        stories: teller.titles(),
        story: teller.shown(),
      };
    },
    async act(body) {
      const deed = readDeed(body);
      const said = await doDeed(deed, { bot, world, play });
      changes.emit('change');
      return { said };
    },
    onChange(listener) {
      changes.on('change', listener);
      return () => changes.off('change', listener);
    },
    close() {
      for (const stop of watching) stop();
      if (timer !== null) clearTimeout(timer);
      world.log.afterChange = null;
    },
  };
}
