import { changePlan, type PlanChange, type PlanPress, planLineOf } from './change-plan.ts';
import { confirm } from './confirm.ts';
import { showAgain } from './look-again.ts';
import type { Confirmation, ConfirmOutcome, PlanOutcome } from './outcome.ts';
import type { Purpose } from './purpose.ts';
import { isGated } from './readiness/judge.ts';
import { CONFIRMATION } from './rows.ts';
import type { LifecyclePorts } from './settings.ts';
import type { ConfirmInput } from './take.ts';
import { endsForGood } from './words.ts';

/** What a person may press on his open plan without confirming it. */
export type PlanWord = 'look again' | 'writes are stopped' | 'purpose';

/** A press that did nothing leaves a line too. */
async function recorded(
  ports: LifecyclePorts,
  word: PlanWord,
  press: PlanPress,
  outcome: PlanOutcome,
): Promise<PlanOutcome> {
  if (outcome.kind === 'plan') return outcome;
  const { objection } = outcome;
  const shown = (await ports.store.read<Confirmation>(CONFIRMATION, press.id))?.value;
  const at = new Date(ports.now()).toISOString();
  const because = 'why' in objection ? { because: objection.why } : {};
  const said = { press: word, why: objection.kind, ...because };
  const line =
    shown === undefined
      ? { type: 'plan.press-refused', at, confirmation: press.id, actor: press.actor.userId, ...said }
      : planLineOf('plan.press-refused', shown, press, ports.now(), said);
  await ports.store.commit([], [line]);
  return outcome;
}

async function pressed(
  ports: LifecyclePorts,
  word: PlanWord,
  press: PlanPress,
  work: () => Promise<PlanOutcome>,
): Promise<PlanOutcome> {
  const reader = await ports.policy.mayRead(press.actor);
  const outcome: PlanOutcome = reader.allowed
    ? await work()
    : { kind: 'objection', objection: { kind: 'not-allowed', why: reader.why } };
  return recorded(ports, word, press, outcome);
}

/** Writes what was said first, if anything, and then shows the plan with it. */
async function said(
  ports: LifecyclePorts,
  press: PlanPress,
  look: boolean,
  change: (confirmation: Confirmation) => PlanChange,
): Promise<PlanOutcome> {
  const changed = await changePlan(ports, press, change);
  return changed.kind === 'objection' ? changed : showAgain(ports, press, changed.confirmation, look);
}

function withPurpose(ports: LifecyclePorts, press: PlanPress, purpose: Purpose) {
  return (confirmation: Confirmation): PlanChange => {
    if (!endsForGood(confirmation.action)) return { why: 'Only an end for good has a purpose to choose.' };
    const after = { ...confirmation, purpose };
    return { after, audit: [planLineOf('plan.purpose', after, press, ports.now(), { purpose })] };
  };
}

/**
 * The second door, with a purpose that was chosen in its form. Where the task is not ready for that, the purpose and what
 * the policy asks of readiness by now stay with the plan, so that its next form asks what they ask.
 */
export async function confirmFor(ports: LifecyclePorts, input: ConfirmInput): Promise<ConfirmOutcome> {
  const outcome = await confirm(ports, input);
  const { purpose } = input;
  if (outcome.kind !== 'objection' || outcome.objection.kind !== 'not-ready') return outcome;
  const { rule } = outcome.objection;
  await changePlan(ports, input, (plan) =>
    plan.readinessRule === rule ? null : { after: { ...plan, readinessRule: rule }, audit: [] },
  );
  if (purpose !== undefined) await changePlan(ports, input, withPurpose(ports, input, purpose));
  return outcome;
}

/** Why the task is ended for good; may be chosen again until the plan is confirmed. */
export function choosePurpose(
  ports: LifecyclePorts,
  press: PlanPress & { readonly purpose: Purpose },
): Promise<PlanOutcome> {
  const choose = withPurpose(ports, press, press.purpose);
  return pressed(ports, 'purpose', press, () => said(ports, press, false, choose));
}

/** The owner of the plan says that the source is no longer written to; the task is read at once. */
export function declareWritesStopped(ports: LifecyclePorts, press: PlanPress): Promise<PlanOutcome> {
  const declare = (confirmation: Confirmation): PlanChange => {
    if (!confirmation.tasks.some((task) => isGated(confirmation.action, task)))
      return { why: 'This plan has nothing to be ready for, so nothing depends on it.' };
    const now = ports.now();
    const after = { ...confirmation, writesStopped: { by: press.actor.userId, at: now } };
    return { after, audit: [planLineOf('plan.writes-stopped', after, press, now)] };
  };
  return pressed(ports, 'writes are stopped', press, () => said(ports, press, true, declare));
}

/** Shows the plan again with what is known by now. */
export function lookAgain(ports: LifecyclePorts, press: PlanPress): Promise<PlanOutcome> {
  return pressed(ports, 'look again', press, () => said(ports, press, true, () => null));
}
