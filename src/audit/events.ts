import type { AuditEvent } from '../lifecycle/ports.ts';

/** Every type of event in the audit trail, with its meaning. */
export const AUDIT_EVENTS = {
  'plan.shown': 'A person was shown what an action would do, and may confirm it.',
  'plan.purpose': 'The owner of an open plan said why the task is ended.',
  'plan.writes-stopped': 'The owner of an open plan said that the source is no longer written to.',
  'plan.shown-again':
    'An open plan was shown with what was known by then; the same confirmation, bound as before.',
  'plan.press-refused':
    'A press on an open plan was refused; `press` says which one, `why` and `because` why not. Nothing was changed.',
  'request.refused': 'A request was refused before anybody could confirm it; `why` has the reason.',
  'confirm.refused':
    'A press did not confirm: another person, too late, no right, or a wrong name; nothing was used up.',
  'ending.approval-refused': 'A press on Approve did not count; `why` has the reason.',
  'ending.look-refused': 'A press on Look now showed nothing; `why` has the reason.',
  'ending.rejection-refused': 'A press on Reject did not count; `why` has the reason.',
  'ending.withdrawal-refused': 'A press on Withdraw did not count; `why` has the reason.',
  'ending.presence-refused': 'A press on "I am here" did not count; `why` has the reason.',
  'ending.veto-refused': 'A press on Veto did not count; `why` has the reason.',
  'ending.confirmed': 'A person confirmed the plan; its confirmation is used up, the task is taken.',
  'ending.awaiting-approval': 'Other people must agree before anything is sent.',
  'ending.scheduled': 'It was looked at and judged once, and waits for its time; `schedule` says which.',
  'ending.reminded':
    'Ten minutes before its time people were reminded, and told what stood against it; `lines` is the plan as it was then.',
  'ending.present': 'A person who is concerned said to be there for it.',
  'ending.vetoed': 'A person stopped it before its time; nothing was sent.',
  'ending.due': 'Its time has come, with everybody who is needed; it is looked at once more before the call.',
  'ending.looked':
    'A person looked at a plan that waits for others, and saw what differs from what was shown. Nothing was changed.',
  'ending.approved':
    'One of the people who may approve agreed to what `fingerprint` and `readiness` say: the task as it was then.',
  'ending.waits-again':
    'More people must agree than had seemed: the agreement of those in `lost` counts no more, or the policy asks for more.',
  'ending.rejected': 'One of the people who may approve said no; nothing was sent.',
  'ending.withdrawn': 'The person who asked took it back; nothing was sent.',
  'ending.expired': 'Nobody agreed, or nobody was there, in time; nothing was sent.',
  'ending.checking': 'The task is being looked at once more before the call.',
  'ending.refused': 'The rules, or a failed look, said no at the last check; nothing was sent.',
  'ending.void': 'The task had changed since the plan was shown; nothing was sent.',
  'ending.executing': 'What will be sent is on record here, in `call`, before it is sent.',
  'ending.sent': 'One try at the call is over; `outcome` says how it came out.',
  'ending.answered': 'The cloud took the call; the end of the task is now observed.',
  'ending.ending': 'A reading showed that the cloud is ending the task.',
  'ending.failed': 'The cloud refused the call, or could not end the task.',
  'ending.outcome-unknown':
    'Nobody knows whether the call took effect; the cloud is read, never called again.',
  'ending.slow': 'The end takes longer than the configured time; looking goes on.',
  'ending.ended': 'The cloud shows that the task is over; `byUs` is false where it was over before our call.',
  'ending.needs-human': 'Reading could not decide, or the call hangs; a person must.',
  'checklist.opened':
    'What the ended task leaves to clean up was listed; `byUs` is false where a person (`actor`) asked for it after an end elsewhere.',
  'checklist.looked':
    'A look at the clouds changed something, or was the first; each item before and after, and where other tasks were sought.',
  'checklist.signed-off': 'A named person took responsibility for one item of the clean-up.',
  'checklist.removal-shown': 'A person was shown what a removal would take away, to the letter.',
  'checklist.removal-refused':
    'A press did not ask for a removal, or did not confirm one; `why` has the reason. Nothing was used up.',
  'checklist.press-refused':
    'Another press on a checklist was refused; `press` says which one, `why` has the reason.',
  'checklist.removal-confirmed': 'A person confirmed exactly what was shown; the question is used up.',
  'checklist.removal-agreed': 'One of several people that the policy asks for confirmed the same value.',
  'checklist.removing': 'An item was taken to be removed, with its full old value in `before`.',
  'checklist.removal-intent': 'What will be sent is on record here, in `call`, before it is sent.',
  'checklist.removal-answered': 'One try at the call is over; `outcome` says how it came out.',
  'checklist.removal-not-done':
    'Nothing was changed: something was not as it was shown, or the cloud said no.',
  'checklist.undo-intent': 'What will be sent to put the old value back is on record before it is sent.',
  'checklist.undo-answered': 'One try at putting it back is over; `outcome` says how it came out.',
  'checklist.taken-over': 'A person took a checklist over from another.',
  'checklist.snoozed': 'A person asked for no reminder before a day.',
  'checklist.reminded': 'The owner of open items was reminded.',
  'audit.head':
    'Once a day: how far the chain had come, as it was also told to the channel and to standard output.',
  'hold.set':
    'A person put a task on hold, both directions; `before` is the shorter hold that it took the place of.',
  'hold.lifted': 'A person took a hold off before its time; `by` is who had set it.',
  'hold.over': 'The time of a hold was over. It had not counted since `until`.',
  'freeze.set': 'A person froze everything: nothing is changed in any cloud.',
  'freeze.lifted': 'A person lifted the freeze; `by` is who had set it.',
  'brake.refused':
    'Somebody tried to set or lift a hold or the freeze, and was refused; `why` has the reason.',
  'store.restored':
    'The document was older than the log, as after a restored backup; the chain goes on from the log.',
} as const satisfies Record<string, string>;

export type AuditEventType = keyof typeof AUDIT_EVENTS;

/**
 * An event as it stands in the log: its number (from 1, without gaps), the hash of the line before it, its own
 * hash, and when it was written. `at` is when it happened; both times are ISO 8601, UTC.
 */
export interface AuditLine extends AuditEvent {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly written: string;
}

/** The fields the store adds; an event that brings its own is refused. */
export const ADDED_FIELDS = ['seq', 'prev', 'hash', 'written'] as const;
