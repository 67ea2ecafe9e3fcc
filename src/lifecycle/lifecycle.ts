import { mayReject, reject, withdraw } from './approvals.ts';
import { approve } from './approving/approve.ts';
import { type LookNowOutcome, lookNow } from './approving/look-now.ts';
import { overElsewhere } from './approving/over-elsewhere.ts';
import { precheck } from './confirm.ts';
import type { Ending } from './ending.ts';
import type { Listing } from './listing.ts';
import { observe } from './observe.ts';
import { choosePurpose, confirmFor, declareWritesStopped, lookAgain } from './open-plan.ts';
import type {
  ApprovalOutcome,
  Confirmation,
  ConfirmOutcome,
  Objection,
  PlanOutcome,
  RequestOutcome,
} from './outcome.ts';
import type { Actor, Found, Row } from './ports.ts';
import { pressAgain } from './press-again.ts';
import type { Purpose } from './purpose.ts';
import type { Fact } from './readiness/facts.ts';
import { factsOf } from './readiness/gate.ts';
import { readAgain, readinessNow } from './readiness/gather.ts';
import { recover } from './recover.ts';
import {
  recordAttempt,
  recordMayReject,
  recordObjection,
  recordRefusal,
  recordTried,
} from './refused-press.ts';
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
  /** Every task in scope; who passes a `listing` can look into it meanwhile. */
  list(scope: Provider | null, listing?: Listing): Promise<Found>;
  find(scope: Provider | null, words: string): Promise<Found>;
  /** The task as its details are now; as it was found where the cloud no longer shows it. */
  look(task: Task): Promise<Task>;
  /** May this person read; a no to somebody who `tried` something that could end in a change leaves a line. */
  mayRead(actor: Actor, tried?: string | null): Promise<{ allowed: true } | { allowed: false; why: string }>;
  request(input: RequestInput): Promise<RequestOutcome>;
  /** Reads again for every open plan that is due; what it finds counts at the confirmation. */
  readAgain(): Promise<void>;
  /** What must be said before a modal closes; uses nothing up. */
  precheck(input: ConfirmInput): Promise<Objection | null>;
  confirm(input: ConfirmInput): Promise<ConfirmOutcome>;
  /** Why the task of an open plan is ended for good, as its owner says it. */
  choosePurpose(input: { id: string; actor: Actor; purpose: Purpose }): Promise<PlanOutcome>;
  /** The owner of an open plan says that writes are stopped; the task is read at once. */
  declareWritesStopped(input: { id: string; actor: Actor }): Promise<PlanOutcome>;
  /** An open plan with what is known by now; the same confirmation, with the same expiry. */
  lookAgain(input: { id: string; actor: Actor }): Promise<PlanOutcome>;
  /** What stands against a plan by now, which whoever confirms it must say to know. */
  factsAgainst(confirmation: Confirmation): readonly Fact[];
  /** A plan as it waits, with its readiness as it is known by now. */
  confirmation(id: string): Promise<Confirmation | null>;
  ending(id: string): Promise<Row<Ending> | null>;
  approve(input: { id: string; actor: Actor }): Promise<ApprovalOutcome>;
  /** A waiting plan as it is now, and what differs from what was shown. Changes nothing; throws `ProviderError`. */
  lookNow(input: { id: string; actor: Actor }): Promise<LookNowOutcome>;
  /** An ending that waits for others although its task was ended elsewhere is over; `null` where there is none. */
  overElsewhere(input: { task: Task; actor: Actor }): Promise<Ending | null>;
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
    list: (scope, listing) => listTasks(ports.clouds, scope, 'interactive', listing),
    find: (scope, words) => findTasks(ports.clouds, scope, words),
    look: async (task) => (await lookAt(ports.clouds, task)) ?? task,
    async mayRead(actor, tried = null) {
      const may = await ports.policy.mayRead(actor);
      if (!may.allowed && tried !== null) await recordTried(ports, actor, tried, may.why);
      return may;
    },
    request: (input) => request(ports, input),
    readAgain: () => readAgain(ports),
    choosePurpose: (input) => choosePurpose(ports, input),
    declareWritesStopped: (input) => declareWritesStopped(ports, input),
    lookAgain: (input) => lookAgain(ports, input),
    factsAgainst: (confirmation) => factsOf(ports, confirmation, confirmation.readinessRule ?? 'shown'),
    precheck: (input) => precheck(ports, input),
    async confirm(input) {
      const again = input.typed === null && (await ports.store.read(ENDING, input.id)) !== null;
      if (!again) return confirmFor(ports, input);
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
    async lookNow(input) {
      const outcome = await lookNow(ports, input);
      if (outcome.kind === 'refused') await recordAttempt(ports, 'ending.look-refused', input, outcome.why);
      return outcome;
    },
    overElsewhere: (input) => overElsewhere(ports, input),
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
