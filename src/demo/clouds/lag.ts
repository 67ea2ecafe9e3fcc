/**
 * How far a task is behind its source: `seconds` at the simulated time `since`, growing by `growth` a second.
 * For a task of a seed `since` becomes the moment it enters the world.
 */
export interface Lag {
  seconds: number;
  growth: number;
  since: number;
}

/** A lag for a task that is about to enter the world. */
export function startingLag(seconds: number, growth = 0): Lag {
  return { seconds, growth, since: 0 };
}

/** The lag in seconds at the simulated time `now`, never below 0. */
export function lagAt(lag: Lag, now: number): number {
  return Math.max(0, lag.seconds + (lag.growth * Math.max(0, now - lag.since)) / 1000);
}
