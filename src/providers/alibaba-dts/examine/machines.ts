import type { Task } from '../../../lifecycle/task.ts';
import type { ReadAsked } from '../../examination.ts';
import { readGroups, readReferences } from '../network/ecs/groups.ts';
import { readInterfaces } from '../network/ecs/interfaces.ts';
import { readMachine } from '../network/ecs/machines.ts';
import { leftoverRules } from '../network/ecs/rules.ts';
import type { Instance } from '../network/whitelists/engine.ts';
import type { Rpc } from '../rpc.ts';
import { type Asking, came, endsOf, shown } from './asking.ts';

const LOOKS = {
  machine: 'ecs:DescribeInstances',
  interfaces: 'ecs:DescribeNetworkInterfaces',
  groups: 'ecs:DescribeSecurityGroups',
  rules: 'ecs:DescribeSecurityGroupAttribute',
  references: 'ecs:DescribeSecurityGroupReferences',
} as const;

function look(right: string, found: ReadAsked['came']): ReadAsked {
  return { right, tier: 'look', came: found };
}

/** The groups of the machine itself; refuses where it is not shown. */
async function groupsOfMachine(rpc: Rpc, { region, instanceId }: Instance): Promise<readonly string[]> {
  const machine = await readMachine(rpc, region, instanceId, 'background');
  return shown(machine === null ? [] : [machine]).flatMap(({ groupIds }) => groupIds);
}

async function groupsOfInterfaces(rpc: Rpc, { region, instanceId }: Instance): Promise<readonly string[]> {
  const found = await readInterfaces(rpc, region, { InstanceId: instanceId }, 'background');
  return shown(found).flatMap(({ groupIds }) => groupIds);
}

async function askGroup(rpc: Rpc, region: string, id: string | undefined): Promise<ReadAsked[]> {
  const ask = async (right: string, question: (id: string) => Promise<unknown>) => {
    const why = 'there is no security group to ask about';
    return look(right, id === undefined ? { kind: 'not-known', why } : await came(() => question(id)));
  };
  const group = (one: string) => ({ id: one, name: '', isManaged: false, machines: null });
  return [
    await ask(LOOKS.groups, async (one) => shown(await readGroups(rpc, region, [one], 'background'))),
    await ask(LOOKS.rules, (one) => leftoverRules(rpc, region, group(one), [], 'background')),
    await ask(LOOKS.references, (one) => readReferences(rpc, region, one, 'background')),
  ];
}

/** The machine of a task, its interfaces, and the first of its security groups, each asked as the clean-up does. */
export async function askMachines({ rpc }: Asking, tasks: readonly Task[]): Promise<ReadAsked[]> {
  const machine = endsOf(tasks).find(
    ({ place, instanceId }) => place === 'cloud-machine' && instanceId.startsWith('i-'),
  );
  if (machine === undefined) {
    const why = 'no task uses a database on an ECS machine';
    return Object.values(LOOKS).map((right) => look(right, { kind: 'not-used', why }));
  }
  const ids: string[] = [];
  const learn = async (groups: Promise<readonly string[]>) => ids.push(...(await groups));
  const itself = await came(() => learn(groupsOfMachine(rpc, machine)));
  const interfaces = await came(() => learn(groupsOfInterfaces(rpc, machine)));
  return [
    look(LOOKS.machine, itself),
    look(LOOKS.interfaces, interfaces),
    ...(await askGroup(rpc, machine.region, ids[0])),
  ];
}
