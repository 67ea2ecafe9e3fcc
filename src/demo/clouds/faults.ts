import { z } from 'zod';
import type { Answer } from './exchange.ts';

export const cloudName = z.enum(['alibaba', 'drs']);
export type CloudName = z.infer<typeof cloudName>;

/**
 * What goes wrong with the next calls. `action` is an Alibaba action or the name of a DRS route ("*" = any).
 * `takesEffect` decides whether the cloud does what was asked before things go wrong: a cut connection with it
 * is a lost answer, without it the request never arrived. `times` is how many calls it lasts, 1 by default.
 * `onlyChanges` lets calls pass that only read.
 */
export const faultSchema = z.strictObject({
  cloud: cloudName.optional(),
  action: z.string().min(1),
  kind: z.enum(['throttle', 'delay', 'error-500', 'html', 'truncated', 'cut', 'hang', 'denied', 'answer']),
  times: z.int().positive().default(1),
  takesEffect: z.boolean().default(false),
  onlyChanges: z.boolean().default(false),
  milliseconds: z.int().nonnegative().default(1000),
  retryAfterSeconds: z.number().nonnegative().default(1),
  status: z.int().min(200).max(599).default(200),
  body: z.unknown().optional(),
});
export type Fault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

/** How a region does not answer: connections are dropped, never answered, or answered 503. */
export const silence = z.enum(['cut', 'hang', 'unavailable']);
export type Silence = z.infer<typeof silence>;

/** How many calls will still meet a trouble, by its kind. */
export interface Waiting {
  throttle: number;
  delay: number;
  /** They take effect, and their answers never arrive. */
  lost: number;
}

/** What the server does with a request in the end. */
export type Outcome = { kind: 'answer'; answer: Answer } | { kind: 'cut' } | { kind: 'hang' };

/** The faults that wait for their calls; each call takes the oldest one that fits it. */
export class FaultQueue {
  #waiting: Fault[] = [];
  readonly #cutOff = new Set<CloudName>();
  readonly #silentRegions = new Map<string, Silence>();

  add(input: FaultInput): void {
    this.#waiting.push(faultSchema.parse(input));
  }

  take(call: { cloud: CloudName; action: string; changes: boolean }): Fault | null {
    const fault = this.#waiting.find(
      (candidate) =>
        (candidate.action === call.action || candidate.action === '*') &&
        (candidate.cloud === undefined || candidate.cloud === call.cloud) &&
        (call.changes || !candidate.onlyChanges),
    );
    if (fault === undefined) return null;
    fault.times -= 1;
    if (fault.times <= 0) this.#waiting.splice(this.#waiting.indexOf(fault), 1);
    return fault;
  }

  /** Cuts a whole cloud off, or connects it again: while it is off, every connection to it is dropped. */
  setCutOff(cloud: CloudName, off: boolean): void {
    if (off) this.#cutOff.add(cloud);
    else this.#cutOff.delete(cloud);
  }

  isCutOff(cloud: CloudName): boolean {
    return this.#cutOff.has(cloud);
  }

  /** Cuts one region of a cloud off, or connects it again with null. */
  setRegion(cloud: CloudName, region: string, how: Silence | null): void {
    if (how === null) this.#silentRegions.delete(`${cloud}/${region}`);
    else this.#silentRegions.set(`${cloud}/${region}`, how);
  }

  silenceOf(cloud: CloudName, region: string): Silence | null {
    return this.#silentRegions.get(`${cloud}/${region}`) ?? null;
  }

  /** The regions of a cloud that do not answer. */
  silentRegions(cloud: CloudName): string[] {
    const ofCloud = [...this.#silentRegions.keys()].filter((key) => key.startsWith(`${cloud}/`));
    return ofCloud.map((key) => key.slice(cloud.length + 1));
  }

  waitingFor(cloud: CloudName): Waiting {
    const waiting: Waiting = { throttle: 0, delay: 0, lost: 0 };
    for (const fault of this.#waiting) {
      if (fault.cloud !== undefined && fault.cloud !== cloud) continue;
      if (fault.kind === 'throttle' || fault.kind === 'delay') waiting[fault.kind] += fault.times;
      if (fault.kind === 'cut' && fault.takesEffect) waiting.lost += fault.times;
    }
    return waiting;
  }

  /** Takes every trouble from one cloud; one that was for any cloud stays for the other. */
  calm(cloud: CloudName): void {
    const other: CloudName = cloud === 'alibaba' ? 'drs' : 'alibaba';
    this.#waiting = this.#waiting
      .filter((fault) => fault.cloud !== cloud)
      .map((fault) => ({ ...fault, cloud: other }));
    this.#cutOff.delete(cloud);
    for (const region of this.silentRegions(cloud)) this.#silentRegions.delete(`${cloud}/${region}`);
  }

  clear(): void {
    this.#waiting = [];
    this.#cutOff.clear();
    this.#silentRegions.clear();
  }
}
