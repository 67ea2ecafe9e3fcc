import type { Ending, EndingState } from '../../lifecycle/ending.ts';
import { atWords, waitsForTime } from '../../lifecycle/schedule/schedule.ts';
import { doingOf, pastOf } from '../../lifecycle/words.ts';

const WORDS: Readonly<Record<EndingState, string>> = {
  'awaiting-approval': 'waiting for agreement',
  checking: 'confirmed, I look once more before anything is sent',
  executing: 'the call is on its way',
  ending: 'the cloud has taken it, not done yet',
  'outcome-unknown': 'I do not know whether the cloud took it; I am looking, and will not ask it twice',
  ended: 'over',
  failed: 'the cloud said no',
  refused: 'refused, nothing was sent',
  void: 'void',
  rejected: 'rejected',
  expired: 'expired, nobody agreed in time',
  withdrawn: 'withdrawn',
  vetoed: 'vetoed',
  'needs-human': 'a person must look',
};

/** The state of an ending as people say it. */
export function stateWords(state: EndingState): string {
  return WORDS[state];
}

/** The state with what is being done: "ending, the cloud has taken it …", or "resuming, …" for a resume. */
export function endingWords(ending: Pick<Ending, 'action' | 'state' | 'schedule' | 'why'>): string {
  const { action, state } = ending;
  const schedule = waitsForTime(ending);
  if (schedule !== null) return `scheduled for ${atWords(schedule)}`;
  if (state === 'expired' && ending.why !== null) return 'expired, not begun at its time';
  if (state === 'ended') return pastOf(action);
  return state === 'ending' ? `${doingOf(action)}, ${WORDS[state]}` : WORDS[state];
}
