import { answerable, isOnHome } from '../home/direct-answer.ts';
import { ACTION, type ButtonId } from '../ids.ts';
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
import { refreshPlan, sayWritesStopped } from './open-plan.ts';
import { cancelPlan, requestPlan, showPlanInChannel } from './plan.ts';
import { presentAtEnding, vetoEnding } from './schedule.ts';

type Handler = (room: Room, click: Click) => Promise<void>;

/** What becomes of a press on each button. */
const HANDLERS: Readonly<Record<ButtonId, Handler>> = {
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

/** Whoever presses in the Home tab sees it, even where a restart has forgotten who has opened it. */
async function handleOnHome(room: Room, click: Click, handle: Handler): Promise<void> {
  const viewer = actorOf(click);
  room.homes.opened(viewer);
  await handle(room, answerable(click));
  room.homes.refresh(viewer.userId);
}

/** Handles a press that is acknowledged already. */
export async function handlePress(room: Room, id: ButtonId, click: Click): Promise<void> {
  if (isOnHome(click)) await handleOnHome(room, click, HANDLERS[id]);
  else await HANDLERS[id](room, click);
}
