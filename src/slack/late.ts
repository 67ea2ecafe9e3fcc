import { once } from '../once.ts';

/** What answers commands, presses and forms, speaks to channels, and draws Home tabs: loaded behind the start. */
export const late = {
  commands: once(() => import('./commands/run.ts')),
  actions: once(() => import('./actions/handlers.ts')),
  menus: once(() => import('./actions/open-plan.ts')),
  views: once(() => import('./views/submissions.ts')),
  delivery: once(() => import('./outbox/deliver.ts')),
  subjects: once(() => import('./outbox/subject.ts')),
  home: once(() => import('./home/render.ts')),
};

/**
 * Loads all of it, so that the first command does not wait for it, and none meets the files of a newer version. The
 * connection to Slack does not wait for this either.
 */
export async function warmUp(): Promise<void> {
  for (const load of Object.values(late)) await load();
}
