import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Gauge, type Registry } from 'prom-client';
import { DOCUMENT_FILE, listMonths, logFileOf } from '../audit/files.ts';
import { type Checklist, type ItemState, openItems } from '../cleanup/checklist/checklist.ts';
import { CHECKLIST } from '../cleanup/rows.ts';
import { allRows } from '../lifecycle/all-rows.ts';
import type { Ending } from '../lifecycle/ending.ts';
import type { Store } from '../lifecycle/ports.ts';
import { ENDING, OUTBOX } from '../lifecycle/rows.ts';
import { madeAt } from '../new-ids.ts';

export interface Kept {
  readonly store: Store;
  /** The folder of the store. */
  readonly folder: string;
  readonly now: () => number;
}

/** The states in which an item is still to be done; each is told, also where it is 0. */
const OPEN_STATES: readonly ItemState[] = [
  'open',
  'blocked',
  'unknown',
  'removing',
  'by-hand',
  'could-not-look',
];

async function bytesOf(folder: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(folder, file)).catch(() => null))?.size ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function addEndings(registers: Registry[], { store }: Kept): void {
  new Gauge({
    name: 'cutover_endings',
    help: 'Endings that the bot remembers, by state.',
    labelNames: ['state', 'action', 'provider'],
    registers,
    async collect() {
      const rows = await allRows<Ending>(store, ENDING);
      this.reset();
      for (const { value } of rows)
        this.inc({ state: value.state, action: value.action, provider: value.task.provider });
    },
  });
}

function addChecklistItems(registers: Registry[], { store }: Kept): void {
  new Gauge({
    name: 'cutover_checklist_items_open',
    help: 'Items of clean-up checklists that are still to be done, by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      const rows = await allRows<Checklist>(store, CHECKLIST);
      for (const state of OPEN_STATES) this.set({ state }, 0);
      for (const { value } of rows) for (const { state } of openItems(value)) this.inc({ state });
    },
  });
}

function addOutbox(registers: Registry[], { store, now }: Kept): void {
  new Gauge({
    name: 'cutover_outbox_messages',
    help: 'Messages that wait to be taken by Slack.',
    registers,
    async collect() {
      this.set((await allRows(store, OUTBOX)).length);
    },
  });
  new Gauge({
    name: 'cutover_outbox_oldest_seconds',
    help: 'For how long the oldest message has been waiting to be taken by Slack; 0 where none waits.',
    registers,
    async collect() {
      // Ids of ours sort by the time of their making.
      const [first] = await store.list(OUTBOX, { limit: 1 });
      const made = madeAt(first?.id ?? '');
      this.set(made === null ? 0 : Math.max(0, now() - made) / 1000);
    },
  });
}

function addBytes(registers: Registry[], { folder }: Kept): void {
  new Gauge({
    name: 'cutover_store_bytes',
    help: 'Size of the document, and of all months of the audit log.',
    labelNames: ['part'],
    registers,
    async collect() {
      const months = await listMonths(folder);
      this.set({ part: 'document' }, await bytesOf(folder, [DOCUMENT_FILE]));
      this.set({ part: 'audit-log' }, await bytesOf(folder, months.map(logFileOf)));
    },
  });
}

/** Adds what is read from the store when somebody asks, and costs nothing until then. */
export function addStoreGauges(registry: Registry, kept: Kept): void {
  for (const add of [addEndings, addChecklistItems, addOutbox, addBytes]) add([registry], kept);
}
