import { clickPayload, commandPayload, type Payload } from './payloads.ts';
import type { SlackSide } from './slack-side.ts';
import { median, quantile } from './statistics.ts';

/** What people do: `answered` waits for the words, the others for the acknowledgement only. */
export interface Deed {
  readonly kind: 'command' | 'click';
  /** The text behind `/dts`, or the action id of the button. */
  readonly of: string;
  readonly value?: string;
  readonly answered: boolean;
}

/** As many as possible, so many at a time; or so many a second, however long each takes. */
export type Pace = { readonly inFlight: number } | { readonly perSecond: number };

export interface Load {
  readonly deed: Deed;
  readonly pace: Pace;
  readonly seconds: number;
}

export interface Measured {
  readonly perSecond: number;
  /** From sending to the acknowledgement, and to the answer where that was waited for; in milliseconds. */
  readonly ackMs: readonly number[];
  readonly answerMs: readonly number[];
}

/** The p99 of the acknowledgements, in milliseconds: the median over the rounds. */
export function ackP99(rounds: readonly Measured[]): number {
  return median(rounds.map(({ ackMs }) => quantile(ackMs, 0.99)));
}

export function payloadOf({ kind, of, value = '' }: Deed, url: string): Payload {
  return kind === 'command' ? commandPayload('/dts', of, url) : clickPayload(of, value, url);
}

class Run {
  readonly ackMs: number[] = [];
  readonly answerMs: number[] = [];
  readonly #slack: SlackSide;
  readonly #load: Load;
  readonly #until: number;

  constructor(slack: SlackSide, load: Load) {
    this.#slack = slack;
    this.#load = load;
    this.#until = performance.now() + load.seconds * 1000;
  }

  async once(): Promise<void> {
    const { deed } = this.#load;
    const { url, come } = this.#slack.answer();
    const payload = payloadOf(deed, url);
    const sent = performance.now();
    await this.#slack.deliver(payload);
    this.ackMs.push(performance.now() - sent);
    if (!deed.answered) return;
    await come;
    this.answerMs.push(performance.now() - sent);
  }

  async crowd(inFlight: number): Promise<void> {
    const worker = async () => {
      while (performance.now() < this.#until) await this.once();
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
  }

  async stream(perSecond: number): Promise<void> {
    const started = performance.now();
    const all: Promise<void>[] = [];
    while (performance.now() < this.#until) {
      const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
      while (all.length < due) all.push(this.once());
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(all);
  }
}

/** Sends a load and measures it. */
export async function sendLoad(slack: SlackSide, load: Load): Promise<Measured> {
  const run = new Run(slack, load);
  const started = performance.now();
  await ('inFlight' in load.pace ? run.crowd(load.pace.inFlight) : run.stream(load.pace.perSecond));
  const seconds = (performance.now() - started) / 1000;
  return { perSecond: run.ackMs.length / seconds, ackMs: run.ackMs, answerMs: run.answerMs };
}
