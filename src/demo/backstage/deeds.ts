import { z } from 'zod';
import { runControl } from '../clouds/control.ts';
import type { World } from '../clouds/world.ts';
import type { BotKeeper } from './bot-keeper.ts';
import type { BackstageDeed } from './shown.ts';

const deedSchema = z.discriminatedUnion('deed', [
  z.strictObject({ deed: z.literal('bot'), to: z.enum(['start', 'stop', 'kill', 'restart']) }),
  z.strictObject({ deed: z.literal('bot-dies-at-next-change'), on: z.boolean() }),
  z.strictObject({ deed: z.literal('play'), story: z.string() }),
  z.strictObject({ deed: z.literal('start-over') }),
  z.strictObject({
    deed: z.literal('cloud'),
    control: z.string(),
    with: z.record(z.string(), z.unknown()).default({}),
  }),
]);

/** What a deed is done to. */
export interface Stage {
  readonly bot: BotKeeper;
  readonly world: World;
  /** Plays a story from its beginning, or starts over without one. */
  play(story: string | null): Promise<void>;
}

/** Reads what a panel has sent; throws a sentence where that is no deed. */
export function readDeed(body: unknown): BackstageDeed {
  const read = deedSchema.safeParse(body);
  if (read.success) return read.data;
  throw new Error(`That cannot be done here: ${z.prettifyError(read.error)}`);
}

/** Does it, and says what was done in one sentence. */
export async function doDeed(deed: BackstageDeed, { bot, world, play }: Stage): Promise<string> {
  switch (deed.deed) {
    case 'bot':
      return await turnBot(bot, deed.to);
    case 'bot-dies-at-next-change':
      bot.dieAtNextChange(deed.on);
      return deed.on
        ? 'The bot will be killed the moment its next change has reached a cloud.'
        : 'The bot will hear the answer to its next change.';
    case 'play':
      await play(deed.story);
      return 'A fresh world is there. The story begins.';
    case 'start-over':
      await play(null);
      return 'A fresh world is there: nothing has been said, and nobody remembers anything.';
    case 'cloud':
      runControl(world, deed.control, deed.with);
      return 'Done.';
  }
}

async function turnBot(bot: BotKeeper, to: 'start' | 'stop' | 'kill' | 'restart'): Promise<string> {
  await bot[to]();
  if (to === 'kill') return 'The bot is killed.';
  return to === 'stop' ? 'The bot has stopped.' : 'The bot runs and is connected.';
}
