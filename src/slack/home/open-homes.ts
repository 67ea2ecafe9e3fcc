import type { WebClient } from '@slack/web-api';
import type { Found } from '../../lifecycle/ports.ts';
import type { LastRound } from '../../watch/last-round.ts';
import { late } from '../late.ts';
import type { Log } from '../room.ts';
import type { CountedStore } from './counted-store.ts';
import type { HomeSources } from './gather.ts';
import { createHomes, type Homes } from './homes.ts';
import { createLinks } from './links.ts';
import { createMembers } from './members.ts';
import { createShelf } from './shelf.ts';

export interface OpenHomesPorts extends Pick<HomeSources, 'policy' | 'brakes' | 'channelOf' | 'now'> {
  readonly client: WebClient;
  readonly counted: CountedStore;
  readonly lastRound: LastRound;
  /** Every task of every account, listed for somebody who waits for it. */
  readonly list: () => Promise<Found>;
  readonly log: Log;
}

/** Puts the Home tabs together from their parts. */
export function openHomes(ports: OpenHomesPorts): Homes {
  const { client, counted, policy, brakes, lastRound, channelOf, log, now } = ports;
  const elapsed = () => performance.now();
  const sources: HomeSources = {
    store: counted.store,
    shelf: createShelf(counted),
    policy,
    brakes,
    round: lastRound.seen,
    members: createMembers(client, log, elapsed),
    links: createLinks(client, elapsed),
    channelOf,
    now,
  };
  return createHomes({
    client,
    async render(viewer, isLooking) {
      const { renderHome } = await late.home();
      return renderHome(sources, viewer, isLooking);
    },
    async list() {
      const { tasks, looked } = await ports.list();
      await lastRound.remember(tasks, looked, now());
    },
    changes: () => counted.changes() + lastRound.rounds(),
    log,
    now: elapsed,
  });
}
