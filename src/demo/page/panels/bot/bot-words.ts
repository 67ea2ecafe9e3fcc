import type { BotShown } from '../../../backstage/shown.ts';
import type { Word } from '../clouds/cloud-words.ts';

const STATES: Readonly<Record<BotShown['state'], Word>> = {
  starting: { text: 'The bot is starting', tone: 'odd' },
  running: { text: 'The bot runs', tone: 'good' },
  stopping: { text: 'The bot is stopping', tone: 'odd' },
  stopped: { text: 'The bot is stopped', tone: 'quiet' },
  killed: { text: 'The bot was killed', tone: 'bad' },
  crashed: { text: 'The bot crashed by itself', tone: 'bad' },
};

/** What the bot is doing, in words. */
export function stateWord({ state }: Pick<BotShown, 'state'>): Word {
  return STATES[state];
}

/** How often it was started since its world began. */
export function startsWords({ starts }: Pick<BotShown, 'starts'>): string {
  if (starts === 0) return 'not started yet';
  return starts === 1 ? 'started once' : `started ${starts} times`;
}

export type BotButton = 'start' | 'stop' | 'kill' | 'restart';

/** Whether it makes sense to press a button now. A start that takes too long can be killed. */
export function isOffered(button: BotButton, { state }: Pick<BotShown, 'state'>): boolean {
  const isGone = state === 'stopped' || state === 'killed' || state === 'crashed';
  if (button === 'start') return isGone;
  if (button === 'kill') return !isGone;
  return button === 'stop' ? state === 'running' || state === 'starting' : state !== 'stopping';
}
