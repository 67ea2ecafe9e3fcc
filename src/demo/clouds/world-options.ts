import type { AlibabaSeed } from './alibaba/alibaba-state.ts';
import type { DrsCredentials, DrsSeed } from './drs/drs-state.ts';

/** What both clouds start with. */
export interface WorldSeed {
  alibaba: AlibabaSeed;
  drs: DrsSeed;
}

/** What a world is made of. `now` is the real clock behind the simulated one, in epoch milliseconds. */
export interface WorldOptions {
  seed: WorldSeed;
  speed: number;
  now: () => number;
  key: { accessKeyId: string; accessKeySecret: string };
  credentials: DrsCredentials;
  rateLimits: Readonly<Record<string, number>>;
}
