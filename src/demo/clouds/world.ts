import type { AlibabaState } from './alibaba/alibaba-state.ts';
import type { DtsTask } from './alibaba/dts-task.ts';
import { release, runningStatus, setDtsStatus } from './alibaba/dts-transitions.ts';
import { CallLog } from './call-log.ts';
import type { DrsState } from './drs/drs-state.ts';
import type { DrsTask } from './drs/drs-task.ts';
import { setDrsStatus } from './drs/drs-transitions.ts';
import { type CloudName, type FaultInput, FaultQueue, type Silence } from './faults.ts';
import { findTask } from './find-task.ts';
import { freshAlibaba, freshDrs } from './fresh.ts';
import { type Lag, lagAt } from './lag.ts';
import { NetworkConsole } from './network-console.ts';
import { putDrsTask, putDtsTask } from './put-task.ts';
import { Rates } from './rates.ts';
import type { Call } from './shown.ts';
import { Timeline } from './timeline.ts';
import type { WorldOptions, WorldSeed } from './world-options.ts';

/**
 * Both clouds and everything that can be done to them from outside: what a person does in a console, what a
 * network or a busy cloud does to calls, and how fast time passes. Ids that no task has throw.
 */
export class World {
  readonly timeline: Timeline;
  readonly faults = new FaultQueue();
  readonly log = new CallLog();
  /** How often each operation was called in each region. */
  readonly rates: Rates;
  /** Databases, machines, groups, rules and addresses, as people change them in the consoles. */
  readonly network: NetworkConsole;
  alibaba: AlibabaState;
  drs: DrsState;
  #seed: WorldSeed;
  readonly #options: WorldOptions;
  readonly #denied = new Set<string>();

  constructor(options: WorldOptions) {
    this.#options = options;
    this.#seed = options.seed;
    this.timeline = new Timeline(options.now, options.speed);
    this.rates = new Rates(options.rateLimits);
    this.alibaba = this.#freshAlibaba();
    this.drs = this.#freshDrs();
    this.network = new NetworkConsole(this);
  }

  /** The real clock behind the simulated one, in epoch milliseconds. */
  realNow(): number {
    return this.#options.now();
  }

  /** The calls that reached the clouds, oldest first; the same array all the time. */
  get calls(): readonly Call[] {
    return this.log.calls;
  }

  /**
   * Back to the seed, or on to another one that later resets go back to: tasks, whitelists and rules as they were,
   * no faults, no calls, no tokens, and the time of the real clock.
   */
  reset(seed: WorldSeed = this.#seed): void {
    this.#seed = seed;
    this.timeline.begin(this.#options.speed);
    this.faults.clear();
    this.log.clear();
    this.rates.clear();
    this.#denied.clear();
    this.alibaba = this.#freshAlibaba();
    this.drs = this.#freshDrs();
  }

  /** The raw status, as the cloud names it; what was under way for the task is forgotten. */
  setStatus(id: string, status: string): void {
    const found = findTask(this, id);
    if (found.cloud === 'alibaba') setDtsStatus(this.timeline, found.task, status);
    else setDrsStatus(this.drs, found.task, status);
  }

  addError(id: string, code: string, message: string): void {
    findTask(this, id).task.error = { code, message };
  }

  /** The delay in seconds from now on, growing by `growth` seconds a simulated second; null = no value (DRS). */
  setDelay(id: string, seconds: number | null, growth = 0): void {
    const { cloud, task } = findTask(this, id);
    const lag: Lag = { seconds: seconds ?? 0, growth, since: this.timeline.now() };
    if (cloud === 'drs') task.lag = seconds === null ? null : lag;
    else task.lag = lag;
  }

  /** Lets the present delay grow by `growth` seconds a simulated second. */
  growDelay(id: string, growth: number): void {
    const { lag } = findTask(this, id).task;
    this.setDelay(id, lag === null ? 0 : lagAt(lag, this.timeline.now()), growth);
  }

  rename(id: string, name: string): void {
    findTask(this, id).task.name = name;
  }

  /** How stops that are taken from now on go on: as they should, never, or to a failure. */
  setEnding(id: string, ending: 'normal' | 'hangs' | 'fails'): void {
    findTask(this, id).task.ending = ending;
  }

  /** Somebody ends the task in the console: it is over at once. */
  endInConsole(id: string): void {
    const { cloud } = findTask(this, id);
    this.setStatus(id, cloud === 'alibaba' ? 'Finished' : 'RELEASE_RESOURCE_COMPLETE');
  }

  /** Somebody releases the DTS instance, or deletes the DRS record, in the console. */
  deleteInConsole(id: string): void {
    const found = findTask(this, id);
    this.timeline.cancel(id);
    if (found.cloud === 'alibaba') {
      release(this.alibaba, found.task, this.timeline.now());
      return;
    }
    found.task.deleted = true;
    found.task.status = 'DELETED';
  }

  /** The cause of a failure is gone and the task runs again, without delay. */
  recover(id: string): void {
    const found = findTask(this, id);
    found.task.error = null;
    found.task.ending = 'normal';
    if (found.cloud === 'alibaba') found.task.retry = null;
    else found.task.causeRemains = false;
    this.setDelay(id, 0);
    this.setStatus(id, found.cloud === 'alibaba' ? runningStatus(found.task) : 'INCRE_TRANSFER_STARTED');
  }

  /** Adds a fault that the next fitting calls meet. */
  fault(input: FaultInput): void {
    this.faults.add(input);
  }

  /** The action takes effect, but its answer never arrives. */
  loseAnswer(action: string, cloud?: CloudName): void {
    this.fault({ action, kind: 'cut', takesEffect: true, ...(cloud === undefined ? {} : { cloud }) });
  }

  setCutOff(cloud: CloudName, off: boolean): void {
    this.faults.setCutOff(cloud, off);
  }

  /** Cuts one region of a cloud off, so that nothing in it answers, or connects it again with null. */
  setRegion(cloud: CloudName, region: string, how: Silence | null): void {
    this.faults.setRegion(cloud, region, how);
  }

  /** Takes the right to an action away: "rds:ModifySecurityIps", "vpc:securityGroupRules:delete", "ecs:*". */
  deny(action: string): void {
    this.#denied.add(action);
  }

  /** Gives a denied right back. */
  allow(action: string): void {
    this.#denied.delete(action);
  }

  /** The rights that were taken away. */
  denied(): string[] {
    return [...this.#denied];
  }

  /** Every Keystone token issued so far is expired from now on. */
  expireTokens(): void {
    for (const token of this.drs.tokens.values()) token.expires = 0;
  }

  setSpeed(speed: number): void {
    this.timeline.setSpeed(speed);
  }

  /** Adds a task, or replaces the one with its id. */
  putDtsTask(task: DtsTask): void {
    putDtsTask(this, task);
  }

  /** Adds a task, or replaces the one with its id. */
  putDrsTask(task: DrsTask): void {
    putDrsTask(this, task);
  }

  #freshAlibaba(): AlibabaState {
    const { key } = this.#options;
    return freshAlibaba(this.#seed.alibaba, { key, timeline: this.timeline, denied: this.#denied });
  }

  #freshDrs(): DrsState {
    const { credentials } = this.#options;
    return freshDrs(this.#seed.drs, { credentials, timeline: this.timeline, denied: this.#denied });
  }
}
