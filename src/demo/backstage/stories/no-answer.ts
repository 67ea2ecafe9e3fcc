import { DTS } from '../../clouds/alibaba/alibaba-seed.ts';
import { asksToEnd } from './ending-steps.ts';
import { ALICE } from './places.ts';
import { callsOf, isOver, wasEnding } from './predicates.ts';
import type { Story } from './story.ts';
import { dtsTaskOf, seedOf } from './story-seed.ts';

const ORDERS = { id: DTS.orders, name: 'orders-prod' };

/** The call arrives, its answer does not. */
export const noAnswer: Story = {
  id: 'no-answer',
  title: 'The cloud does not answer',
  about:
    'Where nobody knows whether the cloud took it, the bot says so, reads until it knows, and does not ask again.',
  seed: () => seedOf({ dts: [dtsTaskOf(ORDERS.id)] }),
  steps: [
    {
      ...ALICE,
      say: 'Lose the answer of Alibaba Cloud to the next change.',
      deed: {
        label: 'Lose the answer of the next change',
        body: { deed: 'cloud', control: 'lose-answer', with: { cloud: 'alibaba' } },
      },
      see: 'In "The clouds" one answer is waiting to be lost.',
      done: (seen) =>
        seen.clouds.some(({ cloud, waiting }) => cloud === 'alibaba' && waiting.lost > 0) ||
        callsOf(seen, 'StopDtsJob') > 0,
    },
    asksToEnd(ORDERS),
    {
      ...ALICE,
      say: 'Press "End orders-prod" on the plan, type orders-prod as the task, and press "End for good".',
      see: 'The channel reads "ENDING: OUTCOME UNKNOWN: orders-prod": the bot is looking, and will not ask it twice.',
      done: (seen) => wasEnding(seen, ORDERS.id, 'terminate', 'outcome-unknown'),
    },
    {
      ...ALICE,
      say: 'Wait a moment: reading decides.',
      see: 'The message becomes "ENDED: orders-prod", asked once: the call had arrived after all.',
      done: (seen) =>
        isOver(seen, ORDERS.id) &&
        wasEnding(seen, ORDERS.id, 'terminate', 'ended') &&
        callsOf(seen, 'StopDtsJob') === 1,
    },
  ],
};
