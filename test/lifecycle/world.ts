import { createBrakes } from '../../src/brakes/brakes.ts';
import type { BrakeRights } from '../../src/brakes/ports.ts';
import type { FreezeWindow } from '../../src/brakes/window.ts';
import type { Around } from '../../src/lifecycle/around.ts';
import type { Ending } from '../../src/lifecycle/ending.ts';
import { createLifecycle, type Lifecycle } from '../../src/lifecycle/lifecycle.ts';
import type { Confirmation, RequestOutcome } from '../../src/lifecycle/outcome.ts';
import {
  type Actor,
  type CallOutcome,
  type Cloud,
  type Confirm,
  type Found,
  type Look,
  type Policy,
  type PreparedCall,
  ProviderError,
  type Row,
  type Store,
} from '../../src/lifecycle/ports.ts';
import { createReadingBook } from '../../src/lifecycle/readiness/book.ts';
import type { Evidence } from '../../src/lifecycle/readiness/evidence.ts';
import type { ReadinessRule } from '../../src/lifecycle/readiness/facts.ts';
import {
  type Announcement,
  CLEANUP_DUE,
  ENDING,
  OUTBOX,
  SCHEDULE,
  type ScheduleRow,
} from '../../src/lifecycle/rows.ts';
import type { PresenceRule, Schedule } from '../../src/lifecycle/schedule/schedule.ts';
import type { LifecyclePorts, Point, Settings } from '../../src/lifecycle/settings.ts';
import { type Action, type Provider, type Task, type TaskRef, taskKey } from '../../src/lifecycle/task.ts';
import { MemoryStore } from './memory-store.ts';
import { drsTask, dtsTask } from './tasks.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const START = Date.parse('2026-11-21T00:43:00Z');

export const SETTINGS: Settings = {
  confirmMs: 15 * MINUTE,
  approvalMs: HOUR,
  pollMs: 10_000,
  timeoutMs: 30 * MINUTE,
  resendMs: MINUTE,
  quietMs: 10.5 * MINUTE,
  hungMs: HOUR,
  keepMs: 24 * HOUR,
  readiness: { seconds: { 'alibaba-dts': 1, drs: 0 }, readings: 5, spanMs: 60_000 },
};

/** Nobody else lives anywhere. */
export const NOBODY: Around = {
  neighbours: [],
  more: 0,
  hidden: 0,
  wayBack: { names: [], silent: 0, hidden: 0 },
  searched: '2 regions, 2 accounts, 2 tasks; all answered',
  silent: 0,
  askedAt: START,
};

export const ACCEPTED: CallOutcome = { kind: 'accepted', requestId: '01B6F25' };

export function person(userId: string): Actor {
  return { userId, teamId: 'T1', channelId: 'C1' };
}
export const ALICE = person('UALICE');
export const BOB = person('UBOB');
export const CAROL = person('UCAROL');
export const MALLORY = person('UMALLORY');

/** What stands for the death of the process at a named point. */
export class Crash extends Error {}

/** A cloud that shows the tasks it is given, answers calls as told, and counts them. */
export class FakeCloud implements Cloud {
  readonly provider: Provider;
  readonly account: string;
  readonly regions = ['region-1'];
  readonly tasks = new Map<string, Task>();
  readonly sends: { action: Action; task: Task }[] = [];
  looks = 0;
  /** Answers for the next calls; then everything is accepted. */
  answers: (CallOutcome | Error)[] = [];
  /** What a look meets instead of the task: a failure, or "not found". */
  trouble: () => ProviderError | 'not-found' | null = () => null;
  /** The comparisons, and the position in the source's log, that it shows for every task. */
  compared: Pick<Evidence, 'comparisons'> & Partial<Evidence> = { comparisons: [] };
  noEvidence: () => ProviderError | null = () => null;
  onSend: (action: Action, task: Task) => void = () => undefined;
  /** What happens while a look, or a call, is on its way. */
  meanwhile: (what: 'look' | 'send') => Promise<void> = () => Promise.resolve();
  readonly #now: () => number;
  readonly #journal: (entry: string) => void;

  constructor(provider: Provider, account: string, now: () => number, journal: (entry: string) => void) {
    this.provider = provider;
    this.account = account;
    this.#now = now;
    this.#journal = journal;
  }

  show(...tasks: Task[]): void {
    for (const task of tasks) this.tasks.set(taskKey(task), task);
  }

  change(task: Task, overrides: Partial<Task>): void {
    this.tasks.set(taskKey(task), { ...(this.tasks.get(taskKey(task)) ?? task), ...overrides });
  }

  async list(): Promise<Found> {
    await Promise.resolve();
    const looked = this.regions.map((region) => ({ account: this.account, region, problem: null }));
    return { tasks: [...this.tasks.values()], looked };
  }

