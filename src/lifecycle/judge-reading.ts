import type { Ending, Reading } from './ending.ts';
import type { Settings } from './settings.ts';
import { isOver, type Stage, titleOf } from './task.ts';
import { endsForGood, PROVIDER_NAME, pastOf, verbOf } from './words.ts';

/** What a reading makes of an ending: where it goes, what is learnt, and whether people are told. */
export interface Judgement {
  readonly state: Ending['state'];
  readonly learnt: Partial<Ending>;
  readonly loud: boolean;
}

/** Until then a cloud may still show the state from before the call. */
const SETTLED_MS = 5 * 60_000;

const FAILING: ReadonlySet<Stage> = new Set(['failed', 'start-failed', 'change-failed', 'repair-failed']);

const HUMAN =
  'I cannot tell whether the call was taken: the cloud still shows the task as it was. Look at it in the console; a new plan can be asked for, and if the cloud shows the end later, I will say so.';

function sinceAnswer(ending: Ending, now: number): number {
  return now - (ending.answeredAt ?? ending.since);
}

function hasSettled(ending: Ending, now: number, timeoutMs: number): boolean {
  return sinceAnswer(ending, now) >= Math.min(timeoutMs, SETTLED_MS);
}

/**
 * A released DTS task may stay listed as Finished (soft delete). One that was Finished before shows no
 * difference, so after an accepted call only time tells.
 */
function isReleased(ending: Ending, stage: Stage, now: number, timeoutMs: number): boolean {
  if (stage === 'gone') return true;
  if (stage !== 'ended') return false;
  return ending.task.stage !== 'ended' || (ending.state === 'ending' && hasSettled(ending, now, timeoutMs));
}

/** Is the task where the action was to bring it? "Not found" (`null`) after our own call means gone. */
function isThere(ending: Ending, stage: Stage | null, now: number, timeoutMs: number): boolean {
  switch (ending.action) {
    case 'terminate':
    case 'force-terminate':
      return stage === null || isOver(stage);
    case 'release':
      return stage === null || isReleased(ending, stage, now, timeoutMs);
    case 'pause':
      return stage === 'paused';
    case 'resume':
      return stage === 'running' || stage === 'full-load' || stage === 'starting';
  }
}

function sameAsLast(ending: Ending, reading: Reading): boolean {
  const last = ending.readings.at(-1);
  return last !== undefined && last.stage === reading.stage && last.status === reading.status;
}

/** Did the end that we asked for fail? A task whose end had failed before shows that until the new one is tried. */
function hasEndFailed(ending: Ending, stage: Stage | null, now: number, timeoutMs: number): boolean {
  if (stage !== 'end-failed' || !endsForGood(ending.action) || ending.state === 'needs-human') return false;
  if (ending.task.stage !== 'end-failed') return true;
  return ending.state === 'ending' && hasSettled(ending, now, timeoutMs);
}

/** An end under way proves that the call was taken, unless another one was under way before it. */
function provesTaken(ending: Ending, stage: Stage | null): boolean {
  return stage === 'ending' && endsForGood(ending.action) && ending.task.stage !== 'ending';
}

/** Why a pause or a resume can no longer come true; `null` while it can. */
function whyInVain(ending: Ending, reading: Reading, now: number, timeoutMs: number): string | null {
  if (endsForGood(ending.action)) return null;
  const cloud = PROVIDER_NAME[ending.task.provider];
  if (reading.stage === null || isOver(reading.stage))
    return `${titleOf(ending.task)} is over (${reading.status}), so it cannot be ${pastOf(ending.action)} any more.`;
  if (ending.state === 'ending' && FAILING.has(reading.stage) && hasSettled(ending, now, timeoutMs))
    return `${cloud} took the call to ${verbOf(ending.action)} it, but it has failed (${reading.status}).`;
  return null;
}

/** Why reading can decide no more and a person must; `null` while it may still. */
function whyHuman(ending: Ending, reading: Reading, now: number, settings: Times): string | null {
  const age = sinceAnswer(ending, now);
  if (ending.state === 'outcome-unknown' && age >= settings.quietMs) return HUMAN;
  // Only an end is waited for without limit: a pause that does not come must not keep the task from being ended.
  if (ending.state === 'ending' && !endsForGood(ending.action) && age >= settings.timeoutMs)
    return `${PROVIDER_NAME[ending.task.provider]} took the call to ${verbOf(ending.action)} it, but it is still ${reading.status}. Look at it in the console; a new plan can be asked for.`;
  return null;
}

type Times = Pick<Settings, 'timeoutMs' | 'quietMs'>;

/** What a reading makes of an ending. Pure; two equal readings are needed for anything final. */
export function judgeReading(ending: Ending, reading: Reading, now: number, settings: Times): Judgement {
  const { timeoutMs } = settings;
  const { stage } = reading;
  const readings = [...ending.readings.slice(-1), reading];
  const twice = sameAsLast(ending, reading);
  const stay: Judgement = { state: ending.state, learnt: { readings, stillThere: 0 }, loud: false };
  const to = (state: Ending['state'], learnt: Partial<Ending>): Judgement => ({
    state,
    learnt: { readings, ...learnt },
    loud: true,
  });
  if (isThere(ending, stage, now, timeoutMs)) return twice ? to('ended', { why: null }) : stay;
  if (provesTaken(ending, stage))
    return ending.state === 'outcome-unknown' ? to('ending', { why: null }) : stay;
  if (hasEndFailed(ending, stage, now, timeoutMs)) {
    const cloud = PROVIDER_NAME[ending.task.provider];
    const why = `${cloud} took the call, and then its end failed (${reading.status}). Force is possible now.`;
    return twice ? to('failed', { why }) : stay;
  }
  const vain = whyInVain(ending, reading, now, timeoutMs);
  if (vain !== null) return twice ? to('failed', { why: vain }) : stay;
  const stillThere = twice ? ending.stillThere + 1 : 1;
  const human = whyHuman(ending, reading, now, settings);
  if (human !== null && stillThere >= 2) return to('needs-human', { stillThere, why: human });
  return { ...stay, learnt: { readings, stillThere } };
}
