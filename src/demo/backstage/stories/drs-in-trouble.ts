import { DRS } from '../../clouds/drs/drs-seed.ts';
import { PEOPLE } from '../../slack/seed.ts';
import { ALICE, BOB } from './places.ts';
import { callsOf, isOver, itemWas, wasEnding, wasTold } from './predicates.ts';
import type { Story } from './story.ts';
import { drsTaskOf, seedOf } from './story-seed.ts';

const ID = DRS.crm;
const FORCE = 'force-terminate';

/** A DRS task that cannot be stopped the ordinary way, and what a forced end loses. */
export const drsInTrouble: Story = {
  id: 'drs-in-trouble',
  title: 'A DRS task in trouble',
  about:
    'A forced end loses triggers and events: the bot never chooses it by itself, asks a second person, and keeps what was lost on the list.',
  seed: () => seedOf({ drs: [drsTaskOf(ID)] }),
  steps: [
    {
      ...ALICE,
      say: 'Try to stop it the ordinary way.',
      type: '/drs terminate DRS-crm because source dead, INC-4712',
      see: 'It is refused: "CANNOT STOP NORMALLY: DRS-crm". Way 1 keeps triggers and events, way 2 loses them.',
      done: (seen) => wasTold(seen, PEOPLE.alice, 'CANNOT STOP NORMALLY: DRS-crm'),
    },
    {
      ...ALICE,
      say: 'The source is dead, so press "Plan the forced end".',
      see: 'Another plan, "END BY FORCE, FOR GOOD: DRS-crm", says what is lost, and that one of the leads must agree.',
      done: (seen) =>
        wasTold(seen, PEOPLE.alice, 'END BY FORCE, FOR GOOD: DRS-crm') || wasEnding(seen, ID, FORCE),
    },
    {
      ...ALICE,
      say: 'Press "End by force DRS-crm", type DRS-crm as the task, and press "End by force".',
      see: 'The channel reads "ENDING BY FORCE? WAITING FOR AGREEMENT: DRS-crm". Nothing has been changed.',
      done: (seen) => wasEnding(seen, ID, FORCE, 'awaiting-approval'),
    },
    {
      ...BOB,
      say: 'Be Bob, a lead, and press "Approve and end by force now".',
      see: 'The message becomes "ENDED BY FORCE: DRS-crm", asked by Alice, agreed by Bob; the checklist follows.',
      done: (seen) =>
        callsOf(seen, 'batch-jobs') === 1 &&
        isOver(seen, ID) &&
        wasEnding(seen, ID, FORCE, 'ended') &&
        itemWas(seen, ID, 'triggers', 'BY HAND'),
    },
    {
      ...ALICE,
      say: 'Create the triggers on the destination, then press "Sign off" under "triggers", and say so.',
      see: 'That item is SIGNED OFF, with your name; until then it stood first, as urgent.',
      done: (seen) => itemWas(seen, ID, 'triggers', 'SIGNED OFF'),
    },
    {
      ...ALICE,
      say: 'Do the same for "events", whose on/off status is never carried over.',
      see: 'Both are SIGNED OFF. What else stays, such as a rule open to the world, stays on the list until somebody answers for it.',
      done: (seen) => itemWas(seen, ID, 'events', 'SIGNED OFF'),
    },
  ],
};
