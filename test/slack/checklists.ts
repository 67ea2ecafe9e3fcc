import type { Checklist, Item, Removal } from '../../src/cleanup/checklist/checklist.ts';
import { byHand } from '../../src/cleanup/leftovers/draft.ts';
import type { Leftover } from '../../src/cleanup/leftovers/leftover.ts';
import { leftoversOf } from '../../src/cleanup/leftovers/leftovers.ts';
import type { RemovalAsk } from '../../src/cleanup/outcome.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { dtsTask } from '../lifecycle/tasks.ts';

export const NOON = Date.parse('2026-11-21T12:00:00Z');
export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

export function whitelist(more: Partial<Extract<Leftover, { kind: 'whitelist-group' }>> = {}): Leftover {
  return {
    kind: 'whitelist-group',
    product: 'RDS',
    region: 'cn-hangzhou',
    instanceId: 'rm-bp1162',
    name: 'rdsdts_orders',
    attribute: 'hidden',
    networkType: 'VPC',
    addressType: 'IPv4',
    addresses: '100.104.52.0/24,100.104.61.128/26,100.104.72.0/24',
    ...more,
  };
}

export function membership(): Leftover {
  return {
    kind: 'membership',
    region: 'cn-hangzhou',
    machineId: 'i-bp1x',
    interfaceId: null,
    groupId: 'sg-dts',
    groupName: 'DTS-orders',
  };
}

export function emptyGroup(): Leftover {
  return { kind: 'empty-group', region: 'cn-hangzhou', groupId: 'sg-dts', groupName: 'DTS-orders' };
}

export function firewallRule(): Leftover {
  return {
    kind: 'rule',
    region: 'eu-de',
    groupId: 'sg-shop',
    groupName: 'shop-db',
    ruleId: 'r-1',
    direction: 'ingress',
    protocol: 'tcp',
    ports: '3306',
    remote: '80.158.10.20/32',
    description: '',
    raw: { id: 'r-1', remote_ip_prefix: '80.158.10.20/32' },
  };
}

export function item(more: Partial<Item> = {}): Item {
  return {
    ...byHand('whitelist rdsdts_orders on rm-bp1162', 'Removing takes away this group only.'),
    id: 'k1.1',
    ...more,
  };
}

/** An item that can be removed: found, and nobody needs it. */
export function openItem(more: Partial<Item> = {}): Item {
  return item({ state: 'open', leftover: whitelist(), seenAt: NOON, ...more });
}

export function removal(more: Partial<Removal> = {}): Removal {
  return {
    id: 'r1',
    userId: 'U0ALICE',
    reason: 'CHG-88',
    at: NOON,
    before: whitelist(),
    deeds: [
      {
        step: 'remove',
        call: { operation: 'ModifySecurityIps', parameters: {} },
        at: NOON,
        outcome: { kind: 'accepted', requestId: 'req-1' },
      },
    ],
    doneAt: NOON,
    undo: null,
    ...more,
  };
}

/** An item that was removed and seen gone at noon. */
export function goneItem(more: Partial<Item> = {}): Item {
  return openItem({ state: 'gone', removal: removal(), ...more });
}

export function checklist(items: readonly Item[], more: Partial<Checklist> = {}): Checklist {
  return {
    id: 'k1',
    endingId: 'e1',
    task: dtsTask({ stage: 'ended', status: 'Finished' }),
    owner: 'U0ALICE',
    openedAt: NOON,
    items,
    lookedAt: NOON,
    looks: [NOON + HOUR, NOON + DAY],
    quietUntil: null,
    closedAt: null,
    released: false,
    searched: '25 regions, 2 accounts, 214 tasks; all answered',
    ...more,
  };
}

/** As many items as asked for, with the numbers from 1 on. */
export function items(count: number, make: (at: number) => Partial<Item>): Item[] {
  return Array.from({ length: count }, (_, at) => openItem({ ...make(at), id: `k1.${at + 1}` }));
}

/** The checklist of a task as it is when it has just been opened. */
export function checklistOf(task: Task): Checklist {
  const drafts = leftoversOf(task, 'force-terminate');
  return checklist(
    drafts.map((draft, at) => ({ ...draft, id: `k1.${at + 1}` })),
    { task, lookedAt: null, looks: [], searched: null },
  );
}

export function ask(more: Partial<RemovalAsk> = {}): RemovalAsk {
  return {
    id: 'r1',
    checklistId: 'k1',
    task: dtsTask(),
    shown: [
      { itemId: 'k1.1', title: 'whitelist rdsdts_orders', leftover: whitelist(), doubt: null, seenAt: NOON },
    ],
    userId: 'U0ALICE',
    channelId: 'C1',
    confirm: 'type-name',
    expiresAt: NOON + HOUR / 4,
    used: false,
    ...more,
  };
}
