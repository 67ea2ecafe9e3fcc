/** What goes wrong with a call. `lose-reply` does what was asked and then cuts the connection. */
export type Fault =
  | { kind: 'status'; status: number }
  | { kind: 'error'; error: string }
  | { kind: 'rate-limited'; retryAfter: number }
  | { kind: 'hang' }
  | { kind: 'lose-reply' };

/** The faults that are waiting for a call, and whether Slack can be reached at all. */
export class Faults {
  offline = false;
  ackDelayMs = 0;
  /** How many extra times the next envelope is sent. */
  extraDeliveries = 0;
  #waiting = new Map<string, Fault[]>();
  #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  failNext(method: string, fault: Fault, times = 1): void {
    const queue = this.#waiting.get(method) ?? [];
    this.#waiting.set(method, [...queue, ...Array.from({ length: times }, () => fault)]);
  }

  take(method: string): Fault | undefined {
    return this.#waiting.get(method)?.shift();
  }

  takeExtraDeliveries(): number {
    const extra = this.extraDeliveries;
    this.extraDeliveries = 0;
    if (extra > 0) this.#changed();
    return extra;
  }

  clear(): void {
    this.offline = false;
    this.ackDelayMs = 0;
    this.extraDeliveries = 0;
    this.#waiting.clear();
  }
}
