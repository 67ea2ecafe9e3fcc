import { setTimeout as wait } from 'node:timers/promises';
import { type BotProcess, type End, inWords } from './bot-process.ts';

const LOOK_EVERY_MS = 20;

/** Waits until nobody is connected: the connection of the bot before would be taken for that of the next one. */
export async function untilNobodyIsConnected(connections: () => number, withinMs: number): Promise<void> {
  for (const until = Date.now() + withinMs; connections() > 0; await wait(LOOK_EVERY_MS))
    if (Date.now() > until) throw new Error('Another app is still connected to this workspace.');
}

/** Resolves with null when the process has a connection to Slack, however late, or with its end. */
export async function connectedOrGone(process: BotProcess, connections: () => number): Promise<End | null> {
  const end: { how: End | null } = { how: null };
  void process.gone.then((how) => {
    end.how = how;
  });
  while (end.how === null && connections() === 0) await wait(LOOK_EVERY_MS);
  return end.how;
}

/**
 * Resolves when the outcome is a connection; throws a sentence where it is an end, which somebody may have asked for,
 * or is not there in time.
 */
export async function expectConnection(
  outcome: Promise<End | null>,
  withinMs: number,
  wasAskedFor: () => boolean,
): Promise<void> {
  const late = new AbortController();
  const tooLate = wait(withinMs, 'too late' as const, { signal: late.signal }).catch(() => null);
  const end = await Promise.race([outcome, tooLate]);
  late.abort();
  if (end === 'too late')
    throw new Error(`The bot runs, but is not connected to Slack after ${withinMs / 1000} s.`);
  if (end !== null && wasAskedFor())
    throw new Error('The bot was ended again before it was connected to Slack.');
  if (end !== null) throw new Error(`The bot ended ${inWords(end)} before it was connected to Slack.`);
}
