import type { JsonObject } from './json-value.ts';
import type { Delivery, RetryReason, Transport } from './transport.ts';

/** Slack: "The Events API", error handling: sent again nearly at once, after one minute, after five minutes. */
export const RETRY_DELAYS_MS: readonly number[] = [0, 60_000, 300_000];

/** Why it must be sent again; null where it must not. */
function reasonOf(delivery: Delivery): RetryReason | null {
  if (delivery.kind === 'acknowledged') return null;
  if (delivery.kind === 'timeout') return 'http_timeout';
  return delivery.noRetry === true ? null : delivery.reason;
}

/** Sends events, again and again until the app acknowledges them; commands and clicks are never sent again. */
export class EventDelivery {
  #transport: Transport;
  #delaysMs: readonly number[];
  #waiting = new Set<NodeJS.Timeout>();
  #round = 0;

  constructor(transport: Transport, delaysMs: readonly number[] = RETRY_DELAYS_MS) {
    this.#transport = transport;
    this.#delaysMs = delaysMs;
  }

  /** Resolves with what became of the first attempt; the others go on behind it. */
  async deliver(payload: JsonObject): Promise<Delivery> {
    const first = await this.#transport.deliver({ type: 'events_api', payload });
    const reason = reasonOf(first);
    if (reason !== null) this.#later(payload, 1, reason, this.#round);
    return first;
  }

  /** Sends none of the waiting ones any more. */
  forget(): void {
    this.#round += 1;
    for (const timer of this.#waiting) clearTimeout(timer);
    this.#waiting.clear();
  }

  #later(payload: JsonObject, attempt: number, reason: RetryReason, round: number): void {
    const delay = this.#delaysMs[attempt - 1];
    if (delay === undefined || round !== this.#round) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      void this.#again(payload, attempt, reason, round);
    }, delay);
    timer.unref();
    this.#waiting.add(timer);
  }

  async #again(payload: JsonObject, attempt: number, reason: RetryReason, round: number): Promise<void> {
    const delivery = await this.#transport.deliver({ type: 'events_api', payload }, { attempt, reason });
    const next = reasonOf(delivery);
    if (next !== null) this.#later(payload, attempt + 1, next, round);
  }
}
