import type { BrakeRoom } from '../../src/brakes/brakes.ts';
import type { FreezeWindow } from '../../src/brakes/window.ts';
import type { RemovalOutcome } from '../../src/cleanup/outcome.ts';
import type { RequestOutcome } from '../../src/lifecycle/outcome.ts';
import type { Actor, AuditEvent, CallOutcome } from '../../src/lifecycle/ports.ts';
import { type Action, type Task, taskKey } from '../../src/lifecycle/task.ts';
import { desk, group, item } from '../cleanup/desk.ts';
import { House } from '../judgement/house.ts';
import { type Planned, planIn, planned, timeIn } from '../lifecycle/schedule/planned.ts';
import { drsTask, dtsTask, twoWayTask } from '../lifecycle/tasks.ts';
import { ALICE, BOB, HOUR, MINUTE, world } from '../lifecycle/world.ts';

/** Puts what stands against it in the way, at the moment that the door is about. */
type PutOn = () => Promise<void>;

/** A door that stands ready: everything before it has been done. */
export interface Ready {
  readonly brakes: BrakeRoom;
  readonly windows: FreezeWindow[];
  readonly task: Task;
  /** The real policy, which judges from here on. */
  readonly policy: House;
  /** Who asked for it, and who presses at this door. */
  readonly asker: Actor;
  readonly presser: Actor;
  readonly audit: readonly AuditEvent[];
  readonly now: () => number;
  /** Goes through the door, and returns what was said there. */
  readonly go: (putOn: PutOn) => Promise<string>;
  /** How many calls that change a cloud have been sent. */
  readonly calls: () => number;
}

export interface Door {
  readonly make: () => Promise<Ready>;
  /** Calls that were sent before anything stood against it. */
  readonly before?: number;
  /** Calls when nothing stands in the way. */
  readonly open: number;
}

const CANNOT_DELETE: CallOutcome = {
  kind: 'refused',
  code: 'InvalidSecurityIPs.NotFound',
  message: 'a group cannot be deleted',
  requestId: null,
  permission: null,
};
const BUSY: CallOutcome = { kind: 'throttled', code: 'Throttling', retryAfterMs: 1_000 };

/** Only the first time does anything. */
function once(putOn: PutOn): PutOn {
  let done: Promise<void> | null = null;
  return () => {
    done ??= putOn();
    return done;
  };
}

type Night = ReturnType<typeof world>;

function nightly(night: Night, task: Task, go: Ready['go'], presser = ALICE): Ready {
  const { brakes, windows, now, dts, drs } = night;
  return {
    brakes,
    windows,
    task,
    policy: new House(night.policy),
    asker: ALICE,
    presser,
    audit: night.store.audit,
    now,
    go,
    calls: () => dts.sends.length + drs.sends.length,
  };
}

function saidBy(outcome: RequestOutcome): string {
  return outcome.kind === 'refused' ? outcome.why : outcome.kind;
}

/** What became of it: the objection, or why the endings came to their state. */
function saidAfter(outcome: Awaited<ReturnType<Night['lifecycle']['confirm']>>): string {
  if (outcome.kind === 'taken') return outcome.endings.map(({ state, why }) => why ?? state).join(' ');
  return 'why' in outcome.objection ? outcome.objection.why : outcome.objection.kind;
}

function requested(action: Action, task: Task, show: (night: Night) => void = () => undefined): Door {
  return {
    open: 0,
    async make() {
      const night = world();
      show(night);
      return nightly(night, task, async (putOn) => {
        await putOn();
        return saidBy(await night.ask(action, task.taskId));
      });
    },
  };
}

function confirmed(action: Action, task: Task, show: (night: Night) => void = () => undefined): Door {
  return {
    open: 1,
    async make() {
      const night = world();
      show(night);
      const { id } = await night.plan(action, task.taskId);
      return nightly(night, task, async (putOn) => {
        await putOn();
        return saidAfter(await night.lifecycle.confirm({ id, actor: ALICE, typed: null }));
      });
    },
  };
}

