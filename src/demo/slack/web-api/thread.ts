import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';

/** The thread a message goes to: the parent's ts, also when a reply's ts is given; null where none is. */
export function threadOf(world: World, channelId: string, ts: string | null): string | null {
  if (ts === null) return null;
  const parent = world.state.find(channelId, ts);
  if (parent === undefined) throw new Refusal('cannot_reply_to_message');
  return parent.threadTs ?? parent.ts;
}
