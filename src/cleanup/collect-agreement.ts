import type { Allowed } from '../lifecycle/judge-all.ts';
import type { Actor } from '../lifecycle/ports.ts';
import { type Asked, type Item, withItem } from './checklist.ts';
import { isSameValue } from './leftover.ts';
import type { CleanupRoom } from './look.ts';
import type { RemovalAsk, RemovalResult, ShownItem } from './outcome.ts';
import { checklistLine } from './rows.ts';
import { changeChecklist } from './save-checklist.ts';

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

/**
 * Where the policy asks for approvals, another person approves by confirming the same removal: the same modal, the
 * same value, within an hour. Nobody counts twice.
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
    let asked: Asked | null = null;
    const written = await changeChecklist(room, ask.checklistId, (checklist) => {
      const item = checklist.items.find((one) => one.id === shown.itemId);
      if (item === undefined) return null;
      const now = room.now();
      asked = together(item, shown, actor.userId, now);
      const missing = verdict.approvals + 1 - asked.userIds.length;
      const mine = asked;
      const why =
        missing > 0
          ? `${asked.userIds.length} of ${verdict.approvals + 1} people have confirmed its removal; ${missing} more must press Remove within an hour`
          : item.why;
      const after = withItem(checklist, item.id, (one) => ({ ...one, asked: mine, why }));
      const audit = [
        checklistLine('checklist.removal-agreed', after, now, {
          item: item.title,
          actor: actor.userId,
          missing,
        }),
      ];
      return { after, audit };
    });
    const people = (asked as Asked | null)?.userIds ?? [];
    const approving = await approversAmong(room, people, actor, verdict);
    const item = written?.checklist.items.find((one) => one.id === shown.itemId);
    if (item === undefined) continue;
    if (approving >= verdict.approvals) go.push(shown);
    else
      waiting.push({
        item,
        what: 'not-removed',
        words: `${item.title}: ${verdict.approvals - approving} more must press Remove on it within an hour. Nothing was changed.`,
      });
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
  return Math.min(approving, userIds.length - 1);
}
