/** How fast Home tabs are published, all together. */
export interface Pace {
  mayGo(): boolean;
  went(): void;
  /** Slack wants quiet for so many milliseconds. */
  wait(milliseconds: number): void;
}

const MINUTE = 60_000;
/** Slack takes a hundred calls of views.publish a minute and more ("Rate limits", tier 4). */
const MOST_A_MINUTE = 90;

/** Never more in a minute than Slack takes in any case, and nothing while it wants quiet. */
export function createPace(now: () => number): Pace {
  let recent: number[] = [];
  let quietUntil = 0;
  return {
    mayGo() {
      recent = recent.filter((at) => now() - at < MINUTE);
      return now() >= quietUntil && recent.length < MOST_A_MINUTE;
    },
    went() {
      recent.push(now());
    },
    wait(milliseconds) {
      quietUntil = now() + milliseconds;
    },
  };
}
