import type { Actor } from '../../lifecycle/ports.ts';
import { type Checklist, checklistIdOf, type Item, type Removal, withItem } from '../checklist/checklist.ts';
import { changeChecklist } from '../checklist/save-checklist.ts';
import { isSameValue, type Leftover } from '../leftovers/leftover.ts';
import type { RemovalAsk, RemovalResult, ShownItem } from '../outcome.ts';
import type { CleanupPorts } from '../ports.ts';
import { CHECKLIST, checklistLine } from '../rows.ts';

/** One item of a confirmed removal. */
export interface Order {
  readonly ask: RemovalAsk;
  readonly shown: ShownItem;
  readonly actor: Actor;
  readonly reason: string | null;
  /** Who lives must have been asked after this. */
  readonly clickedAt: number;
}

/** What an item is after its removal was not done. */
export type GivenBack = Pick<Item, 'state' | 'why'> & { readonly leftover?: Leftover };

/** An item as it stands in the store now; `null` where it is no longer held. */
export async function heldItem(
  ports: CleanupPorts,
  itemId: string,
): Promise<{ checklist: Checklist; item: Item } | null> {
  const checklist = (await ports.store.read<Checklist>(CHECKLIST, checklistIdOf(itemId)))?.value;
  const item = checklist?.items.find((one) => one.id === itemId);
  return checklist === undefined || item === undefined ? null : { checklist, item };
}

/** Said where an item cannot be taken: somebody was faster, or it is another value now. */
export function notAsShown({ title }: ShownItem, { state }: Item): string {
  return `${title}: it is ${state} now, or has changed since it was shown. Nothing was changed.`;
}

/** As it was shown, with the doubt that was shown; `why` where there was none. */
export function asShown(order: Order, why: string | null = null): GivenBack {
  const { doubt } = order.shown;
  return doubt === null ? { state: 'open', why } : { state: 'unknown', why: doubt };
}

/** Takes the item: from now on it is being removed, by this order and no other. `null` = it is not as it was shown. */
export async function takeItem(ports: CleanupPorts, order: Order): Promise<Item | null> {
  const { shown, actor, reason } = order;
  const now = ports.now();
  const removal: Removal = {
    id: order.ask.id,
    userId: actor.userId,
    reason,
    at: now,
    before: shown.leftover,
    deeds: [],
    doneAt: null,
    undo: null,
  };
  const written = await changeChecklist(ports, order.ask.checklistId, (checklist) => {
    const item = checklist.items.find((one) => one.id === shown.itemId);
    if (item === undefined || item.leftover === null) return null;
    if (item.state !== 'open' && item.state !== 'unknown') return null;
    if (!isSameValue(item.leftover, shown.leftover)) return null;
    const taken = { state: 'removing', why: null, removal, asked: null } as const;
    const after = withItem(checklist, item.id, (one) => ({ ...one, ...taken }));
    const audit = [
      checklistLine('checklist.removing', after, now, {
        itemId: item.id,
        item: item.title,
        actor: actor.userId,
        removal: removal.id,
        before: shown.leftover,
      }),
    ];
    return { after, audit };
  });
  const item = written?.checklist.items.find((one) => one.id === shown.itemId);
  return written?.changed === true && item !== undefined ? item : null;
}

/** Gives the item back, where this removal still holds it: nothing was changed in the cloud. */
export async function giveBack(
  ports: CleanupPorts,
  order: Order,
  item: Item,
  state: GivenBack,
  why: string,
): Promise<RemovalResult> {
  const written = await changeChecklist(ports, checklistIdOf(item.id), (checklist) => {
    const now = checklist.items.find((one) => one.id === item.id);
    if (now?.state !== 'removing' || now.removal?.id !== order.ask.id) return null;
    const after = withItem(checklist, item.id, (one) => ({ ...one, ...state, removal: null }));
    const audit = [
      checklistLine('checklist.removal-not-done', after, ports.now(), {
        itemId: item.id,
        item: item.title,
        actor: order.actor.userId,
        removal: order.ask.id,
        to: state.state,
        why,
      }),
    ];
    const text = `Not removed: ${item.title}. ${why}`;
    return { after, audit, notes: [{ kind: 'cleanup', userId: null, text }] };
  });
  const after = written?.checklist.items.find((one) => one.id === item.id) ?? item;
  return { item: after, what: 'not-removed', words: `${item.title}: ${why} Nothing was changed.` };
}
