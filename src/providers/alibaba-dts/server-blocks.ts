import type { ServerBlocks } from '../../cleanup/ports.ts';
import type { Endpoint, Task } from '../../lifecycle/task.ts';
import type { DtsClient } from './client.ts';

type Side = ServerBlocks['side'];

/** Which network reaches this end; `null` where DTS opens the way itself, or nobody knows. */
function networkOf(end: Endpoint): ServerBlocks['network'] | null {
  switch (end.place) {
    case 'public-address':
      return 'internet';
    case 'private-line':
      return 'vpc';
    case 'cloud-instance':
    case 'cloud-machine': // DTS writes the security groups of an ECS machine itself
    case 'not-shown':
      return null;
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
 * The blocks that a person let in for a task, asked from DTS now, because they change. Each once, sorted;
 * single addresses stay as they are. Sides that nobody opened by hand are left out.
 */
export async function serverBlocksOf(client: DtsClient, task: Task): Promise<readonly ServerBlocks[]> {
  const asked = new Map<string, Promise<readonly string[]>>();
  function ask(region: string, network: ServerBlocks['network']) {
    const key = `${region}/${network}`;
    const blocks = asked.get(key) ?? client.serverAddresses(task.region, region, network, 'background');
    asked.set(key, blocks);
    return blocks;
  }
  const sides = (['source', 'destination'] as const).map(async (side) => {
    const network = networkOf(task[side]);
    const regions = regionsFor(side, task);
    if (network === null || regions.length === 0) return null;
    const lists = await Promise.all(regions.map((region) => ask(region, network)));
    const blocks = [...new Set(lists.flat())].sort();
    return blocks.length === 0 ? null : { side, network, regions, blocks };
  });
  return (await Promise.all(sides)).filter((side) => side !== null);
}
