import { postgresTask } from '../../clouds/alibaba/far-seed.ts';
import { asksToEnd, confirmsTheEnd, watchesTheEnd } from './ending-steps.ts';
import { ALICE, BOB } from './places.ts';
import { changesBy, isOver, itemWas, itemWasClosed, wasEnding } from './predicates.ts';
import type { Story } from './story.ts';
import { seedOf } from './story-seed.ts';

const { id, name, source } = postgresTask();
const GEO = { id, name };
const SOURCE = source.InstanceID;

/** A replication slot that nobody drops fills the disk of the source. */
export const postgresSlot: Story = {
  id: 'postgres-slot',
  title: 'A PostgreSQL slot',
  about:
    'DTS must still get in to drop its replication slot, so the access of a PostgreSQL source is closed last.',
  seed: () => seedOf({ dts: [postgresTask()] }),
  steps: [
    asksToEnd(GEO),
    confirmsTheEnd(GEO),
    {
      ...watchesTheEnd(GEO),
      see: 'On the checklist "replication slot" is BY HAND and urgent, and the whitelist of the source is BLOCKED by it.',
      done: (seen) =>
        isOver(seen, GEO.id) &&
        itemWas(seen, GEO.id, 'replication slot on', 'BY HAND') &&
        itemWas(seen, GEO.id, `on ${SOURCE}`, 'BLOCKED'),
    },
    {
      ...ALICE,
      say: 'Ask for its release, which makes DTS drop the slot; press "Release geo-postgres", type the name, and press "Release for good".',
      type: '/dts release geo-postgres because its slot must go',
      see: 'The channel reads "RELEASING? WAITING FOR AGREEMENT: geo-postgres".',
      done: (seen) => wasEnding(seen, GEO.id, 'release', 'awaiting-approval'),
    },
    {
      ...BOB,
      say: 'Be Bob, and press "Approve and release now".',
      see: 'RELEASED. In "The clouds" the slot is gone, and on the checklist the whitelist of the source is OPEN.',
      done: (seen) =>
        changesBy(seen, 'DeleteDtsJob') === 1 &&
        wasEnding(seen, GEO.id, 'release', 'ended') &&
        itemWas(seen, GEO.id, `on ${SOURCE}`, 'OPEN'),
    },
    {
      ...ALICE,
      say: 'Press "Show" under "replication slot" for the query that finds none any more; then press "Sign off", and say so.',
      see: 'The item is SIGNED OFF, with your name and your words.',
      done: (seen) => itemWas(seen, GEO.id, 'replication slot on', 'SIGNED OFF'),
    },
    {
      ...ALICE,
      say: `Press "Remove" under the whitelist of ${SOURCE}, and confirm.`,
      see: 'It becomes GONE: the access of the source is closed last, and no slot was left behind.',
      done: (seen) => itemWasClosed(seen, GEO.id, `whitelist rdsdts on ${SOURCE}`),
    },
  ],
};
