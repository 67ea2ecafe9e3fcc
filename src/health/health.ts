import type { Store } from '../lifecycle/ports.ts';
import { OUTBOX } from '../lifecycle/rows.ts';
import { madeAt } from '../new-ids.ts';
import type { Connection } from '../slack/connection.ts';
import type { Writable } from '../store/watched-store.ts';
import { jsonPage, type Page, type Pages } from '../web/pages.ts';

/** Starting: not ready yet. Draining: it has been asked to stop. */
export type Phase = 'starting' | 'running' | 'draining';

export interface HealthPorts {
  readonly phase: () => Phase;
  readonly transport: 'socket' | 'http';
  readonly connection: Pick<Connection, 'isUp' | 'silentMs'>;
  readonly store: Pick<Store, 'list'>;
  readonly writable: () => Promise<Writable>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

function seconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.max(0, Math.round(milliseconds / 100) / 10);
}

/** For how many seconds the oldest message to Slack has been waiting; `null` where none waits. */
async function oldestUnsent({ store, now }: HealthPorts): Promise<number | null> {
  const [oldest] = await store.list(OUTBOX, { limit: 1 });
  const since = oldest === undefined ? null : madeAt(oldest.id);
  return since === null ? null : seconds(now() - since);
}

/** Alive: in touch with Slack, and able to write down what it does. No names and no secrets: anybody may read it. */
async function healthz(ports: HealthPorts): Promise<Page> {
  const { connection, transport } = ports;
  const [store, oldestSeconds] = await Promise.all([ports.writable(), oldestUnsent(ports).catch(() => null)]);
  const connected = connection.isUp();
  const ok = connected && store.writable;
  return jsonPage(ok ? 200 : 503, {
    ok,
    phase: ports.phase(),
    slack: { transport, connected, silentSeconds: seconds(connection.silentMs()) },
    store,
    outbox: { oldestSeconds },
  });
}

/** Ready for clicks: what a former process left is picked up, Slack is there, and nobody has asked to stop. */
async function readyz({ phase, connection }: HealthPorts): Promise<Page> {
  const now = phase();
  const ready = now === 'running' && connection.isUp();
  return jsonPage(ready ? 200 : 503, { ready, phase: now });
}

/** What watches the bot reads here. */
export function healthPages(ports: HealthPorts): Pages {
  return { '/healthz': () => healthz(ports), '/readyz': () => readyz(ports) };
}
