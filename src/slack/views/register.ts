import type { App, ViewSubmitAction } from '@slack/bolt';
import { VIEW } from '../ids.ts';
import type { Room } from '../room.ts';

/** The modals that people send in. What handles them is loaded with the first one. */
export function registerViews(app: App, room: Room): void {
  for (const id of Object.values(VIEW))
    app.view<ViewSubmitAction>(id, async (submitted) => {
      const { body, view } = submitted;
      room.log.info('form', { form: id, user: body.user.id, value: view.private_metadata });
      const { SUBMISSIONS } = await import('./submissions.ts');
      await SUBMISSIONS[id](room, submitted);
    });
}
