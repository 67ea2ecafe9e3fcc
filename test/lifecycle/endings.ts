import type { Ending } from '../../src/lifecycle/ending.ts';
import { fingerprintOf } from '../../src/lifecycle/fingerprint.ts';
import { dtsTask, READ_AT } from './tasks.ts';

/** An ending whose call was accepted a moment ago. */
export function anEnding(overrides: Partial<Ending> = {}): Ending {
  const task = overrides.task ?? dtsTask();
  const action = overrides.action ?? 'terminate';
  return {
    id: 'e1',
    confirmationId: 'c1',
    action,
    task,
    fingerprint: fingerprintOf(action, task),
    state: 'ending',
    since: READ_AT,
    requester: { userId: 'UALICE', teamId: 'T1', channelId: 'C1' },
    reason: 'cut-over INC-4711',
    confirmedAt: READ_AT,
    known: [],
    approvalsNeeded: 0,
    approvers: [],
    approvals: [],
    approvalExpiresAt: null,
    pressAgain: false,
    decidedBy: null,
    call: { operation: 'StopDtsJob', parameters: { DtsJobId: task.taskId } },
    tries: [{ at: READ_AT, outcome: { kind: 'accepted', requestId: '01B6F25' } }],
    requestId: '01B6F25',
    answeredAt: READ_AT,
    readings: [],
    stillThere: 0,
    slow: false,
    byUs: true,
    why: null,
    earlier: null,
    supersedes: null,
    ...overrides,
  };
}
