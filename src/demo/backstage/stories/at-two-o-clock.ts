import { DTS } from '../../clouds/alibaba/alibaba-seed.ts';
import { PEOPLE } from '../../slack/seed.ts';
import { watchesTheEnd } from './ending-steps.ts';
import { ALICE, BOB } from './places.ts';
import { callsOf, wasEnding, wasReplied, wasTold } from './predicates.ts';
import type { Story } from './story.ts';
import { dtsTaskOf, seedOf } from './story-seed.ts';

const ORDERS = { id: DTS.orders, name: 'orders-prod' };
const LEDGER = { id: DTS.prePaid, name: 'ledger-prod' };

/** An end that was given a time: it does not come over an empty room, and anybody concerned can stop it. */
export const atTwo: Story = {
  id: 'at-two-o-clock',
  title: "At two o'clock",
  about:
    'An end can be planned for the night: everybody is reminded, one person must be there, and everything is judged again at its time.',
  seed: () => seedOf({ dts: [dtsTaskOf(ORDERS.id), dtsTaskOf(LEDGER.id)] }),
  steps: [
    {
      ...ALICE,
      say: 'Ask for the plan of an end in two minutes; in earnest you would type "at 02:00 Europe/Berlin".',
      type: `/dts terminate ${ORDERS.name} in 2m because cut-over INC-4711`,
      see: 'The plan begins with the time, in your zone and in UTC, and says that one of you must be there.',
      done: (seen) =>
        wasTold(seen, PEOPLE.alice, 'END FOR GOOD AT ') || wasEnding(seen, ORDERS.id, 'terminate'),
    },
    {
      ...ALICE,
      say: 'Press "Schedule the end of orders-prod", type orders-prod as the task, and press "Schedule the end".',
      see: 'The channel reads "SCHEDULED FOR" and the time. In its thread is the reminder, which comes ten minutes before: here, at once.',
      done: (seen) =>
        wasEnding(seen, ORDERS.id, 'terminate', 'awaiting-approval') &&
        wasReplied(seen, `<@${PEOPLE.alice}>`, 'orders-prod ends at'),
    },
    {
      ...BOB,
      say: 'Be Bob, who did not ask but may end it too, and press "I am here" before two minutes are over.',
      see: 'Everybody reads that Bob is here. Had nobody pressed it, the end would lapse, and nothing would be changed.',
      done: (seen) => wasReplied(seen, `<@${PEOPLE.bob}> is here`),
    },
    {
      ...watchesTheEnd(ORDERS),
      say: 'Wait for the time: everything is judged again, and the end comes by itself.',
      see: 'The same message becomes "ENDED: orders-prod", asked once; the checklist "CLEAN-UP orders-prod" follows.',
    },
    {
      ...ALICE,
      say: 'Now try the veto: plan another end, press "Schedule the end of ledger-prod", type its name, and press "Schedule the end". Then press "Veto" in the channel.',
      type: `/dts terminate ${LEDGER.name} in 1h because month end`,
      see: 'VETOED: ledger-prod. Whoever asked, may end, approve or hold it can do that until its time, in one press.',
      done: (seen) => wasEnding(seen, LEDGER.id, 'terminate', 'vetoed') && callsOf(seen, 'StopDtsJob') === 1,
    },
  ],
};
