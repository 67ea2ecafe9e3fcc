import { onTestFinished } from 'vitest';
import { BotKeeper, type BotOptions } from '../../../src/demo/backstage/bot-keeper.ts';
import { BotLog } from '../../../src/demo/backstage/bot-log.ts';

/** A keeper of a small program instead of the bot. It counts as connected once the program says "connected". */
export interface KeptProgram {
  readonly keeper: BotKeeper;
  /** How many of its processes are alive at this moment. */
  readonly alive: () => number;
  readonly terminal: readonly string[];
  /** Waits for a state; fails after 5 s. */
  state(wanted: string): Promise<void>;
}

/** A program that connects and then lives until SIGTERM. */
export const WELL = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1e6); console.log('connected')`;

/** Keeps this program, JavaScript for Node; its processes are gone when the test is over. */
export function keep(program: string, options: Partial<BotOptions> = {}): KeptProgram {
  const terminal: string[] = [];
  const log = new BotLog({
    secrets: ['hush'],
    terminalLevel: 'error',
    terminal: (line) => terminal.push(line),
  });
  const alive = () => (isAlive() ? 1 : 0);
  function isAlive(): boolean {
    const from = log.lines.findLastIndex((line) => line.startsWith('-- started'));
    const since = log.lines.slice(from + 1);
    return from >= 0 && since.includes('connected') && !since.some((line) => line.startsWith('-- '));
  }
  const keeper = new BotKeeper({
    command: [process.execPath, '-e', program],
    env: { PATH: process.env['PATH'] ?? '' },
    log,
    connections: alive,
    ...options,
  });
  onTestFinished(async () => {
    keeper.killNow();
    await keeper.close();
  });
  return {
    keeper,
    alive,
    terminal,
    state: (wanted) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`waited for ${wanted}, it is ${keeper.shown().state}`)),
          5_000,
        );
        const stop = keeper.onChange(look);
        function look(): void {
          if (keeper.shown().state !== wanted) return;
          clearTimeout(late);
          stop();
          resolve();
        }
        look();
      }),
  };
}