const PAUSED = { stage: 'paused', status: 'Suspending' } as const;
const OVER = { stage: 'ended', status: 'Finished' } as const;
const TROUBLE = { stage: 'failed', status: 'INCRE_TRANSFER_FAILED' } as const;
const [THERE, BACK] = [twoWayTask('forward'), twoWayTask('reverse')];

async function bothDirections(): Promise<Ready> {
  const night = world();
  night.dts.show(THERE, BACK);
  const key = taskKey(THERE).replace(/forward$/, 'both');
  const asked = await night.lifecycle.request({
    action: 'terminate',
    target: { kind: 'key', key },
    actor: ALICE,
    reason: null,
  });
  if (asked.kind !== 'plan') throw new Error(`no plan but ${asked.kind}`);
  // A hold is put on the one direction, and the other is asked about first.
  return nightly(night, BACK, async (putOn) => {
    await putOn();
    const { id } = asked.confirmation;
    return saidAfter(await night.lifecycle.confirm({ id, actor: ALICE, typed: null }));
  });
}

async function byModal(at: 'opening' | 'sending in'): Promise<Ready> {
  const night = world();
  night.policy.confirm = 'type-name';
  const { id } = await night.plan();
  return nightly(night, dtsTask(), async (putOn) => {
    if (at === 'opening') await putOn();
    const opened = await night.lifecycle.precheck({ id, actor: ALICE, typed: null });
    if (opened !== null) return 'why' in opened ? opened.why : opened.kind;
    if (at === 'sending in') await putOn();
    const typed = { name: 'orders-prod', reason: 'cut-over' };
    return saidAfter(await night.lifecycle.confirm({ id, actor: ALICE, typed }));
  });
}

async function lastApproval(): Promise<Ready> {
  const night = world();
  night.policy.approvals = 1;
  const { id } = await night.end();
  const go: Ready['go'] = async (putOn) => {
    await putOn();
    const outcome = await night.lifecycle.approve({ id, actor: BOB });
    return outcome.kind === 'refused' ? outcome.why : (outcome.ending.why ?? outcome.ending.state);
  };
  return nightly(night, dtsTask(), go, BOB);
}

async function pressAgain(): Promise<Ready> {
  const night = world({ approvalMs: 5 * HOUR });
  night.policy.approvals = 1;
  const { id } = await night.end();
  night.pass(20 * MINUTE);
  await night.lifecycle.approve({ id, actor: BOB });
  return nightly(night, dtsTask(), async (putOn) => {
    await putOn();
    return saidAfter(await night.lifecycle.confirm({ id, actor: ALICE, typed: null }));
  });
}

/** The brake is put on while a look, the first or one after it, or a call that comes to nothing is on its way. */
async function meanwhile(what: 'look' | 'send', approvals: number, after = 0): Promise<Ready> {
  const night = world();
  night.policy.approvals = approvals;
  const { id } = await night.plan();
  const waiting = approvals === 0 ? null : await night.press(id);
  if (what === 'send') night.dts.answers = [BUSY];
  return nightly(night, dtsTask(), async (putOn) => {
    const put = once(putOn);
    let left = after;
    night.dts.meanwhile = async (now) => {
      if (now !== what) return;
      left -= 1;
      if (left < 0) await put();
    };
    if (waiting === null) return saidAfter(await night.lifecycle.confirm({ id, actor: ALICE, typed: null }));
    const outcome = await night.lifecycle.approve({ id: waiting.id, actor: BOB });
    return outcome.kind === 'refused' ? outcome.why : (outcome.ending.why ?? outcome.ending.state);
  });
}

/** What became of a scheduled end: why it came to its state, or the state. */
async function saidOfScheduled({ night, ending }: Planned): Promise<string> {
  await night.keepTime();
  const { why, state } = await ending();
  return why ?? state;
}

