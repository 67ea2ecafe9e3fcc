import type { App } from '@slack/bolt';
import type { Room } from '../room.ts';

/** Hears of opened Home tabs (event `app_home_opened`); Bolt acknowledges events by itself. */
export function registerHome(app: App, room: Room): void {
  app.event('app_home_opened', async ({ event, context }) => {
    if (event.tab !== 'home') return;
    room.log.info('home', { user: event.user });
    room.homes.opened({ userId: event.user, teamId: context.teamId ?? null });
  });
}
