import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import { answerable, isOnHome } from '../home/direct-answer.ts';
import { ACTION } from '../ids.ts';
import type { Room } from '../room.ts';
import { approveEnding, rejectEnding, withdrawEnding } from './approval.ts';
import { lookAgain, showAllItems, snoozeList, takeList } from './checklist.ts';
import { removeAll, removeItem, showItem, signOffItem, undoItem } from './cleanup.ts';
import { actorOf, type Click } from './click.ts';
import { confirmPlan } from './confirm.ts';
import { showEvidence } from './evidence.ts';
import { nextPage } from './list.ts';
import { lookAtTasks } from './look-at-tasks.ts';
import { lookNow } from './look-now.ts';
import { choosePurpose, refreshPlan, sayWritesStopped } from './open-plan.ts';
import { cancelPlan, requestPlan, showPlanInChannel } from './plan.ts';
import { presentAtEnding, vetoEnding } from './schedule.ts';

type Handler = (room: Room, click: Click) => Promise<void>;

const HANDLERS: Readonly<Record<string, Handler>> = {
  [ACTION.confirm]: confirmPlan,
  [ACTION.cancel]: cancelPlan,
  [ACTION.approve]: approveEnding,
  [ACTION.lookNow]: lookNow,
  [ACTION.reject]: rejectEnding,
  [ACTION.withdraw]: withdrawEnding,
  [ACTION.present]: presentAtEnding,
  [ACTION.veto]: vetoEnding,
  [ACTION.requestPlan]: requestPlan,
  [ACTION.showInChannel]: showPlanInChannel,
  [ACTION.writesStopped]: sayWritesStopped,
  [ACTION.refresh]: refreshPlan,
  [ACTION.listPage]: nextPage,
  [ACTION.showItem]: showItem,
  [ACTION.showAll]: showAllItems,
  [ACTION.removeItem]: removeItem,
  [ACTION.removeAll]: removeAll,
  [ACTION.undoItem]: undoItem,
  [ACTION.lookAgain]: lookAgain,
  [ACTION.takeList]: takeList,
  [ACTION.snoozeList]: snoozeList,
  [ACTION.signOff]: signOffItem,
  [ACTION.showEvidence]: showEvidence,
  [ACTION.lookAtTasks]: lookAtTasks,
};

/** The menu of a plan: acknowledged first, then handled. */
function registerMenu(app: App, room: Room): void {
  const id = ACTION.purpose;
  app.action<BlockAction<StaticSelectAction>>({ type: 'block_actions', action_id: id }, async (choice) => {
    await choice.ack();
    const { value } = choice.action.selected_option;
    room.log.info('menu', { menu: id, user: choice.body.user.id, value });
    await choosePurpose(room, choice);
  });
}

/** Whoever presses in the Home tab sees it, even where a restart has forgotten who has opened it. */
async function handleOnHome(room: Room, click: Click, handle: Handler): Promise<void> {
  const viewer = actorOf(click);
  room.homes.opened(viewer);
  await handle(room, answerable(click));
  room.homes.refresh(viewer.userId);
}

/** Every button: acknowledged first, then handled. */
export function registerActions(app: App, room: Room): void {
  for (const [id, handle] of Object.entries(HANDLERS)) {
    app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: id }, async (click) => {
      await click.ack();
      room.log.info('button', { button: id, user: click.body.user.id, value: click.action.value ?? '' });
      if (isOnHome(click)) await handleOnHome(room, click, handle);
      else await handle(room, click);
    });
  }
  registerMenu(app, room);
}
