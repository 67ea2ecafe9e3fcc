import type { Log } from '../room.ts';

/** The same refusal is said at most this often: strangers do not write our log. */
const EVERY_MS = 10_000;

/** Says in the log why requests were refused; what comes too often is counted. `now` in milliseconds. */
export function createRefusals(log: Log, now: () => number): (why: string) => void {
  const told = new Map<string, { readonly at: number; readonly silent: number }>();
  return (why) => {
    const last = told.get(why);
    if (last !== undefined && now() - last.at < EVERY_MS) {
      told.set(why, { ...last, silent: last.silent + 1 });
      return;
    }
    const more = last === undefined || last.silent === 0 ? {} : { alsoBefore: last.silent };
    log.warn('a request was refused: it is not from Slack, or not new', { why, ...more });
    told.set(why, { at: now(), silent: 0 });
  };
}
