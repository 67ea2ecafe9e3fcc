import type { ServerBlocks } from '../../cleanup/ports.ts';
import type { Endpoint, Task } from '../../lifecycle/task.ts';
import type { DtsClient } from './client.ts';

type Side = ServerBlocks['side'];

type Network = ServerBlocks['network'];

/**
 * Which networks reach this end; none where DTS opens the whitelist itself, or nobody knows. An ECS machine is reached
 * over either: an older DTS wrote such rules into the machine's own groups, where they may have been left.
 */
function networksOf(end: Endpoint): readonly Network[] {
  switch (end.place) {
    case 'public-address':
      return ['internet'];
    case 'private-line':
      return ['vpc'];
    case 'cloud-machine':
      return ['internet', 'vpc'];
    case 'cloud-instance':
    case 'not-shown':
      return [];
  }
}

/**
 * Whose servers reach a side ("Add the CIDR blocks of DTS servers"): those of the destination's region, for
 * the source of a synchronisation those of the source's region as well, and for change tracking the source's.
 */
function regionsFor(side: Side, task: Task): readonly string[] {
  const source = task.source.region ?? task.region;
  const destination = task.destination.region ?? task.region;
  switch (task.kind) {
    case 'migration':
      return [destination];
    case 'synchronisation':
      return side === 'source' ? [...new Set([source, destination])].sort() : [destination];
    case 'change-tracking':
      return side === 'source' ? [source] : [];
    case 'disaster-recovery':
      return [];
  }
}

/**
 * The blocks that a person let in for a task, or that may be left on a machine, asked from DTS now, because they
 * change. Each once, sorted; single addresses stay as they are. A machine has one entry for each network; sides that
 * nobody opened by hand are left out.
 */
export async function serverBlocksOf(client: DtsClient, task: Task): Promise<readonly ServerBlocks[]> {
  const asked = new Map<string, Promise<readonly string[]>>();
  function ask(region: string, network: Network) {
    const key = `${region}/${network}`;
    const blocks = asked.get(key) ?? client.serverAddresses(task.region, region, network, 'background');
    asked.set(key, blocks);
    return blocks;
  }
  async function blocksOf(side: Side, network: Network): Promise<ServerBlocks | null> {
    const regions = regionsFor(side, task);
    const lists = await Promise.all(regions.map((region) => ask(region, network)));
    const blocks = [...new Set(lists.flat())].sort();
    return blocks.length === 0 ? null : { side, network, regions, blocks };
  }
  const sets = (['source', 'destination'] as const).flatMap((side) =>
    networksOf(task[side]).map((network) => blocksOf(side, network)),
  );
  return (await Promise.all(sets)).filter((set) => set !== null);
}
