import type { Found, Looked } from '../../lifecycle/ports.ts';
import { stageOfDrsStatus } from '../../lifecycle/stages/drs.ts';
import { isOver, type Provider, type Task } from '../../lifecycle/task.ts';
import type { CleanupCloud } from '../ports.ts';

/** Every task that may still need something, and where nobody answered. */
export interface Living {
  readonly tasks: readonly Task[];
  /** Places that did not answer, by name: what lives there is not known. */
  readonly unanswered: readonly string[];
  /** Where it was looked, and what was found there in all. */
  readonly looked: readonly Looked[];
  readonly listed: number;
  /** For people: where it was looked. */
  readonly searched: string;
  /** When the asking began, in milliseconds since 1970. */
  readonly askedAt: number;
}

/** Tells the living tasks of a provider, no older than asked for. */
export type AskLiving = (provider: Provider, notBefore: number) => Promise<Living>;

/**
 * Not over: paused, failed, locked, not started and unknown tasks live. A part of another task is judged by its own
 * status, because its stage only says whose part it is.
 */
export function isLiving(task: Task): boolean {
  if (task.stage !== 'sub-task') return !isOver(task.stage);
  return task.provider !== 'drs' || !isOver(stageOfDrsStatus(task.kind, task.status));
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** At most so many silent places in the line for people; the doubts of items name theirs. */
const MOST_SILENT = 6;

function silentWords(unanswered: readonly string[], asked: number): string {
  if (unanswered.length === 0) return 'all answered';
  if (unanswered.length === asked) return 'none of them answered';
  const more = unanswered.length - MOST_SILENT;
  const names = unanswered.slice(0, MOST_SILENT).join(', ');
  return `no answer from ${names}${more > 0 ? ` and ${more} more` : ''}`;
}

function describeSearch(looked: readonly Looked[], tasks: number, unanswered: readonly string[]): string {
  const regions = new Set(looked.map(({ region }) => region)).size;
  const accounts = new Set(looked.map(({ account }) => account)).size;
  return `${plural(regions, 'region')}, ${plural(accounts, 'account')}, ${plural(tasks, 'task')}; ${silentWords(unanswered, looked.length)}`;
}

function unansweredIn(looked: readonly Looked[]): string[] {
  return looked
    .filter(({ problem }) => problem !== null)
    .map(({ account, region }) => `${region} (${account})`);
}

/** Where several searches have looked, as one. */
export function searchedWords(living: readonly Pick<Living, 'looked' | 'listed'>[]): string {
  const looked = living.flatMap((one) => one.looked);
  const listed = living.reduce((sum, one) => sum + one.listed, 0);
  return describeSearch(looked, listed, unansweredIn(looked));
}

/** What the accounts of one provider told, as the sharing check needs it. */
export function livingOf(found: readonly Found[], askedAt: number): Living {
  const looked = found.flatMap((one) => one.looked);
  const all = found.flatMap((one) => one.tasks);
  return {
    tasks: all.filter(isLiving),
    unanswered: unansweredIn(looked),
    looked,
    listed: all.length,
    searched: searchedWords([{ looked, listed: all.length }]),
    askedAt,
  };
}

/**
 * Asks every account of a provider in every region, and remembers the answer: who asks while others wait gets the
 * same answer, and nobody gets one that was begun before `notBefore`. Only tasks of the same provider count, because
 * a group of DTS holds addresses of DTS, and a rule for a replication instance one of DRS.
 */
export function createLiving(clouds: readonly CleanupCloud[], now: () => number): AskLiving {
  const last = new Map<Provider, { askedAt: number; answer: Promise<Living> }>();
  return (provider, notBefore) => {
    const known = last.get(provider);
    const askedAt = now();
    // Where the clock was put back, an answer from the time to come may be as old as that.
    if (known !== undefined && known.askedAt >= notBefore && known.askedAt <= askedAt) return known.answer;
    const mine = clouds.filter((cloud) => cloud.provider === provider);
    const answer = Promise.all(mine.map((cloud) => cloud.everyTask('background'))).then((found) =>
      livingOf(found, askedAt),
    );
    last.set(provider, { askedAt, answer });
    answer.catch(() => last.delete(provider));
    return answer;
  };
}
