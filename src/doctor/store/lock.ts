import type { SlackConfig } from '../../config/config.ts';
import { COMMANDS } from '../../slack/ids.ts';
import { lookAtLock } from '../../store/look-at-lock.ts';
import { type Check, type Finding, fail, note, ok } from '../finding.ts';

const PATIENCE_MS = 2_000;

/** How many commands the running bot has acknowledged (`cutover_ack_seconds_count`); `null` where it does not tell. */
async function commandsHeard({ port, host, metrics }: SlackConfig): Promise<number | null> {
  if (!metrics || port === 0) return null;
  try {
    const address = `http://${host === null || host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/metrics`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await answer.text();
    if (!answer.ok || !text.includes('cutover_ack_seconds')) return null;
    return Number(/^cutover_ack_seconds_count\{kind="command"\} (\d+)$/m.exec(text)?.[1] ?? 0);
  } catch {
    return null;
  }
}

function inWords(heard: number | null): string {
  const names = COMMANDS.join(', ');
  if (heard === null) return `Whether ${names} reach it, it does not tell here: type one.`;
  if (heard === 0)
    return `It has not heard a command since its start. Type "${COMMANDS[0]} help": if another app answers, see "the commands" above.`;
  return `It has heard ${heard} command${heard === 1 ? '' : 's'} since its start, so commands do reach it.`;
}

async function look(folder: string, slack: SlackConfig): Promise<Finding> {
  const held = await lookAtLock(folder);
  switch (held.kind) {
    case 'free':
      return ok('nobody holds it');
    case 'unreadable':
      return fail(
        `The lock ${held.path} cannot be read, so nobody knows who holds the folder, and the bot will not start. If no bot runs on it, remove that file.`,
      );
    case 'here':
      return note(
        `The bot is running: process ${held.holder.pid}, since ${held.holder.since}. ${inWords(await commandsHeard(slack))}`,
      );
    case 'dead':
      return note(
        `Process ${held.holder.pid} of this host held it since ${held.holder.since}, and is gone without giving it back. The next start takes over by itself.`,
      );
    case 'elsewhere':
      return fail(
        `Process ${held.holder.pid} on host ${held.holder.host} holds it since ${held.holder.since}; from here nobody can see whether it still runs, so the bot will not start here. If it runs there, all is well: look from there. If that host is gone for good, remove ${held.path}, and give containers a fixed host name.`,
      );
  }
}

/** Who holds the folder. A bot that is running is left alone. */
export function lockCheck(folder: string, slack: SlackConfig): Check {
  return { title: 'the lock of the store', needs: `store folder ${folder}`, run: () => look(folder, slack) };
}
