import type { Actor, AuditEvent, Write } from '../lifecycle/ports.ts';
import { announcement, type BrakeNews } from '../lifecycle/rows.ts';
import type { Freeze } from './hold.ts';
import type { BrakePorts } from './ports.ts';
import { type Refused, reasonObjection, refuse } from './refuse.ts';
import { frozenSentence } from './sentences.ts';
import { EVERYTHING, FREEZE } from './standing.ts';

export type FreezeOutcome =
  | Refused
  | { readonly kind: 'frozen'; readonly freeze: Freeze }
  | { readonly kind: 'thawed'; readonly freeze: Freeze };

/** Told in every channel of the configuration. */
function told(ports: BrakePorts, kind: 'frozen' | 'thawed', { because }: Freeze, by: string): Write[] {
  const news: BrakeNews = { kind, by, because };
  return ports.channels.map((id) => announcement(ports, { what: 'brake', id, news }));
}

function line(type: string, freeze: Freeze, actor: Actor, now: number): AuditEvent {
  const { by, because } = freeze;
  const at = new Date(now).toISOString();
  return { type, at, actor: actor.userId, channel: actor.channelId, by, because };
}

/** Freezes everything until somebody lifts it: no path changes a cloud, whatever was agreed before. */
export async function freeze(
  ports: BrakePorts,
  { actor, because }: { actor: Actor; because: string },
): Promise<FreezeOutcome> {
  const tried = { deed: 'freeze', task: null } as const;
  const may = await ports.rights.mayFreeze(actor);
  if (!may.allowed) return refuse(ports, actor, tried, may.why);
  const wrong = reasonObjection(because);
  if (wrong !== null) return refuse(ports, actor, tried, wrong);
  const now = ports.now();
  const value: Freeze = { by: actor.userId, at: now, because: because.trim() };
  const set = await ports.store.commit(
    [{ kind: FREEZE, id: EVERYTHING, expect: 0, value }, ...told(ports, 'frozen', value, actor.userId)],
    [line('freeze.set', value, actor, now)],
  );
  if (set) return { kind: 'frozen', freeze: value };
  const before = await ports.store.read<Freeze>(FREEZE, EVERYTHING);
  if (before === null) return freeze(ports, { actor, because });
  return refuse(ports, actor, tried, frozenSentence(before.value));
}

/** Lifts the freeze. Holds and freeze windows stay as they are. */
export async function unfreeze(ports: BrakePorts, { actor }: { actor: Actor }): Promise<FreezeOutcome> {
  const tried = { deed: 'unfreeze', task: null } as const;
  const may = await ports.rights.mayFreeze(actor);
  if (!may.allowed) return refuse(ports, actor, tried, may.why);
  const row = await ports.store.read<Freeze>(FREEZE, EVERYTHING);
  if (row === null) return refuse(ports, actor, tried, 'Nothing is frozen by anybody now.');
  const lifted = await ports.store.commit(
    [
      { kind: FREEZE, id: EVERYTHING, expect: row.version, value: null },
      ...told(ports, 'thawed', row.value, actor.userId),
    ],
    [line('freeze.lifted', row.value, actor, ports.now())],
  );
  return lifted ? { kind: 'thawed', freeze: row.value } : unfreeze(ports, { actor });
}
