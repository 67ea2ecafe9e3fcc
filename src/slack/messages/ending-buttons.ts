import type { KnownBlock } from '@slack/types';
import type { Ending } from '../../lifecycle/ending.ts';
import { waitsForTime } from '../../lifecycle/schedule/schedule.ts';
import { taskKey } from '../../lifecycle/task.ts';
import { ACTION } from '../ids.ts';
import { planButton } from './answer.ts';
import { mayBeReleased } from './ending-after.ts';
import { WORDS } from './ending-title.ts';
import { type ButtonSpec, buttons } from './message.ts';
import { scheduledButtons } from './schedule.ts';

function lookNowButton({ id }: Ending): ButtonSpec {
  return { id: ACTION.lookNow, label: 'Look now', value: id };
}

function approvalButtons(ending: Ending): ButtonSpec[] {
  const label = `Approve and ${WORDS[ending.action].verb} now`;
  return [
    { id: ACTION.approve, label, value: ending.id, style: 'danger' },
    lookNowButton(ending),
    { id: ACTION.reject, label: 'Reject', value: ending.id },
    { id: ACTION.withdraw, label: 'Withdraw', value: ending.id },
  ];
}

/** What can be done about an ending now; a button that no longer counts is gone. */
export function endingButtons(ending: Ending): KnownBlock[] {
  const evidence: ButtonSpec = { id: ACTION.showEvidence, label: 'Show the evidence', value: ending.id };
  const row = (specs: ButtonSpec[]) => buttons(`ending.${ending.id}.${ending.state}`, specs);
  switch (ending.state) {
    case 'awaiting-approval': {
      const schedule = waitsForTime(ending);
      if (schedule !== null) return row(scheduledButtons(ending, schedule));
      if (!ending.pressAgain) return row(approvalButtons(ending));
      return row([
        {
          id: ACTION.confirm,
          label: `Yes, ${WORDS[ending.action].verb} now`,
          value: ending.id,
          style: 'danger',
        },
        lookNowButton(ending),
        { id: ACTION.withdraw, label: 'Withdraw', value: ending.id },
      ]);
    }
    case 'ended':
      return mayBeReleased(ending) && ending.task.billing !== 'subscription'
        ? row([planButton('release', ending.task, 'Plan the release'), evidence])
        : row([evidence]);
    case 'failed':
    case 'refused':
    case 'void':
    case 'expired':
    case 'needs-human':
      return row([
        { id: ACTION.requestPlan, label: 'Look again', value: `${ending.action}:${taskKey(ending.task)}` },
        evidence,
      ]);
    case 'checking':
    case 'executing':
    case 'ending':
    case 'outcome-unknown':
      return [];
    case 'rejected':
    case 'withdrawn':
    case 'vetoed':
      return row([evidence]);
  }
}
