import type { Urgency } from '../lifecycle/ports.ts';
import type { PaceClock } from './limiter.ts';

/** Holds a documented rate: never more calls in any second than it allows, whenever within their time they arrive. */
export interface Window {
  /** Runs the work as soon as the rate has room for it, and settles as the work does. */
  run<T>(urgency: Urgency, work: () => Promise<T>): Promise<T>;
  /** Starts nothing for so many milliseconds: the cloud has said that it is too much. */
  rest(milliseconds: number): void;
}

/** How many calls a second may be made: all for people, who wait; fewer where nobody does. */
export type Most = Readonly<Record<Urgency, number>>;

/** A second, and a little more for clocks that do not go alike. */
const SPAN_MS = 1_020;

/**
 * A window of one second that slides. Nobody knows when a call arrives, only that it is between its start and its answer:
 * so it counts from its start until a second after its answer. Of the calls that arrive in any one second the last to
 * start saw all the others counted, so there are never more than `most`, however they catch up with each other on their
 * way; the price is the time of an answer a second.
 */
export function createWindow(most: Most, { now, wait }: PaceClock): Window {
  if (!Object.values(most).every((calls) => Number.isInteger(calls) && calls >= 1))
    throw new RangeError(`A window needs room for at least one call a second, not ${Object.values(most)}`);
  const turns: Record<Urgency, Promise<void>> = {
    interactive: Promise.resolve(),
    background: Promise.resolve(),
  };
  const answered: number[] = [];
  let underWay = 0;
  let waitForAnswer: (() => void)[] = [];
  let restUntil = Number.NEGATIVE_INFINITY;
  let waitedUntil = Number.NEGATIVE_INFINITY;

  /** A wait that is over has brought its moment, whatever the clock says. */
  const time = () => Math.max(now(), waitedUntil);

  async function waitUntil(moment: number): Promise<void> {
    await wait(Math.ceil(moment - time()));
    waitedUntil = Math.max(waitedUntil, moment);
  }

  /** Resolves when the call may start, which counts from this moment. */
  async function start(urgency: Urgency): Promise<void> {
    for (;;) {
      while ((answered[0] ?? Number.POSITIVE_INFINITY) <= time() - SPAN_MS) answered.shift();
      const [first] = answered;
      if (restUntil > time()) await waitUntil(restUntil);
      else if (underWay + answered.length < most[urgency]) break;
      else if (first === undefined) await new Promise<void>((resolve) => waitForAnswer.push(resolve));
      else await waitUntil(first + SPAN_MS);
    }
    underWay += 1;
  }

  function end(): void {
    underWay -= 1;
    answered.push(time());
    const waiting = waitForAnswer;
    waitForAnswer = [];
    for (const resolve of waiting) resolve();
  }

  return {
    async run(urgency, work) {
      const turn = turns[urgency].then(() => start(urgency));
      turns[urgency] = turn.catch(() => undefined); // who comes next is not turned away with the one before
      await turn;
      try {
        return await work();
      } finally {
        end();
      }
    },
    rest(milliseconds) {
      restUntil = Math.max(restUntil, time() + milliseconds);
    },
  };
}