/** It comes in the way right before the time of a scheduled end, or while its last look or a call is under way. */
async function atItsTime(when: 'before' | 'look' | 'send', approvals: number): Promise<Ready> {
  const one = await planned((night) => {
    night.policy.approvals = approvals;
  }, 20 * MINUTE);
  const { night, id } = one;
  if (approvals > 0) await night.lifecycle.approve({ id, actor: BOB });
  await one.until(5 * MINUTE);
  await night.lifecycle.sayPresent({ id, actor: ALICE });
  if (when === 'send') night.dts.answers = [BUSY];
  return nightly(night, dtsTask(), async (putOn) => {
    const put = once(putOn);
    night.pass(5 * MINUTE);
    if (when === 'before') await put();
    else
      night.dts.meanwhile = async (now) => {
        if (now === when) await put();
      };
    return saidOfScheduled(one);
  });
}

async function requestedForATime(): Promise<Ready> {
  const night = world();
  return nightly(night, dtsTask(), async (putOn) => {
    await putOn();
    return saidBy(await night.ask('terminate', 'orders-prod', ALICE, timeIn(night, 30 * MINUTE)));
  });
}

async function confirmedForATime(): Promise<Ready> {
  const night = world();
  const { id } = await planIn(night, 30 * MINUTE);
  return nightly(night, dtsTask(), async (putOn) => {
    await putOn();
    return saidAfter(await night.lifecycle.confirm({ id, actor: ALICE, typed: null }));
  });
}

async function approvedForATime(): Promise<Ready> {
  const { night, id } = await planned((one) => {
    one.policy.approvals = 1;
  }, 30 * MINUTE);
  const go: Ready['go'] = async (putOn) => {
    await putOn();
    const outcome = await night.lifecycle.approve({ id, actor: BOB });
    return outcome.kind === 'refused' ? outcome.why : (outcome.ending.why ?? outcome.ending.state);
  };
  return nightly(night, dtsTask(), go, BOB);
}

type Desk = ReturnType<typeof desk>;

function tidy(at: Desk, go: Ready['go']): Ready {
  const { brakes, windows, now, dts } = at;
  return {
    brakes,
    windows,
    task: dtsTask(),
    policy: new House(at.policy),
    asker: ALICE,
    presser: ALICE,
    audit: at.store.audit,
    now,
    go,
    calls: () => dts.changes.length,
  };
}

function saidOf(outcome: RemovalOutcome): string {
  if (outcome.kind === 'carried-out') return outcome.results.map(({ words }) => words).join(' ');
  return outcome.kind === 'refused' ? outcome.why : outcome.kind;
}

async function leftBehind() {
  const at = desk();
  at.dts.leftovers = [group('rm-bp1162', 'dts_a'), group('rm-bp1162', 'dts_b')];
  const checklist = await at.open(dtsTask());
  return { at, checklist, itemId: item(checklist, 'dts_a').id };
}

async function removal(which: 'one' | 'all', step: 'asking' | 'confirming'): Promise<Ready> {
  const { at, checklist, itemId } = await leftBehind();
  const input = { checklistId: checklist.id, itemId: which === 'one' ? itemId : null, actor: ALICE };
  return tidy(at, async (putOn) => {
    if (step === 'asking') await putOn();
    const asked = await at.cleanup.askRemoval(input);
    if (asked.kind === 'refused') return asked.why;
    if (step === 'asking') return 'asked';
    await putOn();
    return saidOf(await at.confirm(asked.ask.id));
  });
}

/** It comes in the way while the last look, or a call that comes to nothing, is under way. */
async function removalMeanwhile(what: 'look' | 'call' | 'no'): Promise<Ready> {
  const { at, checklist, itemId } = await leftBehind();
  const { id } = await at.ask(checklist.id, itemId);
  if (what === 'call') at.dts.answers = [BUSY];
  if (what === 'no') at.dts.answers = [CANNOT_DELETE];
  return tidy(at, async (putOn) => {
    const put = once(putOn);
    if (what === 'look') at.dts.onSee = put;
    else at.dts.onChange = put;
    return saidOf(await at.confirm(id));
  });
}

