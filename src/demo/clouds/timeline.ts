interface Entry {
  key: string;
  at: number;
  run: (at: number) => void;
}

/**
 * The clock of the simulated clouds and what is due on it. Times are epoch milliseconds of simulated time,
 * which starts at the real time and passes `speed` times as fast. Nothing happens by itself: `settle` runs what
 * has become due, in order, so every look at the clouds calls it first.
 */
export class Timeline {
  readonly #source: () => number;
  #speed: number;
  #realBase: number;
  #simulatedBase: number;
  #entries: Entry[] = [];

  constructor(source: () => number = Date.now, speed = 1) {
    this.#source = source;
    this.#speed = speed;
    this.#realBase = source();
    this.#simulatedBase = this.#realBase;
  }

  now(): number {
    return this.#simulatedBase + (this.#source() - this.#realBase) * this.#speed;
  }

  /** From now on `speed` simulated seconds pass per real second; the time already reached is kept. */
  setSpeed(speed: number): void {
    this.#simulatedBase = this.now();
    this.#realBase = this.#source();
    this.#speed = speed;
  }

  /** Begins again at the real time, at `speed`, with nothing planned. */
  begin(speed: number): void {
    this.#entries = [];
    this.#realBase = this.#source();
    this.#simulatedBase = this.#realBase;
    this.#speed = speed;
  }

  /** Simulated seconds per real second. */
  get speed(): number {
    return this.#speed;
  }

  /** Plans `run` for the simulated time `at`; `key` is what `cancel` and `isPlanned` go by. */
  plan(key: string, at: number, run: (at: number) => void): void {
    this.#entries.push({ key, at, run });
  }

  isPlanned(key: string): boolean {
    return this.#entries.some((entry) => entry.key === key);
  }

  cancel(key: string): void {
    this.#entries = this.#entries.filter((entry) => entry.key !== key);
  }

  /** Runs everything that is due by now, earliest first, including what those runs plan in turn. */
  settle(): void {
    for (let next = this.#takeDue(); next !== undefined; next = this.#takeDue()) next.run(next.at);
  }

  #takeDue(): Entry | undefined {
    const now = this.now();
    const due = this.#entries.filter((entry) => entry.at <= now).sort((one, other) => one.at - other.at)[0];
    if (due !== undefined) this.#entries.splice(this.#entries.indexOf(due), 1);
    return due;
  }
}