  async find(words: string): Promise<Found> {
    const all = await this.list();
    const wanted = words.toLowerCase();
    const fits = (task: Task) =>
      task.taskId === words || task.instanceId === words || task.name?.toLowerCase() === wanted;
    return { ...all, tasks: all.tasks.filter(fits) };
  }

  async look(ref: TaskRef): Promise<Look> {
    await this.meanwhile('look');
    this.looks += 1;
    this.#journal('look');
    const trouble = this.trouble();
    if (trouble instanceof ProviderError) throw trouble;
    const task = this.tasks.get(taskKey(ref));
    if (task === undefined || trouble === 'not-found')
      return { kind: 'not-found', code: 'NotFound', at: this.#now() };
    return { kind: 'task', task: { ...task, readAt: this.#now() } };
  }

  async evidence(_task: Task): Promise<Evidence> {
    await Promise.resolve();
    const problem = this.noEvidence();
    if (problem !== null) throw problem;
    return { position: null, source: 'a list', ...this.compared, readAt: this.#now() };
  }

  prepare(action: Action, task: Task): PreparedCall | null {
    return { operation: `Call:${action}`, parameters: { id: task.taskId } };
  }

  async send(action: Action, task: Task): Promise<CallOutcome> {
    this.sends.push({ action, task });
    this.#journal(`send ${action}`);
    await this.meanwhile('send');
    const answer = this.answers.shift() ?? ACCEPTED;
    if (answer instanceof Error) throw answer;
    if (answer.kind === 'accepted' || answer.kind === 'unknown') this.onSend(action, task);
    return answer;
  }
}

/** A policy with plain lists: who may act, how many must agree, and who may. */
export class FakePolicy implements Policy, BrakeRights {
  readonly may = new Set(['UALICE', 'UBOB', 'UCAROL']);
  readonly approvers = new Set(['UALICE', 'UBOB', 'UCAROL']);
  readers = new Set(['UALICE', 'UBOB', 'UCAROL', 'UMALLORY']);
  approvals = 0;
  /** Whom the rule names as approvers. */
  named: readonly string[] = ['SLEADS'];
  confirm: Confirm = 'button';
  readiness: ReadinessRule = 'shown';
  presence: PresenceRule = 'required';
  /** Tasks with rules of their own, by id. */
  readonly special = new Map<string, { confirm: Confirm; approvals: number; named?: readonly string[] }>();

  /** Who may put a task on hold, though they may do nothing else. */
  readonly mayOnlyHold = new Set<string>();

  async judge(actor: Actor, action: unknown, task: Pick<Task, 'taskId'>) {
    await Promise.resolve();
    const may = this.may.has(actor.userId) || (action === 'hold' && this.mayOnlyHold.has(actor.userId));
    if (!may) return { allowed: false, why: 'No rule lets you do that.' } as const;
    const { confirm, approvals, named } = this.special.get(task.taskId) ?? this;
    return {
      allowed: true,
      confirm,
      approvals,
      approvers: named ?? this.named,
      readiness: this.readiness,
      presence: this.presence,
      rule: 1,
    } as const;
  }

  mayHold(actor: Actor) {
    return this.judge(actor, 'hold', { taskId: 'any' });
  }

  mayFreeze(actor: Actor) {
    return this.judge(actor, 'freeze', { taskId: 'any' });
  }

  async mayRead(actor: Actor) {
    await Promise.resolve();
    if (this.readers.has(actor.userId)) return { allowed: true } as const;
    return { allowed: false, why: 'Guests see nothing here.' } as const;
  }

  async mayApprove(actor: Actor) {
    await Promise.resolve();
    if (this.approvers.has(actor.userId)) return { allowed: true } as const;
    return { allowed: false, why: 'You are not among the approvers.' } as const;
  }

  async lostApprovers(
    userIds: readonly string[],
    _approvers: readonly string[],
  ): ReturnType<Policy['lostApprovers']> {
    await Promise.resolve();
    const lost = userIds.filter((userId) => !this.approvers.has(userId));
    return lost.map((userId) => ({ userId, why: 'is no longer among those who may agree' }));
  }
}

/** The real brakes on a store; the windows may be changed while they are used. */
export function brakesOn(
  store: Store,
  rights: BrakeRights,
  windows: readonly FreezeWindow[],
  now: () => number,
  newId: (prefix: string) => string,
) {
  const channels = ['C1', 'C2'];
  return createBrakes({
    store,
    rights,
    windows: () => windows,
    channelOf: () => 'C1',
    channels,
    now,
    newId,
  });
}

/** One night: both clouds, a store, a policy, a clock that only moves when told, and a bot that can die. */
export function world(settings: Partial<Settings> = {}) {
  let time = START;
  let ids = 0;
  const journal: string[] = [];
  const note = (entry: string) => void journal.push(entry);
  const now = () => time;
  const store = new MemoryStore(now, note);
  const dts = new FakeCloud('alibaba-dts', 'prod-cn', now, note);
  const drs = new FakeCloud('drs', 'otc', now, note);
  dts.show(dtsTask());
  drs.show(drsTask());
  const policy = new FakePolicy();
  let crashAt: Point | null = null;
  const windows: FreezeWindow[] = [];
  const newId = (prefix: string) => {
    ids += 1;
    return `${prefix}${String(ids).padStart(6, '0')}`;
  };
  const brakes = brakesOn(store, policy, windows, now, newId);
  const ports: LifecyclePorts = {
    clouds: [dts, drs],
    store,
    policy,
    brakes,
    settings: { ...SETTINGS, ...settings },
    now,
    newId,
    wait: async (milliseconds) => {
      time += milliseconds;
      await Promise.resolve();
    },
    within: (_, work) => work,
    stopping: () => false,
    deed: (work) => work(),
    readings: createReadingBook(),
    countLeftovers: () => 5,
    around: async () => NOBODY,
    reached: (point) => {
      if (point === crashAt) throw new Crash(`died at ${point}`);
    },
  };
  let lifecycle: Lifecycle = createLifecycle(ports);

  async function endings(): Promise<Ending[]> {
    return (await store.list<Ending>(ENDING, { limit: 1000 })).map((row) => row.value);
  }

  return {
    store,
    dts,
    drs,
    policy,
    brakes,
    windows,
    journal,
    ports,
    now,
    get lifecycle() {
      return lifecycle;
    },
    endings,
    pass(milliseconds: number): void {
      time += milliseconds;
    },
    dieAt(point: Point | null): void {
      crashAt = point;
    },
    /** A new process on the same store: nothing is remembered but what was committed. */
    async restart(): Promise<void> {
      crashAt = null;
      store.freeLeases();
      lifecycle = createLifecycle(ports);
      await lifecycle.recover();
    },
    async ask(
      action: Action,
      words = 'orders-prod',
      actor: Actor = ALICE,
      schedule: Schedule | null = null,
    ): Promise<RequestOutcome> {
      return lifecycle.request({
        action,
        target: { kind: 'words', words, scope: null },
        actor,
        reason: null,
        schedule,
      });
    },
    /** Asks and insists on a plan. */
    async plan(
      action: Action = 'terminate',
      words = 'orders-prod',
      actor: Actor = ALICE,
    ): Promise<Confirmation> {
      const outcome = await this.ask(action, words, actor);
      if (outcome.kind !== 'plan') throw new Error(`no plan but ${JSON.stringify(outcome)}`);
      return outcome.confirmation;
    },
    /** Presses the button and insists on one ending. */
    async press(id: string, actor: Actor = ALICE): Promise<Ending> {
      const outcome = await lifecycle.confirm({ id, actor, typed: null });
      if (outcome.kind !== 'taken' || outcome.endings[0] === undefined)
        throw new Error(`not taken but ${JSON.stringify(outcome)}`);
      return outcome.endings[0];
    },
    async end(action: Action = 'terminate', words = 'orders-prod'): Promise<Ending> {
      return this.press((await this.plan(action, words)).id);
    },
    /** One round of the watch: every ending whose time has come is looked at. */
    async watch(): Promise<void> {
      for (const row of await store.claimDue<Ending>(ENDING, 'me', 3 * MINUTE, 100))
        await lifecycle.observe(row);
    },
    /** One round of the schedules: whatever is due for an end that waits for its time. */
    async keepTime(): Promise<void> {
      const rows = await store.claimDue<ScheduleRow>(SCHEDULE, 'me', 3 * MINUTE, 100);
      await Promise.all(rows.map((row) => lifecycle.tendSchedule(row)));
    },
    /** Rounds of the watch, each after a pause. */
    async watchFor(rounds: number, pauseMs = 10_000): Promise<void> {
      for (let round = 0; round < rounds; round += 1) {
        time += pauseMs;
        await this.watch();
      }
    },
    async read(id: string): Promise<Ending> {
      const row: Row<Ending> | null = await lifecycle.ending(id);
      if (row === null) throw new Error(`ending ${id} is gone`);
      return row.value;
    },
    async outbox(): Promise<Announcement[]> {
      return (await store.list<Announcement>(OUTBOX, { limit: 1000 })).map((row) => row.value);
    },
    async checklistsDue(): Promise<string[]> {
      const rows = await store.list<{ endingId: string }>(CLEANUP_DUE, { limit: 1000 });
      return rows.map((row) => row.value.endingId);
    },
    auditTypes(): string[] {
      return store.audit.map((event) => event.type);
    },
  };
}
export type World = ReturnType<typeof world>;
