import { databasesOf } from '../../clouds/alibaba/alibaba-network-seed.ts';
import { alibabaSeed } from '../../clouds/alibaba/alibaba-seed.ts';
import type { DtsTask } from '../../clouds/alibaba/dts-task.ts';
import { drsNetworkSeed } from '../../clouds/drs/drs-network-seed.ts';
import { drsSeed } from '../../clouds/drs/drs-seed.ts';
import type { DrsTask } from '../../clouds/drs/drs-task.ts';
import type { WorldSeed } from '../../clouds/world-options.ts';

/** A small world: these tasks, with the databases, whitelists and rules around them, and nothing else. */
export function seedOf({ dts = [], drs = [] }: { dts?: DtsTask[]; drs?: DrsTask[] }): WorldSeed {
  const noNetwork = { securityGroups: [], rules: [], publicIps: [] };
  return {
    alibaba: { tasks: dts, databases: databasesOf(dts), instances: [], securityGroups: [] },
    drs: { tasks: drs, ...(drs.length === 0 ? noNetwork : networkOf(drs)) },
  };
}

/** The DTS task of the full world that has this id. */
export function dtsTaskOf(id: string): DtsTask {
  return known(alibabaSeed().tasks, id);
}

/** The DRS task of the full world that has this id. */
export function drsTaskOf(id: string): DrsTask {
  return known(drsSeed().tasks, id);
}

/** The groups of the full world, the rules of people in them, and those made for the nodes of these tasks. */
function networkOf(tasks: readonly DrsTask[]): ReturnType<typeof drsNetworkSeed> {
  const seed = drsNetworkSeed();
  const addresses = tasks.flatMap(({ node }) => [node.ip, node.publicIp]);
  const isTheirs = (prefix: string | null | undefined) =>
    addresses.includes((prefix ?? '').replace(/\/32$/, ''));
  return {
    ...seed,
    rules: seed.rules.filter((rule) => !rule.description?.includes('DRS') || isTheirs(rule.remoteIpPrefix)),
    publicIps: seed.publicIps.filter((ip) => isTheirs(ip.address)),
  };
}

function known<Task extends { id: string }>(tasks: readonly Task[], id: string): Task {
  const found = tasks.find((task) => task.id === id);
  if (found === undefined) throw new Error(`The full world has no task ${id}`);
  return found;
}
