/*
 * What the product promises for each cell of the table, written from the design (section 2 and 5), from the issue
 * "Judgement" and from the manuals' lists of states: words only. Nothing of the product is used here.
 */

export const ACTIONS = ['terminate', 'force-terminate', 'release', 'pause', 'resume'] as const;
export type Action = (typeof ACTIONS)[number];

export const STAGES = [
  'creating',
  'create-failed',
  'configuring',
  'waiting',
  'starting',
  'start-failed',
  'full-load',
  'running',
  'retrying',
  'failed',
  'paused',
  'changing',
  'change-failed',
  'repairing',
  'repair-failed',
  'locked',
  'ending',
  'end-failed',
  'ended',
  'gone',
  'sub-task',
  'unknown',
] as const;
export type Stage = (typeof STAGES)[number];

export const KINDS = [
  'dts migration',
  'dts synchronisation',
  'dts change-tracking',
  'drs migration',
  'drs synchronisation',
  'drs disaster-recovery',
] as const;
export type KindOfTask = (typeof KINDS)[number];

/** Where a command or a click happens. The rules of the table count in one channel. */
export const PLACES = ['the channel of the rule', 'another channel', 'no channel'] as const;
export type Place = (typeof PLACES)[number];

/** Who asks: what Slack knows of the person, and whether the rules name the person for these actions. */
export const ROLES = {
  'a named user': { is: 'a member', named: true },
  'a member of the named group': { is: 'a member', named: true },
  'a DBA lead who may freeze': { is: 'a member', named: true },
  'a member of no group': { is: 'a member', named: false },
  'an approver only': { is: 'a member', named: false },
  'a guest of several channels, in the group': { is: 'a guest', named: true },
  'a guest of one channel, by name': { is: 'a guest', named: true },
  'a deactivated member of the group': { is: 'deactivated', named: true },
  'a bot, by name': { is: 'a bot', named: true },
  'a person of another workspace, in the group': { is: 'a stranger', named: true },
  'a person of a shared channel, by name': { is: 'a stranger', named: true },
  'somebody whom Slack does not know': { is: 'not known', named: true },
  'somebody about whom Slack is silent': { is: 'not known', named: true },
} as const;
export type Role = keyof typeof ROLES;

export const READINESS = ['fine', 'not known', 'against, and known', 'against, and not known'] as const;
export type Ready = (typeof READINESS)[number];
export type RuleOfReadiness = 'shown' | 'required';

type Row = { readonly may: readonly Stage[]; readonly done: readonly Stage[] };
const NEVER: Row = { may: [], done: [] };

const DTS: Readonly<Record<Action, Row>> = {
  terminate: {
    may: ['full-load', 'running', 'retrying', 'failed', 'paused', 'change-failed'],
    done: ['ended', 'gone'],
  },
  'force-terminate': NEVER,
  release: {
    may: ['configuring', 'waiting', 'start-failed', 'failed', 'paused', 'change-failed', 'ended'],
    done: ['gone'],
  },
  pause: { may: ['full-load', 'running'], done: ['paused', 'ended', 'gone'] },
  resume: {
    may: ['waiting', 'start-failed', 'failed', 'paused', 'change-failed'],
    done: ['starting', 'full-load', 'running'],
  },
};

/** It can only be released, while it runs as well, and is listed as over once it was. */
const DTS_TRACKING: Readonly<Record<Action, Row>> = {
  terminate: { may: [], done: ['ended', 'gone'] },
  'force-terminate': NEVER,
  release: {
    may: [
      'configuring',
      'waiting',
      'start-failed',
      'full-load',
      'running',
      'retrying',
      'failed',
      'paused',
      'change-failed',
    ],
    done: ['ended', 'gone'],
  },
  pause: { may: [], done: ['ended', 'gone'] },
  resume: DTS.resume,
};

const DRS: Readonly<Record<Action, Row>> = {
  terminate: {
    may: ['creating', 'configuring', 'waiting', 'full-load', 'running', 'paused'],
    done: ['ending', 'ended', 'gone'],
  },
  'force-terminate': {
    may: ['start-failed', 'failed', 'repair-failed', 'end-failed'],
    done: ['ended', 'gone'],
  },
  release: NEVER,
  pause: { may: ['full-load', 'running'], done: ['paused', 'ending', 'ended', 'gone'] },
  resume: { may: ['failed', 'paused'], done: ['starting', 'full-load', 'running'] },
};

