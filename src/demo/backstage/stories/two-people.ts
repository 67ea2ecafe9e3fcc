import { DTS } from '../../clouds/alibaba/alibaba-seed.ts';
import { PEOPLE } from '../../slack/seed.ts';
import { ALICE, BOB } from './places.ts';
import { endingsOf, toldTexts, wasEnding, wasTold } from './predicates.ts';
import type { Seen, Story } from './story.ts';
import { dtsTaskOf, seedOf } from './story-seed.ts';

const ID = DTS.finished;
const NEW_NAME = 'wiki-archive';

/** Has Bob looked at the plan, and read this? */
function bobRead(seen: Seen, words: string): boolean {
  return toldTexts(seen, PEOPLE.bob, 'AS IT IS NOW: ').some((text) => text.includes(words));
}

/** Did the second request come so far? The first one is void by then. */
function secondWas(seen: Seen, ...states: readonly string[]): boolean {
  const [, second] = endingsOf(seen, ID, 'release');
  return second?.states.some((state) => states.includes(state)) === true;
}

/** A release that needs the agreement of somebody else, who agrees to what was shown and to nothing else. */
export const twoPeople: Story = {
  id: 'two-people',
  title: 'Two people',
  about:
    'Some deeds need a second person, who agrees to what was shown: nobody agrees alone, and to nothing that has changed since.',
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
      see: 'The channel reads "RELEASING? WAITING FOR AGREEMENT: wiki-moved", with the whole plan. Nothing has been changed.',
      done: (seen) => wasEnding(seen, ID, 'release', 'awaiting-approval'),
    },
    {
      ...ALICE,
      say: 'Press "Approve and release now" yourself.',
      see: 'Only you see the answer: somebody else must agree.',
      done: (seen) =>
        seen.whispers.some(
          ({ user, text }) => user === PEOPLE.alice && text.includes('somebody else must agree'),
        ) || wasEnding(seen, ID, 'release', 'void'),
    },
    {
      ...BOB,
      say: 'Be Bob, and press "Look now" before you agree to anything.',
      see: 'Only you see the plan as it is now. Nothing relevant differs from what Alice was shown.',
      done: (seen) => bobRead(seen, 'Nothing relevant differs'),
    },
    {
      ...BOB,
      say: 'Meanwhile somebody renames the task in the console. Press "Look now" again.',
      deed: {
        label: `Rename it to ${NEW_NAME}`,
        body: { deed: 'cloud', control: 'rename', with: { id: ID, name: NEW_NAME } },
      },
      see: 'Its first line says what differs: the name. So an approval would void it.',
      done: (seen) => bobRead(seen, `now "${NEW_NAME}"`),
    },
    {
      ...BOB,
      say: 'Press "Approve and release now" all the same.',
      see: 'Your agreement is not counted, and both of you read why: VOID, THE TASK HAS CHANGED. Nothing was changed.',
      done: (seen) => wasEnding(seen, ID, 'release', 'void'),
    },
    {
      ...ALICE,
      say: `Ask again, by its new name; press "Release ${NEW_NAME}", type ${NEW_NAME} as the task, and press "Release for good".`,
      type: `/dts release ${NEW_NAME} because it is billed for nothing`,
      see: `The channel waits for agreement again, this time for ${NEW_NAME}.`,
      done: (seen) => secondWas(seen, 'awaiting-approval'),
    },
    {
      ...BOB,
      say: 'Be Bob, and press "Approve and release now"; or press "Reject", and say why.',
      see: `With his yes it becomes "RELEASED: ${NEW_NAME}"; with his no it is over, with the reason, and nothing has been changed.`,
      done: (seen) => secondWas(seen, 'ended', 'rejected'),
    },
  ],
};
