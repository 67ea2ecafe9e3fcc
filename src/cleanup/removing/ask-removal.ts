import type { Actor } from '../../lifecycle/ports.ts';
import { type Item, isClosed, isSafe, mayAskRemoval } from '../checklist/checklist.ts';
import { mayWorkThrough, refused } from '../checklist/may-work.ts';
import type { AskOutcome, RemovalAsk, ShownItem } from '../outcome.ts';
import type { CleanupRoom } from '../room.ts';
import { checklistLine, REMOVAL_ASK } from '../rows.ts';

/** Why an item cannot be removed with a button, with the way on. */
function whyNot(item: Item): string {
  const because = item.why === null ? '' : ` (${item.why})`;
  if (item.state === 'removing') return 'It is being removed already: the checklist says when it is gone.';
  if (isClosed(item)) return `There is nothing left to remove here: ${item.title}.`;
  if (item.leftover === null) return `I cannot remove this: ${item.title}. Do it by hand, then sign it off.`;
  return `It cannot be removed now${because}. Press "Look again" when that has changed.`;
}

function shown(item: Item): ShownItem[] {
  if (item.leftover === null || item.seenAt === null) return [];
  const doubt = item.state === 'unknown' ? item.why : null;
  return [{ itemId: item.id, title: item.title, leftover: item.leftover, doubt, seenAt: item.seenAt }];
}

/**
 * What a removal would do, bound to the values that are shown and to the person who asks. Reads the checklist only,
 * so that a modal can open at once; everything is looked at again when it is confirmed. Changes nothing in a cloud.
 */
export async function askRemoval(
  room: CleanupRoom,
  input: { checklistId: string; itemId: string | null; actor: Actor },
): Promise<AskOutcome> {
  const { checklistId, itemId, actor } = input;
  const may = await mayWorkThrough(room, checklistId, actor);
  if (may.kind === 'refused') return may;
  const { checklist, verdict } = may;
  const one = checklist.items.find((item) => item.id === itemId);
  if (itemId !== null && one === undefined) return refused('I no longer hold this item.');
  if (one !== undefined && !mayAskRemoval(one)) return refused(whyNot(one));
  const safe = checklist.items.filter(isSafe);
  const items = (one === undefined ? safe : [one]).flatMap(shown);
  if (items.length === 0)
    return refused('Nothing here is safe to remove now. Press "Look again" to have it looked at afresh.');
  const braked = await room.brakes.against(checklist.task);
  if (braked !== null) return refused(braked);
  const now = room.now();
  const ask: RemovalAsk = {
    id: room.newId('r'),
    checklistId,
    task: checklist.task,
    shown: items,
    userId: actor.userId,
    channelId: actor.channelId,
    confirm: verdict.confirm,
    expiresAt: now + room.settings.confirmMs,
    used: false,
  };
  const dueAt = ask.expiresAt + room.settings.undoMs;
  await room.store.commit(
    [{ kind: REMOVAL_ASK, id: ask.id, expect: 0, value: ask, dueAt }],
    [
      checklistLine('checklist.removal-shown', checklist, now, {
        removal: ask.id,
        actor: actor.userId,
        shown: items.map(({ itemId: id, title, leftover, doubt }) => ({
          itemId: id,
          title,
          leftover,
          doubt,
        })),
      }),
    ],
  );
  return { kind: 'ask', ask };
}
