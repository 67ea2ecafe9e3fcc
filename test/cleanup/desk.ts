import type { FreezeWindow } from '../../src/brakes/window.ts';
import { type Checklist, type Item, openItems } from '../../src/cleanup/checklist/checklist.ts';
import { type Cleanup, createCleanup } from '../../src/cleanup/cleanup.ts';
import { isNamedForDts, type Leftover, leftoverKey, NEUTRAL } from '../../src/cleanup/leftovers/leftover.ts';
import { type Place, placeKey } from '../../src/cleanup/leftovers/place.ts';
import type { RemovalAsk, RemovalOutcome } from '../../src/cleanup/outcome.ts';
import type {
  CleanupCloud,
  CleanupPoint,
  CleanupPorts,
  CleanupSettings,
  Readiness,
  Report,
  Seen,
  ServerBlocks,
  Sighting,
  Step,
} from '../../src/cleanup/ports.ts';
import { CHECKLIST } from '../../src/cleanup/rows.ts';
import type { Ending } from '../../src/lifecycle/ending.ts';
import {
  type Actor,
  type CallOutcome,
  type Found,
  type Look,
  type Looked,
  type PreparedCall,
  ProviderError,
  type Row,
} from '../../src/lifecycle/ports.ts';
import { type Announcement, CLEANUP_DUE, ENDING, OUTBOX } from '../../src/lifecycle/rows.ts';
import { type Provider, type Task, type TaskRef, taskKey } from '../../src/lifecycle/task.ts';
import { anEnding } from '../lifecycle/endings.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { ACCEPTED, ALICE, brakesOn, Crash, FakePolicy, HOUR, MINUTE } from '../lifecycle/world.ts';

export const CLEANUP_SETTINGS: CleanupSettings = {
  livingMs: 3 * MINUTE,
  secondLooksMs: [HOUR, 24 * HOUR],
  lookAgainMs: HOUR,
  pollMs: 5_000,
  removingMs: 10 * MINUTE,
  busyMs: 5 * MINUTE,
  confirmMs: 15 * MINUTE,
  undoMs: 24 * HOUR,
  keepMs: 24 * HOUR,
};

/** A whitelist group as RDS tells it. */
export function group(instanceId: string, name: string, more: Partial<Leftover> = {}): Leftover {
  return {
    kind: 'whitelist-group',
    product: 'RDS',
    region: 'cn-hangzhou',
    instanceId,
    name,
    attribute: '',
    networkType: 'VPC',
    addressType: 'IPv4',
    addresses: '100.104.52.0/24,100.104.61.128/26',
    ...more,
  } as Leftover;
}

/** A rule of a security group that names one address. */
export function rule(remote: string, more: Partial<Leftover> = {}): Leftover {
  return {
    kind: 'rule',
    region: 'eu-de',
    groupId: 'sg-shop',
    groupName: 'shop-db',
    ruleId: `r-${remote}`,
    direction: 'ingress',
    protocol: 'tcp',
    ports: '3306',
    remote,
    description: '',
    raw: { id: `r-${remote}`, remote_ip_prefix: remote },
    ...more,
  } as Leftover;
}

function placeOf(leftover: Leftover): string {
  const { region } = leftover;
  switch (leftover.kind) {
    case 'whitelist-group':
      return `database/${region}/${leftover.instanceId}`;
    case 'membership':
      return `machine/${region}/${leftover.machineId}`;
    case 'empty-group':
      return `security-group/${region}/${leftover.groupId}`;
    case 'rule':
      return `rules/${region}`;
  }
}

/** The network side of one cloud: what is there, what changes take effect, and what stands in the way. */
export class FakeNetwork implements CleanupCloud {
  readonly provider: Provider;
  readonly account: string;
  leftovers: Leftover[] = [];
  readonly hindrances = new Map<string, string>();
  readonly reports = new Map<string, Report[]>();
  readonly knownAs = new Map<string, string[]>();
  /** Places that do not exist any more, or cannot be looked at; by place key. */
  readonly missing = new Set<string>();
  readonly blind = new Map<string, ProviderError>();
  living: Task[] = [];
  looked: Looked[] = [{ account: 'prod-cn', region: 'cn-hangzhou', problem: null }];
  released = false;
  blocks: () => readonly ServerBlocks[] = () => [];
  readiness_: Readiness[] = [];
  /** Answers for the next changes; then everything is accepted and takes effect. */
  answers: CallOutcome[] = [];
  /** `false`: what is accepted takes effect later, by `settle`. */
  atOnce = true;
  readonly changes: { step: Step; leftover: Leftover }[] = [];
  asked = { every: 0, see: 0, blocks: 0 };
  /** What happens while a change, or a look, is on its way. */
  onChange: () => unknown = () => undefined;
  onSee: () => unknown = () => undefined;
  readonly #journal: (entry: string) => void;
  #late: (() => void)[] = [];

