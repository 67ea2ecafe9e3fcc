import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import { ACTION, anyOf, BUTTONS } from '../ids.ts';
import { late } from '../late.ts';
import { respondOver } from '../respond.ts';
import type { Room } from '../room.ts';

/** The menu of a plan: acknowledged first, then handled. */
function registerMenu(app: App, room: Room): void {
  const id = ACTION.purpose;
  app.action<BlockAction<StaticSelectAction>>({ type: 'block_actions', action_id: id }, async (choice) => {
    await choice.ack();
    const { value } = choice.action.selected_option;
    room.log.info('menu', { menu: id, user: choice.body.user.id, value });
    const { choosePurpose } = await late.menus();
    await choosePurpose(room, choice);
  });
}

/** Every button: acknowledged first, then handled. What handles it is loaded with the first press. */
export function registerActions(app: App, room: Room): void {
  const buttons = { type: 'block_actions', action_id: anyOf(BUTTONS) } as const;
  app.action<BlockAction<ButtonAction>>(buttons, async (click) => {
    await click.ack();
    const id = BUTTONS.find((one) => one === click.action.action_id);
    if (id === undefined) return;
    room.log.info('button', { button: id, user: click.body.user.id, value: click.action.value ?? '' });
    const { handlePress } = await late.actions();
    const respond = respondOver(click.body.response_url, click.respond);
    await handlePress(room, id, { ...click, respond });
  });
  registerMenu(app, room);
}
