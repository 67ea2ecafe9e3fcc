import type { Actor } from '../lifecycle/ports.ts';
import { announcement, type Note } from '../lifecycle/rows.ts';
import { type Checklist, type Item, openItems, signOffItem } from './checklist.ts';
import type { CleanupPorts } from './ports.ts';
import { CHECKLIST, checklistLine } from './rows.ts';

const KEEP_CLOSED_MS = 24 * 60 * 60_000;

export type SignOffOutcome =
  | { readonly kind: 'signed-off'; readonly checklist: Checklist }
  | { readonly kind: 'refused'; readonly why: string };

function checklistIdOf(itemId: string): string {
  return itemId.slice(0, itemId.lastIndexOf('.'));
}

/** May this person sign this item off? Asked before a modal opens, and again when it comes back. */
export async function maySignOff(
  ports: CleanupPorts,
  itemId: string,
  actor: Actor,
): Promise<{ why: string } | { item: Item; checklist: Checklist }> {
  const row = await ports.store.read<Checklist>(CHECKLIST, checklistIdOf(itemId));
  const item = row?.value.items.find((candidate) => candidate.id === itemId);
  if (row === null || item === undefined)
    return { why: 'I no longer hold this item. The audit log has what became of it.' };
  if (item.signOff !== null) return { why: 'This item is signed off already.' };
  const verdict = await ports.policy.judge(actor, 'cleanup', row.value.task);
  return verdict.allowed ? { item, checklist: row.value } : { why: verdict.why };
}

/** Signs an item off with a name and a line of text, once, by compare-and-set. */
export async function signOff(
  ports: CleanupPorts,
  input: { itemId: string; actor: Actor; text: string },
): Promise<SignOffOutcome> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const may = await maySignOff(ports, input.itemId, input.actor);
    if ('why' in may) return { kind: 'refused', why: may.why };
    const row = await ports.store.read<Checklist>(CHECKLIST, may.checklist.id);
    const now = ports.now();
    const after =
      row === null
        ? null
        : signOffItem(row.value, input.itemId, { userId: input.actor.userId, at: now, text: input.text });
    if (row === null || after === null) return { kind: 'refused', why: 'This item is signed off already.' };
    const note: Note = {
      kind: 'signed-off',
      userId: input.actor.userId,
      item: may.item.title,
      text: input.text,
    };
    const closed = openItems(after).length === 0;
    const saved = await ports.store.commit(
      [
        {
          kind: CHECKLIST,
          id: row.id,
          expect: row.version,
          value: after,
          dueAt: closed ? now + KEEP_CLOSED_MS : null,
        },
        announcement(ports, { what: 'checklist', id: row.id }),
        announcement(ports, { what: 'note', about: 'checklist', id: row.id, note, broadcast: false }),
      ],
      [
        checklistLine('checklist.signed-off', after, now, {
          item: may.item.title,
          actor: input.actor.userId,
          text: input.text,
        }),
      ],
    );
    if (saved) return { kind: 'signed-off', checklist: after };
  }
  throw new Error(`checklist of item ${input.itemId} changes too often to be written`);
}
