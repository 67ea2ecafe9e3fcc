import { POSTED, postedId } from '../../lifecycle/rows.ts';
import type { Place } from '../messages/home-facts.ts';
import type { Posted } from '../outbox/posted.ts';
import type { HomeSources } from './gather.ts';

type PlaceSources = Pick<HomeSources, 'store' | 'links' | 'channelOf'>;

/** Where the message about something stands; before there is one, where it will. Direct messages are nobody else's. */
export async function placeOf(
  { store, links, channelOf }: PlaceSources,
  about: 'ending' | 'checklist',
  id: string,
  account: string,
): Promise<Place> {
  const posted = await store.read<Posted>(POSTED, postedId(about, id));
  if (posted === null) return { channel: channelOf(account), link: null };
  const { channel } = posted.value;
  if (!/^[CG]/.test(channel)) return { channel: null, link: null };
  return { channel, link: await links.to(posted.value) };
}
