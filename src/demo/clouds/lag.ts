/** How far a task is behind its source: `seconds` at the simulated time `since`, growing by `growth` a second. */
export interface Lag {
  seconds: number;
  growth: number;
  since: number;
}

/** The lag in seconds at the simulated time `now`, never below 0. */
export function lagAt(lag: Lag, now: number): number {
  return Math.max(0, lag.seconds + (lag.growth * Math.max(0, now - lag.since)) / 1000);
}
