import type { App, ViewSubmitAction } from '@slack/bolt';
import { anyOf, VIEW } from '../ids.ts';
import { late } from '../late.ts';
import type { Room } from '../room.ts';

const FORMS = Object.values(VIEW);

/** The modals that people send in. What handles them is loaded with the first one. */
export function registerViews(app: App, room: Room): void {
  app.view<ViewSubmitAction>(anyOf(FORMS), async (submitted) => {
    const { body, view } = submitted;
    const id = FORMS.find((one) => one === view.callback_id);
    if (id === undefined) return;
    room.log.info('form', { form: id, user: body.user.id, value: view.private_metadata });
    const { SUBMISSIONS } = await late.views();
    await SUBMISSIONS[id](room, submitted);
  });
}
