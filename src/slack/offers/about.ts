import type { ConfirmOutcome, PlanOutcome, RequestOutcome } from '../../lifecycle/outcome.ts';
import type { About } from './deed-of-button.ts';

/** What the answer to a request for a plan is about. */
export function aboutRequest(outcome: RequestOutcome): About {
  switch (outcome.kind) {
    case 'plan':
      return { tasks: outcome.plan.tasks };
    case 'refused':
      return { tasks: outcome.task === null ? [] : [outcome.task] };
    case 'choose-task':
    case 'choose-direction':
      return { tasks: outcome.tasks };
    case 'nothing-found':
      return {};
  }
}

/** What the answer to a press that confirms is about. */
export function aboutConfirm(outcome: ConfirmOutcome): About {
  if (outcome.kind === 'taken') return {};
  const { objection } = outcome;
  if (objection.kind === 'expired') return { plan: objection.confirmation };
  return objection.kind === 'not-yours' ? { tasks: [objection.task] } : {};
}

/** What the answer to a press on an open plan is about. */
export function aboutOpenPlan(outcome: PlanOutcome): About {
  return outcome.kind === 'objection'
    ? aboutConfirm(outcome)
    : { tasks: outcome.plan.tasks, plan: outcome.confirmation };
}
