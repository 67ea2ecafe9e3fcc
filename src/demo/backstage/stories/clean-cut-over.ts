import { DTS } from '../../clouds/alibaba/alibaba-seed.ts';
import { asksToEnd, confirmsTheEnd, watchesTheEnd } from './ending-steps.ts';
import { ALICE } from './places.ts';
import { itemWas, itemWasClosed, openItems } from './predicates.ts';
import type { Story } from './story.ts';
import { dtsTaskOf, seedOf } from './story-seed.ts';

const ORDERS = { id: DTS.orders, name: 'orders-prod' };

/** The ordinary night, from the plan to the last item. */
export const cleanCutOver: Story = {
  id: 'clean-cut-over',
  title: 'A clean cut-over',
  about:
    'The whole way once: a plan, the typed name, the proof that it has ended, and a checklist that closes what stayed open.',
  seed: () => seedOf({ dts: [dtsTaskOf(ORDERS.id)] }),
  steps: [
    asksToEnd(ORDERS),
    confirmsTheEnd(ORDERS),
    watchesTheEnd(ORDERS),
    {
      ...ALICE,
      say: 'Press "Remove all safe: 2" on the checklist, and confirm.',
      see: 'Both whitelists of DTS turn from REMOVING to GONE, each only after a new look at the cloud; Undo is there.',
      done: (seen) =>
        itemWasClosed(seen, ORDERS.id, 'rm-bp1162kryivb8q2k3') &&
        itemWasClosed(seen, ORDERS.id, 'pc-bp1imrtn6fq7h5w9d'),
    },
    {
      ...ALICE,
      say: 'Press "Sign off" under "database users of the task", and say what was done.',
      see: 'The checklist reads "3 of 3" and "All done": what no API can see, a named person has signed.',
      done: (seen) =>
        itemWas(seen, ORDERS.id, 'database users of the task', 'SIGNED OFF') &&
        openItems(seen, ORDERS.id) === 0,
    },
  ],
};
