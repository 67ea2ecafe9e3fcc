import { EventEmitter } from 'node:events';
import type { AfterChange } from '../clouds/call-log.ts';
import { connectedOrGone, expectConnection, untilNobodyIsConnected } from './bot-connection.ts';
import type { BotLog } from './bot-log.ts';
import { type BotCommand, type BotProcess, type End, inWords, startBotProcess } from './bot-process.ts';
import type { BotShown } from './shown.ts';

export interface BotOptions extends BotCommand {
  readonly log: BotLog;
  /** How many connections the bot has to Slack. */
  readonly connections: () => number;
  /** How long it may take to connect; 30 s where nothing is said. */
  readonly readyWithinMs?: number;
  /** How long the connection of the one before may take to close; 5 s where nothing is said. */
  readonly closedWithinMs?: number;
  /** How long a SIGTERM may take before SIGKILL follows; 10 s where nothing is said. */
  readonly patienceMs?: number;
}

type State = BotShown['state'];

interface Run {
  readonly process: BotProcess;
  /** The end that was asked for; `null` while it runs because it is wanted. */
  wanted: 'stopped' | 'killed' | null;
}

/**
 * The bot of the demo: one process at a time, started, stopped and killed from outside as a person on a server would.
 * Requests wait for each other, only a kill does not. Refusals are errors whose message a person can act on.
 */
export class BotKeeper {
  readonly #options: BotOptions;
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #run: Run | null = null;
  #state: State = 'stopped';
  #since = Date.now();
  #starts = 0;
  #diesAtNextChange = false;
  #isOver = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: BotOptions) {
    this.#options = options;
  }

  shown(): BotShown {
    return {
      state: this.#state,
      starts: this.#starts,
      since: this.#since,
      diesAtNextChange: this.#diesAtNextChange,
      lines: this.#options.log.lines,
    };
  }

  /** Calls back when its state has changed, or it has printed something; the returned function ends it. */
  onChange(listener: () => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }

  /** Resolves when it is connected; refuses where it runs already. */
  async start(): Promise<void> {
    await this.#launchInTurn(() => {
      if (this.#run !== null) throw new Error('The bot is running already.');
    });
  }

  /** SIGTERM, and SIGKILL where that takes longer than 10 s. Resolves when it is gone. */
  async stop(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#run === null) throw new Error('The bot is not running.');
      await this.#drain();
    });
  }

  /** SIGKILL at once, whatever else is under way. Resolves when it is gone. */
  async kill(): Promise<void> {
    const run = this.#run;
    if (run === null) throw new Error('The bot is not running.');
    this.killNow();
    await run.process.gone;
  }

  /** Stops it where it runs, and starts it on the same memory. */
  async restart(): Promise<void> {
    await this.#launchInTurn(() => this.#drain());
  }

  /** Kills it where it runs, does something while there is none, and starts another one, whose starts count anew. */
  async renew(between: () => Promise<void>): Promise<void> {
    await this.#launchInTurn(async () => {
      const run = this.#run;
      this.killNow();
      await run?.process.gone;
      this.dieAtNextChange(false);
      await between();
      this.#starts = 0;
    });
  }

  /** Ends it, if it runs, and lets none be started any more. */
  async close(): Promise<void> {
    this.#isOver = true;
    await this.#inTurn(() => this.#drain());
  }

  /** SIGKILL, without waiting for anything; nothing where it does not run. */
  killNow(): void {
    if (this.#run === null) return;
    this.#run.wanted = 'killed';
    this.#run.process.signal('SIGKILL');
  }

  dieAtNextChange(on: boolean): void {
    this.#diesAtNextChange = on;
    this.#changed();
  }

  /** What the clouds ask when one of its changes has taken effect: may it hear the answer? */
  afterChange(): AfterChange {
    if (!this.#diesAtNextChange || this.#run === null) return 'answer';
    this.killNow();
    this.#options.log.note('killed before it heard the answer of the cloud');
    this.dieAtNextChange(false);
    return 'cut';
  }

  #inTurn<T>(deed: () => T | Promise<T>): Promise<T> {
    const turn = this.#queue.then(deed);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #drain(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    run.wanted = 'stopped';
    this.#enter('stopping');
    run.process.signal('SIGTERM');
    const patience = setTimeout(() => {
      this.#options.log.note('it did not stop in time, so SIGKILL follows');
      run.process.signal('SIGKILL');
    }, this.#options.patienceMs ?? 10_000);
    await run.process.gone;
    clearTimeout(patience);
  }

  /** Does something in turn, then starts the bot, and waits for its connection when it is others' turn again. */
  async #launchInTurn(first: () => void | Promise<void>): Promise<void> {
    const run = await this.#inTurn(async () => {
      await first();
      return await this.#launch();
    });
    const { connections, readyWithinMs = 30_000 } = this.#options;
    const outcome = connectedOrGone(run.process, connections);
    void outcome.then((end) => {
      if (end === null && this.#run === run && this.#state === 'starting') this.#enter('running');
    });
    await expectConnection(outcome, readyWithinMs, () => run.wanted !== null);
  }

  async #launch(): Promise<Run> {
    const { log, connections, closedWithinMs = 5_000 } = this.#options;
    await untilNobodyIsConnected(connections, closedWithinMs);
    if (this.#isOver) throw new Error('The demo is over.');
    this.#starts += 1;
    log.note(this.#starts === 1 ? 'started' : 'started again');
    const process = startBotProcess(this.#options, (line) => {
      log.add(line);
      this.#changed();
    });
    const run: Run = { process, wanted: null };
    this.#run = run;
    this.#enter('starting');
    void process.gone.then((end) => this.#gone(run, end));
    return run;
  }

  #gone({ wanted }: Run, end: End): void {
    this.#run = null;
    const { log } = this.#options;
    if (wanted !== null) log.note(`${wanted} ${inWords(end)}`);
    else if (end === 0) log.note('it ended by itself with exit code 0');
    else log.alarm(`The bot ended by itself ${inWords(end)}.`);
    this.#enter(wanted ?? (end === 0 ? 'stopped' : 'crashed'));
  }

  #enter(state: State): void {
    this.#state = state;
    this.#since = Date.now();
    this.#changed();
  }

  #changed(): void {
    this.#changes.emit('change');
  }
}
