import type { SocketMode } from './socket-mode.ts';
import type { World } from './world.ts';

/** Back to the state after the start: a new epoch without messages, views, calls or faults. Connections stay. */
export function emptyWorld(world: World, sockets: SocketMode): void {
  world.events.forget();
  sockets.forget();
  world.calls.length = 0;
  world.problems.length = 0;
  world.faults.clear();
  world.rateLimits?.empty();
  world.triggers.empty();
  world.suggestions.empty();
  world.responseUrls.empty();
  world.modals.empty();
  world.state.empty();
}
