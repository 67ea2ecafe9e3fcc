import { DTS } from '../../clouds/alibaba/alibaba-seed.ts';
import { dtsTask, rdsEndpoint } from '../../clouds/alibaba/dts-task.ts';
import { asksToEnd, confirmsTheEnd, watchesTheEnd } from './ending-steps.ts';
import { ALICE } from './places.ts';
import { isOver, itemWas, itemWasClosed } from './predicates.ts';
import type { Story } from './story.ts';
import { dtsTaskOf, seedOf } from './story-seed.ts';

const ORDERS = { id: DTS.orders, name: 'orders-prod' };
const REPORTING = { id: 'e8h1yqb4k9f3n6z', name: 'orders-reporting' };
const SHARED = 'rm-bp1162kryivb8q2k3';

function reporting() {
  const source = rdsEndpoint(SHARED, 'cn-hangzhou');
  const destination = rdsEndpoint('rm-bp1r3p0r7s1a2b3c4', 'cn-hangzhou');
  return dtsTask({ ...REPORTING, source, destination });
}

/** Two tasks live from one whitelist; closing it for one would break the other. */
export const sharedWhitelist: Story = {
  id: 'shared-whitelist',
  title: 'A whitelist that others need',
  about: 'What another living task still needs stays BLOCKED, with its name, until that one has ended too.',
  seed: () => seedOf({ dts: [dtsTaskOf(ORDERS.id), reporting()] }),
  steps: [
    asksToEnd(ORDERS),
    confirmsTheEnd(ORDERS),
    {
      ...watchesTheEnd(ORDERS),
      see: 'On the checklist the whitelist of the source is BLOCKED: orders-reporting needs it. Only that of the destination is OPEN.',
      done: (seen) => isOver(seen, ORDERS.id) && itemWas(seen, ORDERS.id, SHARED, 'BLOCKED'),
    },
    {
      ...ALICE,
      say: 'Press "Remove all safe: 1", and confirm.',
      see: 'The whitelist of the destination becomes GONE; that of the source is not touched.',
      done: (seen) => itemWasClosed(seen, ORDERS.id, 'pc-bp1imrtn6fq7h5w9d'),
    },
    {
      ...ALICE,
      say: 'Somebody ends orders-reporting in the console, without the bot.',
      deed: {
        label: 'End orders-reporting in the console',
        body: { deed: 'cloud', control: 'end-in-console', with: { id: REPORTING.id } },
      },
      see: 'In "The clouds" orders-reporting is Finished. The checklist does not know yet.',
      done: (seen) => isOver(seen, REPORTING.id),
    },
    {
      ...ALICE,
      say: 'Press "Look again" on the checklist.',
      see: 'The whitelist of the source is OPEN now: no living task found that needs it.',
      done: (seen) => itemWas(seen, ORDERS.id, SHARED, 'OPEN'),
    },
    {
      ...ALICE,
      say: `Press "Remove" under the whitelist of ${SHARED}, and confirm.`,
      see: 'It becomes GONE, after one more look at who needs it.',
      done: (seen) => itemWasClosed(seen, ORDERS.id, SHARED),
    },
  ],
};
