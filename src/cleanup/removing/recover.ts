import type { AuditEvent } from '../../lifecycle/ports.ts';
import type { Note } from '../../lifecycle/rows.ts';
import { type Checklist, type Item, withItem } from '../checklist/checklist.ts';
import { changeChecklist } from '../checklist/save-checklist.ts';
import type { CleanupPorts } from '../ports.ts';
import { checklistLine, everyChecklist } from '../rows.ts';

/** Why an item that was being removed is open again after a start; `null` where only a look can tell. */
function whyUndone({ state, removal }: Item): string | null {
  if (state !== 'removing') return null;
  const last = removal?.deeds.at(-1);
  if (last === undefined) return 'The bot was restarted before anything was sent.';
  const kind = last.outcome?.kind;
  const said = kind === 'refused' || kind === 'throttled' || kind === 'not-sent';
  return said ? 'The cloud had not taken it when the bot was restarted.' : null;
}

/** The call to put it back was about to be sent, and no answer is on record. */
function isLostUndo({ removal }: Item): boolean {
  return removal?.undo != null && removal.undo.deed.outcome === null;
}

/** With what was not sent open again, and a look at once: who needs it may have changed meanwhile. */
function recovered(checklist: Checklist, now: number) {
  const back = checklist.items.flatMap((item) => {
    const why = whyUndone(item);
    return why === null ? [] : [{ item, why }];
  });
  const after = back.reduce<Checklist>(
    (list, { item }) =>
      withItem(list, item.id, (one) => ({ ...one, state: 'open', why: null, removal: null })),
    { ...checklist, looks: [now, ...checklist.looks] },
  );
  const audit = back.map(
    ({ item, why }): AuditEvent =>
      checklistLine('checklist.removal-not-done', after, now, {
        itemId: item.id,
        item: item.title,
        actor: item.removal?.userId ?? null,
        removal: item.removal?.id ?? null,
        to: 'open',
        why,
      }),
  );
  const notes = back.map(
    ({ item, why }): Note => ({
      kind: 'cleanup',
      userId: null,
      text: `Not removed: ${item.title}. ${why} Nothing was changed.`,
    }),
  );
  return { after, audit, notes };
}

/**
 * After a start: what a former process was about to remove, and had not sent, is open again. What it had sent is
 * looked at. Sends nothing.
 */
export async function recover(ports: CleanupPorts): Promise<void> {
  for (const { id, items } of await everyChecklist(ports)) {
    if (!items.some((item) => item.state === 'removing' || isLostUndo(item))) continue;
    await changeChecklist(ports, id, (current) => recovered(current, ports.now()));
  }
}
