import type { Ending, EndingState } from '../../lifecycle/ending.ts';
import { atWords, waitsForTime } from '../../lifecycle/schedule/schedule.ts';
import type { Action } from '../../lifecycle/task.ts';
import { endsForGood } from '../../lifecycle/words.ts';

/** Did the cloud take the call, or may it have? */
export function wasTaken(ending: Ending): boolean {
  const last = ending.tries.at(-1)?.outcome.kind;
  return last === 'accepted' || last === 'unknown' || last === undefined;
}

type Words = { readonly doing: string; readonly done: string; readonly verb: string };

/** What an action is called while it is done, when it is done, and on a button. */
export const WORDS: Readonly<Record<Action, Words>> = {
  terminate: { doing: 'ENDING', done: 'ENDED', verb: 'end' },
  'force-terminate': { doing: 'ENDING BY FORCE', done: 'ENDED BY FORCE', verb: 'end by force' },
  release: { doing: 'RELEASING', done: 'RELEASED', verb: 'release' },
  pause: { doing: 'PAUSING', done: 'PAUSED', verb: 'pause' },
  resume: { doing: 'RESUMING', done: 'RESUMED', verb: 'resume' },
};

/** The state of an ending as the first words of its message. */
export function titleWords(ending: Ending): string {
  const { doing, done } = WORDS[ending.action];
  const schedule = waitsForTime(ending);
  if (schedule !== null) return `SCHEDULED FOR ${atWords(schedule)}`;
  const titles: Readonly<Record<EndingState, string>> = {
    'awaiting-approval': ending.pressAgain
      ? `${doing}? AGREED, ONE MORE PRESS`
      : `${doing}? WAITING FOR AGREEMENT`,
    checking: `${doing}: LOOKING ONCE MORE`,
    executing: `${doing}: SENDING`,
    ending: ending.slow ? `${doing}, SLOW` : doing,
    'outcome-unknown': `${doing}: OUTCOME UNKNOWN`,
    ended: ending.byUs ? done : `${done} ALREADY, NOT BY US`,
    failed: 'NOT ENDED, THE CLOUD SAID NO',
    refused: 'REFUSED',
    void: 'VOID, THE TASK HAS CHANGED',
    rejected: 'REJECTED',
    expired: ending.why === null ? 'EXPIRED, NOBODY AGREED IN TIME' : 'EXPIRED, NOT BEGUN AT ITS TIME',
    withdrawn: 'WITHDRAWN',
    vetoed: 'VETOED',
    'needs-human': 'A PERSON MUST LOOK',
  };
  if (ending.state === 'failed') {
    const subject = endsForGood(ending.action) ? 'NOT ENDED' : 'FAILED';
    return `${subject}, ${wasTaken(ending) ? 'ALTHOUGH THE CLOUD TOOK IT' : 'THE CLOUD SAID NO'}`;
  }
  return titles[ending.state];
}
