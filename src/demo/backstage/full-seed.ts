import { alibabaSeed } from '../clouds/alibaba/alibaba-seed.ts';
import { drsSeed } from '../clouds/drs/drs-seed.ts';
import type { WorldSeed } from '../clouds/world-options.ts';

/** Everything the clouds of the demo start with: tasks of every kind and in every state. */
export function fullSeed(): WorldSeed {
  return { alibaba: alibabaSeed(), drs: drsSeed() };
}
