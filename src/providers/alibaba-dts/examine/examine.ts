import type { Examination } from '../../examination.ts';
import { createDtsClient } from '../client.ts';
import type { AlibabaAccountConfig } from '../config.ts';
import { createRpc } from '../rpc.ts';
import { askWho } from './identity.ts';
import { probeAlibaba } from './probe.ts';
import { askReads } from './reads.ts';

/** Examines an account with the key that reads. Nothing is loaded or connected before the first question. */
export function examineAlibaba(config: AlibabaAccountConfig): Examination {
  const rpc = createRpc(config);
  const asked = { rpc, client: createDtsClient(rpc), regions: config.regions };
  return {
    reads: (tasks) => askReads(asked, tasks),
    identity: () => askWho(asked),
    probe: (tasks) => probeAlibaba(asked, tasks),
  };
}
