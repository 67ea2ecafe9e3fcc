import type { FreezeWindow } from '../../src/brakes/window.ts';
import { wallAt } from '../../src/times/zone.ts';
import type { Ready } from '../brakes/doors.ts';
import { BOB, HOUR } from '../lifecycle/world.ts';

/** Something that stands against every change from one moment on, and how a person is told of it. */
export interface Obstacle {
  readonly put: (ready: Ready) => Promise<void> | void;
  readonly says: RegExp;
}

const OPEN: FreezeWindow = {
  pace: { kind: 'dates', from: '2026-11-01T00:00', to: '2026-12-01T00:00' },
  zone: 'Europe/Berlin',
  because: 'quiet month',
  accounts: null,
};

/** Puts the task of a door on hold, for some hours or until somebody lifts it. */
export async function hold({ brakes, task, now }: Ready, hours: number | null): Promise<void> {
  const at = now() + (hours ?? 0) * HOUR;
  const until = hours === null ? null : { at, wall: wallAt(at, 'UTC'), zone: 'UTC' };
  const outcome = await brakes.hold({ actor: BOB, task, until, because: 'month end' });
  if (outcome.kind !== 'held') throw new Error(`not held but ${JSON.stringify(outcome)}`);
}

const MAY_NOT = /You may not .*\. The policy allows it to |You are not among those who may approve this/;
const DEACTIVATED = /Only full members of this workspace may use me, and your account is deactivated\./;
const BROKEN = /Nobody may do anything: the configuration could not be read .*policy\[0\]\.who is missing/;
const SILENT = /I could not check .*, because Slack did not answer; nothing is allowed until I can\./;

export const OBSTACLES: Readonly<Record<string, Obstacle>> = {
  'a hold until a time': {
    put: (ready) => hold(ready, 2),
    says: /is on hold until 2026-11-21 \d\d:\d\d UTC: "month end"\. Lift it with: unhold .*\. Held by UBOB\b/,
  },
  'a hold without an end': {
    put: (ready) => hold(ready, null),
    says: /is on hold until somebody lifts it: "month end"\. .* Held by UBOB\b/,
  },
  'the freeze': {
    async put({ brakes }) {
      await brakes.freeze({ actor: BOB, because: 'incident INC-9' });
    },
    says: /Everything is frozen since 2026-11-21 \d\d:\d\d UTC: "incident INC-9"\. Lift it with: unfreeze everything\. Frozen by UBOB\b/,
  },
  'a freeze window': {
    put: ({ windows }) => void windows.push(OPEN),
    says: /A freeze window is open until 2026-12-01 00:00 Europe\/Berlin: "quiet month"\./,
  },
  "a freeze window of the task's account": {
    put: ({ windows, task }) => void windows.push({ ...OPEN, accounts: ['another', task.account] }),
    says: /A freeze window for account (prod-cn|otc) is open until 2026-12-01 00:00 Europe\/Berlin/,
  },
  'a lost right of the person who asked': {
    put: ({ policy, asker }) => policy.dismiss(asker.userId),
    says: MAY_NOT,
  },
  'a lost right of the person who presses': {
    put: ({ policy, presser }) => policy.dismiss(presser.userId),
    says: MAY_NOT,
  },
  'the deactivation of the person who asked': {
    put: ({ policy, asker }) => void policy.kinds.set(asker.userId, 'deactivated'),
    says: DEACTIVATED,
  },
  'the deactivation of the person who presses': {
    put: ({ policy, presser }) => void policy.kinds.set(presser.userId, 'deactivated'),
    says: DEACTIVATED,
  },
  'a rule that denies it by now': {
    put({ policy }) {
      policy.denied = true;
    },
    says: /You may not .*\. Rule 1 of the policy denies it: the auditors are in\./,
  },
  'a rule that counts in another channel by now': {
    put({ policy }) {
      policy.channel = 'C9';
    },
    says: /You may not .* here; the policy allows it to you in C9 only\./,
  },
  'a policy that cannot be read': {
    put({ policy }) {
      policy.broken = true;
    },
    says: BROKEN,
  },
  'a Slack that is silent about people': {
    put({ policy }) {
      policy.silent = 'about people';
    },
    says: SILENT,
  },
  'a Slack that is silent about groups': {
    put({ policy }) {
      policy.silent = 'about groups';
    },
    says: SILENT,
  },
};