  constructor(provider: Provider, account: string, journal: (entry: string) => void = () => undefined) {
    this.provider = provider;
    this.account = account;
    this.#journal = journal;
  }

  async serverBlocks(): Promise<readonly ServerBlocks[]> {
    await Promise.resolve();
    this.asked.blocks += 1;
    return this.blocks();
  }

  async look(ref: TaskRef): Promise<Look> {
    await Promise.resolve();
    if (this.released) return { kind: 'not-found', code: 'NotFound', at: 0 };
    return { kind: 'task', task: dtsTask({ ...ref, stage: 'ended', status: 'Finished' }) };
  }

  async everyTask(): Promise<Found> {
    await Promise.resolve();
    this.asked.every += 1;
    this.#journal('every task');
    return { tasks: this.living, looked: this.looked };
  }

  async see(place: Place): Promise<Seen> {
    await Promise.resolve();
    this.asked.see += 1;
    this.#journal('see');
    await this.onSee();
    const key = placeKey(place);
    const blind = this.blind.get(key);
    if (blind !== undefined) throw blind;
    if (this.missing.has(key)) return { kind: 'gone' };
    const here = place.kind === 'rules' ? `rules/${place.region}` : key;
    const found: Sighting[] = this.leftovers
      .filter((leftover) => placeOf(leftover) === here)
      .map((leftover) => ({ leftover, hindrance: this.hindrances.get(leftoverKey(leftover)) ?? null }));
    const reports = this.reports.get(key) ?? [];
    return { kind: 'there', found, reports, knownAs: this.knownAs.get(key) ?? [] };
  }

  async readiness(): Promise<Readiness> {
    await Promise.resolve();
    return this.readiness_.shift() ?? { kind: 'ready' };
  }

  prepareChange(step: Step, leftover: Leftover): PreparedCall {
    return { operation: `Fake:${step}`, parameters: { key: leftoverKey(leftover) } };
  }

  async change(step: Step, leftover: Leftover): Promise<CallOutcome> {
    await Promise.resolve();
    this.changes.push({ step, leftover });
    this.#journal(`change ${step}`);
    await this.onChange();
    const answer = this.answers.shift() ?? ACCEPTED;
    if (answer.kind === 'accepted' || answer.kind === 'unknown') {
      const effect = () => this.#apply(step, leftover);
      if (this.atOnce) effect();
      else this.#late.push(effect);
    }
    return answer;
  }

  settle(): void {
    for (const effect of this.#late) effect();
    this.#late = [];
  }

  #apply(step: Step, leftover: Leftover): void {
    const others = this.leftovers.filter((one) => leftoverKey(one) !== leftoverKey(leftover));
    if (step === 'remove') this.leftovers = others;
    else if (step === 'restore') this.leftovers = [...others, leftover];
    else this.leftovers = [...others, { ...leftover, addresses: NEUTRAL } as Leftover];
  }

  cannotDelete(_leftover: Leftover, code: string): boolean {
    return code === 'InvalidSecurityIPs.NotFound';
  }
}

/** Something to wait for until somebody opens it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** A failure to read, as a provider throws it. */
export function noRight(permission: string): ProviderError {
  return new ProviderError('unauthorized', 'the key may not', { permission });
}

