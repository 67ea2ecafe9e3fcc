import { z } from 'zod';
import type { DatabaseInput } from './alibaba/database.ts';
import { type DtsTaskInput, dtsEndpoint, dtsTask } from './alibaba/dts-task.ts';
import type { EcsInstanceInput, EcsInterfaceInput, EcsSecurityGroupInput } from './alibaba/machine.ts';
import type { PublicIpInput, RuleInput } from './drs/drs-state.ts';
import { type DrsTaskInput, drsTask } from './drs/drs-task.ts';
import type { DatabaseSettings, GroupInput } from './network-console.ts';
import { type Control, control } from './one-control.ts';

const text = z.string().min(1);
const words = z.array(z.string());
const group = z.strictObject({
  name: text,
  ips: words,
  attribute: z.string().optional(),
  networkType: z.enum(['MIX', 'VPC', 'Classic']).optional(),
});
const database = z.strictObject({
  product: text,
  id: text,
  region: text,
  groups: z.array(group).default([]),
});
const databaseSettings = z.strictObject({
  id: text,
  status: z.string().optional(),
  lockMode: text.optional(),
  cannotDeleteGroups: z.boolean().optional(),
  busySeconds: z.number().nonnegative().optional(),
  shownAfterSeconds: z.number().nonnegative().optional(),
  owner: text.optional(),
});
const endpoint = z.strictObject({
  InstanceType: text,
  InstanceID: z.string().optional(),
  Ip: z.string().optional(),
  Region: text.optional(),
  EngineName: z.string().optional(),
});
const dtsJob = z.strictObject({
  id: text,
  name: z.string(),
  region: text.optional(),
  jobType: z.enum(['MIGRATION', 'SYNC', 'SUBSCRIBE']).optional(),
  status: text.optional(),
  source: endpoint.optional(),
  destination: endpoint.optional(),
});
const drsJob = z.strictObject({
  id: text,
  name: z.string(),
  project: text.optional(),
  status: text.optional(),
  node: z.strictObject({ ip: z.string(), publicIp: z.string() }).optional(),
});
const at = { id: text, region: text, vpcId: text };
const rule = z.strictObject({
  id: text,
  direction: z.enum(['ingress', 'egress']).optional(),
  portRange: text.optional(),
  sourceCidr: z.string().optional(),
  sourceGroupId: z.string().optional(),
});
const vpcRule = z.strictObject({
  id: text,
  securityGroupId: text,
  direction: z.enum(['ingress', 'egress']).optional(),
  protocol: z.string().nullable().optional(),
  ports: z.string().nullable().optional(),
  remoteIpPrefix: z.string().nullable().optional(),
  description: z.string().optional(),
});
const publicIp = z.strictObject({
  id: text,
  address: text,
  privateAddress: z.string().optional(),
  portId: z.string().optional(),
  status: z.enum(['ACTIVE', 'DOWN']).optional(),
  automatic: z.boolean().optional(),
  project: text.optional(),
});

type DtsJob = z.output<typeof dtsJob>;

function withEndpoints({ source, destination, ...job }: DtsJob): DtsTaskInput {
  const ends = {
    ...(source === undefined ? {} : { source: dtsEndpoint(source as Parameters<typeof dtsEndpoint>[0]) }),
    ...(destination === undefined
      ? {}
      : { destination: dtsEndpoint(destination as Parameters<typeof dtsEndpoint>[0]) }),
  };
  return { ...job, ...ends } as DtsTaskInput;
}

/** What can be done to databases, machines, groups, rules and addresses. */
export const NETWORK_CONTROLS: readonly Control[] = [
  control('put-database', database, (world, it) => world.network.putDatabase(it as DatabaseInput)),
  control('delete-database', z.strictObject({ id: text }), (world, it) =>
    world.network.deleteDatabase(it.id),
  ),
  control('set-database', databaseSettings, (world, { id, ...settings }) =>
    world.network.setDatabase(id, settings as DatabaseSettings),
  ),
  control('put-group', z.strictObject({ database: text, group }), (world, it) =>
    world.network.putGroup(it.database, it.group as GroupInput),
  ),
  control(
    'remove-group',
    z.strictObject({ database: text, name: text, networkType: text.optional() }),
    (world, it) => world.network.removeGroup(it.database, it.name, it.networkType),
  ),
  control('put-dts-task', dtsJob, (world, it) => world.putDtsTask(dtsTask(withEndpoints(it)))),
  control('put-drs-task', drsJob, (world, it) => world.putDrsTask(drsTask(it as DrsTaskInput))),
  control(
    'put-machine',
    z.strictObject({ ...at, name: z.string(), securityGroupIds: words, status: text.optional() }),
    (world, it) => world.network.putMachine(it as EcsInstanceInput),
  ),
  control('set-machine-status', z.strictObject({ id: text, status: text }), (world, it) =>
    world.network.setMachineStatus(it.id, it.status),
  ),
  control('delete-machine', z.strictObject({ id: text }), (world, it) => world.network.deleteMachine(it.id)),
  control(
    'put-interface',
    z.strictObject({ ...at, instanceId: z.string(), securityGroupIds: words }),
    (world, it) => world.network.putInterface(it as EcsInterfaceInput),
  ),
  control(
    'put-security-group',
    z.strictObject({
      ...at,
      name: text,
      description: z.string().optional(),
      rules: z.array(rule).optional(),
    }),
    (world, it) => world.network.putSecurityGroup(it as EcsSecurityGroupInput),
  ),
  control('set-membership', z.strictObject({ id: text, securityGroupIds: words }), (world, it) =>
    world.network.setMembership(it.id, it.securityGroupIds),
  ),
  control('put-rule', vpcRule, (world, it) => world.network.putRule(it as RuleInput)),
  control('remove-rule', z.strictObject({ id: text }), (world, it) => world.network.removeRule(it.id)),
  control('put-public-ip', publicIp, (world, it) => world.network.putPublicIp(it as PublicIpInput)),
  control('remove-public-ip', z.strictObject({ id: text }), (world, it) =>
    world.network.removePublicIp(it.id),
  ),
];
