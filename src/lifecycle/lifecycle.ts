import { approve, mayReject, reject, withdraw } from './approvals.ts';
import { confirm, precheck } from './confirm.ts';
import type { Ending } from './ending.ts';
import { observe } from './observe.ts';
import type { ApprovalOutcome, Confirmation, ConfirmOutcome, Objection, RequestOutcome } from './outcome.ts';
import type { Actor, Found, Row } from './ports.ts';
import { pressAgain } from './press-again.ts';
import type { Fact } from './readiness/facts.ts';
import { factsOf } from './readiness/gate.ts';
import { readAgain, readinessNow } from './readiness/gather.ts';
import { recover } from './recover.ts';
import { recordMayReject, recordObjection, recordRefusal } from './refused-press.ts';
import { request } from './request.ts';
import { CONFIRMATION, ENDING, type ScheduleRow } from './rows.ts';
import { sayPresent } from './schedule/present.ts';
import { scheduledEndings } from './schedule/scheduled.ts';
import { tendSchedule } from './schedule/tend.ts';
import { veto } from './schedule/veto.ts';
import { findTasks, listTasks, lookAt } from './search.ts';
import type { LifecyclePorts } from './settings.ts';
import type { ConfirmInput } from './take.ts';
import type { RequestInput } from './target.ts';
import type { Provider, Task } from './task.ts';

/** The core as its callers see it. Everything that could change a cloud goes through `request` and `confirm`. */
export interface Lifecycle {
  list(scope: Provider | null): Promise<Found>;
  find(scope: Provider | null, words: string): Promise<Found>;
  /** The task as its details are now; as it was found where the cloud no longer shows it. */
  look(task: Task): Promise<Task>;
  mayRead(actor: Actor): Promise<{ allowed: true } | { allowed: false; why: string }>;
  request(input: RequestInput): Promise<RequestOutcome>;
  /** Reads again for every open plan that is due; what it finds counts at the confirmation. */
  readAgain(): Promise<void>;
  /** What must be said before a modal closes; uses nothing up. */
  precheck(input: ConfirmInput): Promise<Objection | null>;
  confirm(input: ConfirmInput): Promise<ConfirmOutcome>;
  /** What stands against a plan by now, which whoever confirms it must say to know. */
  factsAgainst(confirmation: Confirmation): readonly Fact[];
  /** A plan as it waits, with its readiness as it is known by now. */
  confirmation(id: string): Promise<Confirmation | null>;
  ending(id: string): Promise<Row<Ending> | null>;
  approve(input: { id: string; actor: Actor }): Promise<ApprovalOutcome>;
  mayReject(input: { id: string; actor: Actor }): Promise<{ why: string } | { ending: Ending }>;
  reject(input: { id: string; actor: Actor; reason: string }): Promise<ApprovalOutcome>;
  withdraw(input: { id: string; actor: Actor }): Promise<ApprovalOutcome>;
  /** Somebody is there for a scheduled end, in the last fifteen minutes before it. */
  sayPresent(input: { id: string; actor: Actor }): Promise<ApprovalOutcome>;
  /** Stops a scheduled end before its time. */
  veto(input: { id: string; actor: Actor }): Promise<ApprovalOutcome>;
  /** What waits for its time, the next one first. */
  scheduled(): Promise<readonly Ending[]>;
  /** What is due for a scheduled end: offers, the reminder, and at its time the end itself. */
  tendSchedule(row: Row<ScheduleRow>): Promise<void>;
  observe(row: Row<Ending>): Promise<void>;
  recover(): Promise<void>;
}

/** Puts the core together from its ports. */
export function createLifecycle(ports: LifecyclePorts): Lifecycle {
  return {
    list: (scope) => listTasks(ports.clouds, scope),
    find: (scope, words) => findTasks(ports.clouds, scope, words),
    look: async (task) => (await lookAt(ports.clouds, task)) ?? task,
    mayRead: (actor) => ports.policy.mayRead(actor),
    request: (input) => request(ports, input),
    readAgain: () => readAgain(ports),
    factsAgainst: (confirmation) => factsOf(ports, confirmation, confirmation.readinessRule ?? 'shown'),
    precheck: (input) => precheck(ports, input),
    async confirm(input) {
      const again = input.typed === null && (await ports.store.read(ENDING, input.id)) !== null;
      if (!again) return confirm(ports, input);
      const outcome = await pressAgain(ports, input);
      if (outcome.kind === 'objection') await recordObjection(ports, input, outcome.objection);
      return outcome;
    },
    async confirmation(id) {
      const row = await ports.store.read<Confirmation>(CONFIRMATION, id);
      return row === null ? null : { ...row.value, readiness: readinessNow(ports, row.value) };
    },
    ending: (id) => ports.store.read<Ending>(ENDING, id),
    async approve(input) {
      return recordRefusal(ports, 'ending.approval-refused', input, await approve(ports, input));
    },
    mayReject: async (input) => recordMayReject(ports, input, await mayReject(ports, input)),
    async reject(input) {
      return recordRefusal(ports, 'ending.rejection-refused', input, await reject(ports, input));
    },
    async withdraw(input) {
      return recordRefusal(ports, 'ending.withdrawal-refused', input, await withdraw(ports, input));
    },
    async sayPresent(input) {
      return recordRefusal(ports, 'ending.presence-refused', input, await sayPresent(ports, input));
    },
    async veto(input) {
      return recordRefusal(ports, 'ending.veto-refused', input, await veto(ports, input));
    },
    scheduled: () => scheduledEndings(ports.store),
    tendSchedule: (row) => tendSchedule(ports, row),
    observe: (row) => observe(ports, row),
    recover: () => recover(ports),
  };
}