/** A desk with both clouds' networks, a store, a policy, a clock that moves when told, and a bot that can die. */
export function desk(settings: Partial<CleanupSettings> = {}) {
  let time = Date.parse('2026-11-21T00:45:00Z');
  let ids = 0;
  let crashAt: CleanupPoint | null = null;
  let stopping = false;
  let mayBegin = true;
  const journal: string[] = [];
  const note = (entry: string) => void journal.push(entry);
  const now = () => time;
  const store = new MemoryStore(now, note);
  const policy = new FakePolicy();
  const dts = new FakeNetwork('alibaba-dts', 'prod-cn', note);
  const drs = new FakeNetwork('drs', 'otc', note);
  drs.looked = [{ account: 'otc', region: 'eu-de', problem: null }];
  const remembered: Task[] = [];
  const newId = (prefix: string) => {
    ids += 1;
    return `${prefix}${String(ids).padStart(6, '0')}`;
  };
  const windows: FreezeWindow[] = [];
  const brakes = brakesOn(store, policy, windows, now, newId);
  const ports: CleanupPorts = {
    clouds: [dts, drs],
    store,
    policy,
    brakes,
    snapshots: { find: async () => await Promise.resolve(remembered) },
    timeZoneOf: async () => await Promise.resolve('Europe/Berlin'),
    channelOf: () => 'C1',
    settings: { ...CLEANUP_SETTINGS, ...settings },
    now,
    newId,
    wait: async (milliseconds) => {
      time += milliseconds;
      await Promise.resolve();
    },
    stopping: () => stopping,
    deed: async (work) => (mayBegin ? work() : null),
    reached: (point) => {
      if (point === crashAt) throw new Crash(`died at ${point}`);
    },
  };
  let cleanup: Cleanup = createCleanup(ports);

  async function end(task: Task, overrides: Partial<Ending> = {}): Promise<Row<{ endingId: string }>> {
    const ending = anEnding({ id: newId('e'), task, state: 'ended', ...overrides });
    await store.commit([
      { kind: ENDING, id: ending.id, expect: 0, value: ending },
      { kind: CLEANUP_DUE, id: ending.id, expect: 0, value: { endingId: ending.id }, dueAt: now() },
    ]);
    const [row] = await store.claimDue<{ endingId: string }>(CLEANUP_DUE, 'me', HOUR, 1);
    if (row === undefined) throw new Error('nothing is due');
    return row;
  }

  async function of(task: Task): Promise<Checklist | null> {
    const all = await store.list<Checklist>(CHECKLIST, { limit: 1000 });
    return all.find(({ value }) => taskKey(value.task) === taskKey(task))?.value ?? null;
  }

  async function read(id: string): Promise<Checklist> {
    const checklist = await cleanup.read(id);
    if (checklist === null) throw new Error(`checklist ${id} is gone`);
    return checklist;
  }

  /** One round of the watch. */
  async function tend(): Promise<void> {
    for (const row of await store.claimDue<Checklist>(CHECKLIST, 'me', 3 * MINUTE, 100))
      await cleanup.tend(row);
  }

  async function openUnseen(task: Task, overrides: Partial<Ending> = {}): Promise<Checklist> {
    await cleanup.openFor(await end(task, overrides));
    const checklist = await of(task);
    if (checklist === null) throw new Error('no checklist');
    return checklist;
  }

  async function ask(checklistId: string, itemId: string | null, actor: Actor = ALICE): Promise<RemovalAsk> {
    const outcome = await cleanup.askRemoval({ checklistId, itemId, actor });
    if (outcome.kind !== 'ask') throw new Error(`not asked but refused: ${outcome.why}`);
    return outcome.ask;
  }

  async function confirm(
    id: string,
    actor: Actor = ALICE,
    reason: string | null = null,
  ): Promise<RemovalOutcome> {
    return cleanup.confirmRemoval({ id, actor, typed: { name: null, reason } });
  }

  /** Asks and confirms, as one person does. */
  async function remove(checklist: Checklist, title: string, actor: Actor = ALICE): Promise<RemovalOutcome> {
    return confirm((await ask(checklist.id, item(checklist, title).id, actor)).id, actor);
  }

  return {
    store,
    policy,
    brakes,
    windows,
    dts,
    drs,
    journal,
    ports,
    remembered,
    now,
    get cleanup() {
      return cleanup;
    },
    end,
    of,
    read,
    tend,
    openUnseen,
    /** Opened, and looked at once. */
    async open(task: Task, overrides: Partial<Ending> = {}): Promise<Checklist> {
      const { id } = await openUnseen(task, overrides);
      await tend();
      return read(id);
    },
    pass(milliseconds: number): void {
      time += milliseconds;
    },
    dieAt(point: CleanupPoint | null): void {
      crashAt = point;
    },
    stop(): void {
      stopping = true;
    },
    /** Whether a call that changes a cloud may still begin. */
    letDeedsBegin(may: boolean): void {
      mayBegin = may;
    },
    /** A new process on the same store. */
    async restart(): Promise<void> {
      crashAt = null;
      store.freeLeases();
      cleanup = createCleanup(ports);
      await cleanup.recover();
    },
    ask,
    confirm,
    remove,
    outbox: async () => (await store.list<Announcement>(OUTBOX, { limit: 1000 })).map(({ value }) => value),
    async told(): Promise<string[]> {
      const letters = await store.list<Announcement>(OUTBOX, { limit: 1000 });
      return letters.flatMap(({ value }) =>
        value.what === 'note' && value.note.kind === 'cleanup' ? [value.note.text] : [],
      );
    },
    auditTypes: () => store.audit.map((line) => line.type),
  };
}

/** The one item whose title contains these words. */
export function item(checklist: Checklist, words: string): Item {
  const [first, ...others] = checklist.items.filter(({ title }) => title.includes(words));
  if (first === undefined || others.length > 0)
    throw new Error(
      `${others.length + (first ? 1 : 0)} items are called "${words}" in: ${titles(checklist)}`,
    );
  return first;
}

export function titles(checklist: Checklist): string {
  return checklist.items.map(({ state, title }) => `${state} ${title}`).join(' | ');
}

export function states(checklist: Checklist): string[] {
  return checklist.items.map(({ state }) => state);
}

export { isNamedForDts, openItems };
