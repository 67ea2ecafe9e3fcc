import { DTS } from '../../clouds/alibaba/alibaba-seed.ts';
import { asksToEnd } from './ending-steps.ts';
import { ALICE } from './places.ts';
import { callsOf, isOver, wasEnding } from './predicates.ts';
import type { Story } from './story.ts';
import { dtsTaskOf, seedOf } from './story-seed.ts';

const ORDERS = { id: DTS.orders, name: 'orders-prod' };

/** Between the plan and the press somebody ends the task in the console. */
export const somebodyWasFaster: Story = {
  id: 'somebody-was-faster',
  title: 'Somebody else was faster',
  about:
    'The bot acts on what was shown: before it sends anything it looks once more, and does not claim what others did.',
  seed: () => seedOf({ dts: [dtsTaskOf(ORDERS.id)] }),
  steps: [
    asksToEnd(ORDERS),
    {
      ...ALICE,
      say: 'While you read the plan, somebody ends the task in the console.',
      deed: {
        label: 'End orders-prod in the console',
        body: { deed: 'cloud', control: 'end-in-console', with: { id: ORDERS.id } },
      },
      see: 'In "The clouds" orders-prod is Finished. Your plan does not know.',
      done: (seen) => isOver(seen, ORDERS.id),
    },
    {
      ...ALICE,
      say: 'Press "End orders-prod" on the plan, type orders-prod as the task, and press "End for good".',
      see: 'The channel reads "ENDED ALREADY, NOT BY US: orders-prod"; no StopDtsJob was sent, and the checklist comes all the same.',
      done: (seen) =>
        seen.endings.some(
          ({ task, text }) => task === ORDERS.id && text.startsWith('ENDED ALREADY, NOT BY US'),
        ) &&
        wasEnding(seen, ORDERS.id, 'terminate', 'ended') &&
        callsOf(seen, 'StopDtsJob') === 0,
    },
  ],
};
