import type { Shown } from '../slack/page-api/shown.ts';
import type { Place } from './place.ts';

/**
 * The place that exists instead of one that does not: a person of the workspace (the first who is neither a bot nor
 * deactivated), and a channel that person is in (the one of last time, else the first). Null if all is well.
 */
export function settled(
  { workspace, channels }: Pick<Shown, 'workspace' | 'channels'>,
  place: Place,
  lastChannel: string | null,
): Partial<Place> | null {
  const persons = workspace.people.filter((one) => !one.isBot);
  if (!persons.some((one) => one.id === place.me)) {
    const first = persons.find((one) => !one.deleted) ?? persons[0];
    return first === undefined ? null : { me: first.id };
  }
  if (channels.length === 0 || channels.some((one) => one.id === place.channel)) return null;
  const fitting = channels.find((one) => one.id === lastChannel) ?? channels.find((one) => !one.archived);
  const channel = fitting ?? channels[0];
  return channel === undefined ? null : { channel: channel.id, thread: null, message: null, tab: null };
}
