import type { Allowed } from '../../lifecycle/judge-all.ts';
import type { Actor } from '../../lifecycle/ports.ts';
import { type Asked, type Item, mayAskRemoval, withItem } from '../checklist/checklist.ts';
import { changeChecklist } from '../checklist/save-checklist.ts';
import { isSameValue } from '../leftovers/leftover.ts';
import type { RemovalAsk, RemovalResult, ShownItem } from '../outcome.ts';
import type { CleanupRoom } from '../room.ts';
import { checklistLine } from '../rows.ts';
import { heldItem, notAsShown } from './removal-order.ts';

const HOUR = 60 * 60_000;

/** Which items enough people have confirmed now, and which wait for others. */
export interface Agreed {
  readonly go: readonly ShownItem[];
  readonly waiting: readonly RemovalResult[];
}

/** Everybody who has confirmed exactly this value, with the one who does it now. */
function together(item: Item, shown: ShownItem, userId: string, now: number): Asked {
  const { asked } = item;
  const counts = asked !== null && asked.until > now && isSameValue(asked.value, shown.leftover);
  const userIds = counts ? [...new Set([...asked.userIds, userId])] : [userId];
  return { userIds, value: shown.leftover, until: now + HOUR };
}

/** Writes that this person has confirmed it too; `null` where it is not as it was shown any more. */
async function agree(
  room: CleanupRoom,
  ask: RemovalAsk,
  shown: ShownItem,
  actor: Actor,
  verdict: Allowed,
): Promise<readonly string[] | null> {
  let people: readonly string[] | null = null;
  await changeChecklist(room, ask.checklistId, (checklist) => {
    const item = checklist.items.find((one) => one.id === shown.itemId);
    people = null;
    if (item === undefined || item.leftover === null || !mayAskRemoval(item)) return null;
    if (!isSameValue(item.leftover, shown.leftover)) return null;
    const now = room.now();
    const asked = together(item, shown, actor.userId, now);
    people = asked.userIds;
    const missing = Math.max(0, verdict.approvals + 1 - asked.userIds.length);
    const after = withItem(checklist, item.id, (one) => ({ ...one, asked }));
    const more = {
      itemId: item.id,
      item: item.title,
      actor: actor.userId,
      removal: ask.id,
      missing,
      value: shown.leftover,
    };
    const audit = [checklistLine('checklist.removal-agreed', after, now, more)];
    const text = `wants it removed: ${item.title}. ${missing} more must press Remove on it within an hour.`;
    const note = { kind: 'cleanup', userId: actor.userId, text } as const;
    return { after, audit, notes: missing > 0 ? [note] : [] };
  });
  return people;
}

/**
 * Where the policy asks for approvals, another person approves by confirming the same removal: the same modal, the
 * same value, within an hour. Nobody counts twice, and who asks is no approver of his own.
 */
export async function collectAgreement(
  room: CleanupRoom,
  ask: RemovalAsk,
  actor: Actor,
  verdict: Allowed,
): Promise<Agreed> {
  if (verdict.approvals === 0) return { go: ask.shown, waiting: [] };
  const go: ShownItem[] = [];
  const waiting: RemovalResult[] = [];
  for (const shown of ask.shown) {
    const people = await agree(room, ask, shown, actor, verdict);
    const missing = verdict.approvals - (await approversAmong(room, people ?? [], actor, verdict));
    const item = (await heldItem(room, shown.itemId))?.item;
    if (item === undefined) continue;
    const words =
      people === null
        ? notAsShown(shown, item)
        : `${item.title}: ${missing} more must press Remove on it within an hour. Nothing was changed.`;
    if (people !== null && missing <= 0) go.push(shown);
    else waiting.push({ item, what: 'not-removed', words });
  }
  return { go, waiting };
}

/** How many of the others may approve now; who presses now needs the right to clean up, which was asked. */
async function approversAmong(
  room: CleanupRoom,
  userIds: readonly string[],
  actor: Actor,
  verdict: Allowed,
): Promise<number> {
  const everybody = await Promise.all(
    userIds.map(async (userId) => {
      const may = await room.policy.mayApprove({ ...actor, userId }, verdict.approvers);
      return may.allowed;
    }),
  );
  // One of them is the one who asks, and an ask is no approval.
  const approving = everybody.filter(Boolean).length;
  return Math.max(0, Math.min(approving, userIds.length - 1));
}
