import { type Message, say } from './messages/message.ts';

/** What can be said of work that is not over yet. */
export interface Progress {
  /** Grows with what there is to say; 0 = nothing yet. */
  heard(): number;
  message(): Message;
}

/** Work that has something to show before it is over says so. */
export type Meanwhile = (progress: Progress) => void;

/** What there is by then is shown; nothing is, if nothing was heard. */
const EARLY_MS = 1_000;
/** Whoever has heard nothing by then hears at least that it goes on. */
const LATE_MS = 2_500;
/** The last time, if there is more by then. */
const AGAIN_MS = 6_000;
/** The end does not wait longer for Slack to take what was said before it. */
const PATIENCE_MS = 1_500;

const NOTHING: Progress = { heard: () => 0, message: () => say(['Still looking…']) };

export interface Telling {
  readonly meanwhile: Meanwhile;
  /** Nothing more is told; resolves when what was told has gone out, so that nothing comes after the end. */
  over(): Promise<void>;
}

/**
 * Tells whoever waits for work what there is so far: after a second, or after two and a half, and once more after six.
 * That leaves three of the five uses of a response URL ("Handling user interaction") for the answer itself. `tell` gets
 * the making of the message and must not throw.
 */
export function startTelling(tell: (make: () => Message) => Promise<void>): Telling {
  let progress = NOTHING;
  let heardBefore = 0;
  const told: Promise<void>[] = [];

  const at = (milliseconds: number, isDue: (heard: number) => boolean) =>
    setTimeout(() => {
      const heard = progress.heard();
      if (!isDue(heard)) return;
      heardBefore = heard;
      told.push(tell(() => progress.message()));
    }, milliseconds);

  const timers = [
    at(EARLY_MS, (heard) => heard > 0),
    at(LATE_MS, () => told.length === 0),
    at(AGAIN_MS, (heard) => heard > heardBefore),
  ];
  return {
    meanwhile: (one) => {
      progress = one;
    },
    async over() {
      for (const timer of timers) clearTimeout(timer);
      if (told.length === 0) return;
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
      await Promise.race([Promise.all(told), late]);
    },
  };
}
