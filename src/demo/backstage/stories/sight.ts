import { z } from 'zod';
import type { World } from '../../clouds/world.ts';
import type { Post } from '../../slack/model.ts';
import { CHANNELS, PEOPLE } from '../../slack/seed.ts';
import type { Workspace } from '../../slack/workspace.ts';
import type { BotKeeper } from '../bot-keeper.ts';
import { troublesShown } from '../clouds-shown.ts';
import { tasksShown } from '../tasks-shown.ts';
import type { Seen } from './story.ts';

export interface Watched {
  readonly workspace: Pick<Workspace, 'messages' | 'thread' | 'ephemerals'>;
  readonly world: World;
  readonly bot: BotKeeper;
}

const ending = z.object({
  event_type: z.literal('cutover_ending'),
  event_payload: z.object({ ending: z.string(), task: z.string(), action: z.string(), state: z.string() }),
});
const checklist = z.object({
  event_type: z.literal('cutover_checklist'),
  event_payload: z.object({ ending: z.string(), task: z.string(), open: z.number() }),
});

/** What there is to see at this moment: the bot's messages by their metadata, the clouds and the bot. */
export function sightOf({ workspace, world, bot }: Watched): Seen {
  const posts = workspace.messages(CHANNELS.cutover);
  const replies = posts.flatMap((post) => workspace.thread(post.channel, post.ts).slice(1));
  const whispers = Object.values(PEOPLE).flatMap((user) =>
    workspace.ephemerals(user).map(({ text }) => ({ user, text })),
  );
  return {
    endings: posts.flatMap(endingIn),
    checklists: posts.flatMap(checklistIn),
    whispers,
    replies: replies.map(({ text }) => text),
    tasks: tasksShown(world),
    clouds: troublesShown(world),
    calls: world.calls,
    bot: bot.shown(),
  };
}

function endingIn({ metadata, text }: Post): Seen['endings'] {
  const read = ending.safeParse(metadata);
  if (!read.success) return [];
  const { state, ...payload } = read.data.event_payload;
  return [{ ...payload, states: [state], text }];
}

function checklistIn({ metadata, text }: Post): Seen['checklists'] {
  const read = checklist.safeParse(metadata);
  return read.success ? [{ ...read.data.event_payload, texts: [text] }] : [];
}

/** What was seen before and what is seen now, as one: no state, no text of a checklist, no whisper and no reply is forgotten. */
export function remember(before: Seen, now: Seen): Seen {
  return {
    ...now,
    endings: joined(before.endings, now.endings, (old, fresh) => ({
      ...fresh,
      states: appended(old.states, fresh.states),
    })),
    checklists: joined(before.checklists, now.checklists, (old, fresh) => ({
      ...fresh,
      texts: appended(old.texts, fresh.texts),
    })),
    whispers: [...before.whispers, ...now.whispers.filter((fresh) => !before.whispers.some(isLike(fresh)))],
    replies: [...new Set([...before.replies, ...now.replies])],
  };
}

function isLike(one: Seen['whispers'][number]) {
  return (other: Seen['whispers'][number]) => other.user === one.user && other.text === one.text;
}

function appended(before: readonly string[], now: readonly string[]): readonly string[] {
  return [...before, ...now.filter((each) => each !== before.at(-1))];
}

function joined<Thing extends { ending: string }>(
  before: readonly Thing[],
  now: readonly Thing[],
  join: (old: Thing, fresh: Thing) => Thing,
): Thing[] {
  const fresh = new Map(now.map((each) => [each.ending, each]));
  const known = new Set(before.map((each) => each.ending));
  return [
    ...before.map((old) => {
      const found = fresh.get(old.ending);
      return found === undefined ? old : join(old, found);
    }),
    ...now.filter((each) => !known.has(each.ending)),
  ];
}