/** Six states of its own to stop in, and no pause. */
const DRS_RECOVERY: Readonly<Record<Action, Row>> = {
  ...DRS,
  terminate: { ...DRS.terminate, may: ['creating', 'configuring', 'full-load', 'running', 'paused'] },
  pause: { ...DRS.pause, may: [] },
};

const BOOK: Readonly<Record<KindOfTask, Readonly<Record<Action, Row>>>> = {
  'dts migration': DTS,
  'dts synchronisation': DTS,
  'dts change-tracking': DTS_TRACKING,
  'drs migration': DRS,
  'drs synchronisation': DRS,
  'drs disaster-recovery': DRS_RECOVERY,
};

export interface Cell {
  readonly role: Role;
  readonly place: Place;
  readonly action: Action;
  readonly kind: KindOfTask;
  readonly stage: Stage;
  readonly ready: Ready;
  readonly rule: RuleOfReadiness;
}

/** Whose fault a refusal is: the person's, Slack's, the task's, the place's, or the rules'. */
export type Because = 'no member' | 'not checked' | 'the task' | 'the place' | 'no right';

export type Expected =
  | { readonly kind: 'refused'; readonly because: Because; readonly nothingToDo: boolean }
  | {
      readonly kind: 'plan';
      /** What holds a person up on the way who does one thing more each time, in this order. */
      readonly hurdles: readonly Hurdle[];
      /** Others who must agree; `null` where it never comes to that. */
      readonly others: number | null;
    };

export type Hurdle = 'name-needed' | 'wrong-name' | 'not-ready' | 'reason-needed';

/** Is readiness judged: does this end cut off something that copies? */
export function isJudged({ action, kind, stage }: Pick<Cell, 'action' | 'kind' | 'stage'>): boolean {
  const endsIt = action === 'terminate' || action === 'force-terminate' || action === 'release';
  return endsIt && kind !== 'dts change-tracking' && (stage === 'full-load' || stage === 'running');
}

function refused(because: Because, nothingToDo = false): Expected {
  return { kind: 'refused', because, nothingToDo };
}

function planned(cell: Cell): Expected {
  const { action, ready, rule } = cell;
  const typed = action !== 'pause' && action !== 'resume';
  const names: readonly Hurdle[] = typed ? ['name-needed', 'wrong-name'] : [];
  // Force asks for one other person in the rules of the table.
  const others = action === 'force-terminate' ? 1 : 0;
  const measured = ready === 'against, and known' || ready === 'against, and not known';
  const stands = isJudged(cell) && (measured || (rule === 'required' && ready === 'not known'));
  if (!stands) return { kind: 'plan', hurdles: names, others };
  if (ready === 'against, and not known')
    return { kind: 'plan', hurdles: [...names, 'not-ready'], others: null };
  if (rule === 'shown') return { kind: 'plan', hurdles: [...names, 'not-ready'], others };
  return { kind: 'plan', hurdles: [...names, 'not-ready', 'reason-needed'], others: others + 1 };
}

/** Why a person may not work on a clean-up at a place; `null` where he may. The task is over, so it has no say. */
export function againstCleanup(role: Role, place: Place): Because | null {
  const { is, named } = ROLES[role];
  if (is === 'not known') return 'not checked';
  if (is !== 'a member') return 'no member';
  if (!named) return 'no right';
  return place === 'the channel of the rule' ? null : 'the place';
}

/** What must come of a cell: who does not count is told so first, then what the task says, then the rules. */
export function expected(cell: Cell): Expected {
  const { is, named } = ROLES[cell.role];
  if (is === 'not known') return refused('not checked');
  if (is !== 'a member') return refused('no member');
  const { may, done } = BOOK[cell.kind][cell.action];
  if (done.includes(cell.stage)) return refused('the task', true);
  if (!may.includes(cell.stage)) return refused('the task');
  if (!named) return refused('no right');
  return cell.place === 'the channel of the rule' ? planned(cell) : refused('the place');
}