async function undone(when: 'before' | 'at the look' | 'at the call'): Promise<Ready> {
  const { at, checklist, itemId } = await leftBehind();
  await at.remove(checklist, 'dts_a');
  if (when === 'at the call') at.dts.answers = [BUSY];
  return tidy(at, async (putOn) => {
    const put = once(putOn);
    if (when === 'before') await put();
    if (when === 'at the look') at.dts.onSee = put;
    if (when === 'at the call') at.dts.onChange = put;
    const outcome = await at.cleanup.undo({ itemId, actor: ALICE, reason: 'orders are down' });
    return outcome.kind === 'refused' ? outcome.why : outcome.words;
  });
}

const dts = (change: Partial<Task>) => (night: Night) => night.dts.change(dtsTask(), change);
const drs = (change: Partial<Task>) => (night: Night) => night.drs.change(drsTask(), change);

/** Every way in which a person can have a cloud changed. */
export const DOORS: Readonly<Record<string, Door>> = {
  'a request to end': requested('terminate', dtsTask()),
  'a request to pause': requested('pause', dtsTask()),
  'a request to resume': requested('resume', dtsTask(), dts(PAUSED)),
  'a request to release': requested('release', dtsTask(), dts(OVER)),
  'a request to end by force': requested('force-terminate', drsTask(), drs(TROUBLE)),
  'the button that ends': confirmed('terminate', dtsTask()),
  'the button that pauses': confirmed('pause', dtsTask()),
  'the button that resumes': confirmed('resume', dtsTask(), dts(PAUSED)),
  'the button that releases': confirmed('release', dtsTask(), dts(OVER)),
  'the button that ends by force': confirmed('force-terminate', drsTask(), drs(TROUBLE)),
  'the button that stops a DRS task': confirmed('terminate', drsTask()),
  'the button that ends both directions': { open: 2, make: bothDirections },
  // A form must open within three seconds, so that rights are asked when it is sent in.
  'the button that opens the form': { open: 1, make: () => byModal('opening') },
  'the form with the typed name': { open: 1, make: () => byModal('sending in') },
  'the last approval': { open: 1, make: lastApproval },
  'the press that is asked for again': { open: 1, make: pressAgain },
  'the last look after a confirmation': { open: 1, make: () => meanwhile('look', 0) },
  'the look that comes with the last approval': { open: 1, make: () => meanwhile('look', 1) },
  'the last look after the last approval': { open: 1, make: () => meanwhile('look', 1, 1) },
  'the second try after a call that was not taken': {
    before: 1,
    open: 2,
    make: () => meanwhile('send', 0),
  },
  'the second try after the last approval': { before: 1, open: 2, make: () => meanwhile('send', 1) },
  'a request to end at a time': { open: 0, make: requestedForATime },
  'the button that schedules an end': { open: 0, make: confirmedForATime },
  'an approval of a scheduled end': { open: 0, make: approvedForATime },
  'the time of a scheduled end': { open: 1, make: () => atItsTime('before', 0) },
  'the time of a scheduled end that others agreed to': { open: 1, make: () => atItsTime('before', 1) },
  'the last look at the time of a scheduled end': { open: 1, make: () => atItsTime('look', 0) },
  'the second try of a scheduled end': { before: 1, open: 2, make: () => atItsTime('send', 0) },
  'asking to remove one item': { open: 0, make: () => removal('one', 'asking') },
  'asking to remove all safe ones': { open: 0, make: () => removal('all', 'asking') },
  'the removal of one item': { open: 1, make: () => removal('one', 'confirming') },
  'the removal of all safe ones': { open: 2, make: () => removal('all', 'confirming') },
  'the last look before a removal': { open: 1, make: () => removalMeanwhile('look') },
  'emptying a group that cannot be deleted': { before: 1, open: 2, make: () => removalMeanwhile('no') },
  'the second try of a removal': { before: 1, open: 2, make: () => removalMeanwhile('call') },
  'putting a removal back': { before: 1, open: 2, make: () => undone('before') },
  'the last look before putting back': { before: 1, open: 2, make: () => undone('at the look') },
  'the second try of putting back': { before: 2, open: 3, make: () => undone('at the call') },
};
