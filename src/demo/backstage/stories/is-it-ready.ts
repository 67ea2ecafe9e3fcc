import { DTS } from '../../clouds/alibaba/alibaba-seed.ts';
import { PEOPLE } from '../../slack/seed.ts';
import type { BackstageDeed } from '../shown.ts';
import { asksToEnd } from './ending-steps.ts';
import { ALICE } from './places.ts';
import { toldTexts, wasEnding } from './predicates.ts';
import type { Seen, Story } from './story.ts';
import { dtsTaskOf, seedOf } from './story-seed.ts';

const ORDERS = { id: DTS.orders, name: 'orders-prod' };
const WRITES = 'Writes  said to be stopped';
const NOT_READY = 'Not ready (!)  lag is ';

function lag(label: string, seconds: number, growth: number): { label: string; body: BackstageDeed } {
  return { label, body: { deed: 'cloud', control: 'lag', with: { id: ORDERS.id, seconds, growth } } };
}

/** Has her plan read so at some time, each in turn after the one before? */
function planHasRead(seen: Seen, ...inTurn: readonly ((text: string) => boolean)[]): boolean {
  let left: readonly string[] = toldTexts(seen, PEOPLE.alice, `END FOR GOOD: ${ORDERS.name}`);
  for (const reads of inTurn) {
    const at = left.findIndex(reads);
    if (at === -1) return false;
    left = left.slice(at + 1);
  }
  return true;
}

function saysToWriteARow(text: string): boolean {
  return text.includes(NOT_READY) && text.includes('write one row on the source and look again');
}

function isReady(text: string): boolean {
  return text.includes('Lag  0 s') && text.includes(WRITES) && !text.includes('Not ready');
}

function needsNoTick(text: string): boolean {
  return (
    text.includes('Purpose  no longer needed') && text.includes('Lag (!)') && !text.includes('Not ready')
  );
}

/** What a figure can and cannot say, and what a person must say instead. */
export const isItReady: Story = {
  id: 'is-it-ready',
  title: 'Is it ready?',
  about:
    'One figure is not proof: the bot reads the lag again and again, says when it may mislead, and lets nobody overlook it.',
  seed: () => seedOf({ dts: [dtsTaskOf(ORDERS.id)] }),
  steps: [
    asksToEnd(ORDERS),
    {
      ...ALICE,
      say: 'No cloud tells whether the application still writes. You have stopped it, so press "Writes are stopped" on the plan.',
      see: 'The plan says who said so and when, and counts how often the lag was read since.',
      done: (seen) => planHasRead(seen, (text) => text.includes(WRITES)),
    },
    {
      ...ALICE,
      say: 'Now the source is idle, and the figure of the cloud grows. Let it, and press "Look again" on the plan.',
      deed: lag('Let the figure grow', 42, 0.2),
      see: 'Not ready: the lag. But the figure can be wrong while the source is idle: write one row on it and look again.',
      done: (seen) => planHasRead(seen, saysToWriteARow),
    },
    {
      ...ALICE,
      say: 'Do that: write one row, wait ten seconds, and press "Look again" on the plan.',
      deed: lag('Write one row on the source', 0, 0),
      see: 'The lag is 0 s in the newest readings, and "Not ready" is gone. Too early? Press it once more.',
      done: (seen) => planHasRead(seen, saysToWriteARow, isReady),
    },
    {
      ...ALICE,
      say: 'A nightly job writes after all. Press "Look again" on the plan, then choose "No longer needed" in its menu.',
      deed: lag('Let it fall 42 s behind', 42, 0),
      see: 'What nobody needs any more need not be ready: the lag still shows, and nothing has to be ticked.',
      done: (seen) => planHasRead(seen, saysToWriteARow, isReady, needsNoTick),
    },
    {
      ...ALICE,
      say: 'But it is needed: choose "Cut-over done" in the menu, press "End orders-prod", tick "I know: lag is 42 s", type orders-prod as the task, and press "End for good".',
      see: 'Without the tick the form stays open and says so. With it the channel reads "ENDING: orders-prod", and that you knew is on record.',
      done: (seen) =>
        planHasRead(seen, needsNoTick, (text) => text.includes(NOT_READY)) &&
        wasEnding(seen, ORDERS.id, 'terminate', 'ending', 'ended'),
    },
  ],
};
