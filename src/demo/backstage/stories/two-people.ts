import { DTS } from '../../clouds/alibaba/alibaba-seed.ts';
import { PEOPLE } from '../../slack/seed.ts';
import { ALICE, BOB } from './places.ts';
import { wasEnding, wasTold } from './predicates.ts';
import type { Story } from './story.ts';
import { dtsTaskOf, seedOf } from './story-seed.ts';

const ID = DTS.finished;

/** A release that needs the agreement of somebody else. */
export const twoPeople: Story = {
  id: 'two-people',
  title: 'Two people',
  about:
    'Some deeds need a second person: nobody can agree with themselves, and a no with its reason is for all to read.',
  seed: () => seedOf({ dts: [dtsTaskOf(ID)] }),
  steps: [
    {
      ...ALICE,
      say: 'Ask for the release of a task that has ended.',
      type: '/dts release wiki-moved because it is billed for nothing',
      see: 'The plan "RELEASE FOR GOOD: wiki-moved" says that one of the DBA leads must agree.',
      done: (seen) =>
        wasTold(seen, PEOPLE.alice, 'RELEASE FOR GOOD: wiki-moved') || wasEnding(seen, ID, 'release'),
    },
    {
      ...ALICE,
      say: 'Press "Release wiki-moved", type wiki-moved as the task, and press "Release for good".',
      see: 'The channel reads "RELEASING? WAITING FOR AGREEMENT: wiki-moved". Nothing has been changed.',
      done: (seen) => wasEnding(seen, ID, 'release', 'awaiting-approval'),
    },
    {
      ...ALICE,
      say: 'Press "Approve and release now" yourself.',
      see: 'Only you see the answer: somebody else must agree.',
      done: (seen) =>
        seen.whispers.some(
          ({ user, text }) => user === PEOPLE.alice && text.includes('somebody else must agree'),
        ) || wasEnding(seen, ID, 'release', 'ended', 'rejected'),
    },
    {
      ...BOB,
      say: 'Be Bob, and press "Approve and release now"; or press "Reject", and say why.',
      see: 'With his yes it becomes "RELEASED: wiki-moved"; with his no it is over, with the reason, and nothing has been changed.',
      done: (seen) => wasEnding(seen, ID, 'release', 'ended', 'rejected'),
    },
  ],
};
