import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import type { AlibabaState, DatabaseInstance, Parameters, WhitelistGroup } from './alibaba-state.ts';
import { gatewayError } from './gateway-answers.ts';
import type { Operation } from './operations.ts';

/** How one database product names the reading and changing of its IP white lists. */
interface Product {
  name: string;
  version: string;
  list: string;
  modify: string;
  id: string;
  ips: string;
  path: readonly [string, string];
  fields: { name: string; attribute: string; ips: string };
  notFound: string;
}

const RDS_FIELDS = {
  name: 'DBInstanceIPArrayName',
  attribute: 'DBInstanceIPArrayAttribute',
  ips: 'SecurityIPList',
};
const GROUP_FIELDS = {
  name: 'SecurityIpGroupName',
  attribute: 'SecurityIpGroupAttribute',
  ips: 'SecurityIpList',
};

const PRODUCTS: readonly Product[] = [
  {
    name: 'RDS',
    version: '2014-08-15',
    list: 'DescribeDBInstanceIPArrayList',
    modify: 'ModifySecurityIps',
    id: 'DBInstanceId',
    ips: 'SecurityIps',
    path: ['Items', 'DBInstanceIPArray'],
    fields: RDS_FIELDS,
    notFound: 'InvalidDBInstanceId.NotFound',
  },
  {
    name: 'PolarDB',
    version: '2017-08-01',
    list: 'DescribeDBClusterAccessWhitelist',
    modify: 'ModifyDBClusterAccessWhitelist',
    id: 'DBClusterId',
    ips: 'SecurityIps',
    path: ['Items', 'DBClusterIPArray'],
    fields: { name: 'DBClusterIPArrayName', attribute: 'DBClusterIPArrayAttribute', ips: 'SecurityIps' },
    notFound: 'InvalidDBClusterId.NotFound',
  },
  {
    name: 'MONGODB',
    version: '2015-12-01',
    list: 'DescribeSecurityIps',
    modify: 'ModifySecurityIps',
    id: 'DBInstanceId',
    ips: 'SecurityIps',
    path: ['SecurityIpGroups', 'SecurityIpGroup'],
    fields: GROUP_FIELDS,
    notFound: 'InvalidDBInstanceId.NotFound',
  },
  {
    name: 'REDIS',
    version: '2015-01-01',
    list: 'DescribeSecurityIps',
    modify: 'ModifySecurityIps',
    id: 'InstanceId',
    ips: 'SecurityIps',
    path: ['SecurityIpGroups', 'SecurityIpGroup'],
    fields: GROUP_FIELDS,
    notFound: 'InvalidInstanceId.NotFound',
  },
];

export const WHITELIST_OPERATIONS: readonly (readonly [string, ReadonlyMap<string, Operation>])[] =
  PRODUCTS.map((product) => [
    product.version,
    new Map<string, Operation>([
      [product.list, (state, parameters) => listGroups(product, state, parameters)],
      [product.modify, (state, parameters) => modifyGroup(product, state, parameters)],
    ]),
  ]);

function listGroups(product: Product, state: AlibabaState, parameters: Parameters): Answer {
  const instance = findInstance(product, state, parameters);
  if (instance === undefined) return instanceNotFound(product);
  const [outer, inner] = product.path;
  const rows = instance.groups.map((group) => ({
    [product.fields.name]: group.name,
    [product.fields.attribute]: group.attribute,
    [product.fields.ips]: group.ips.join(','),
    ...(product.name === 'RDS' ? { WhitelistNetworkType: group.networkType, SecurityIPType: 'IPv4' } : {}),
  }));
  return jsonAnswer(200, { RequestId: newRequestId(), [outer]: { [inner]: rows } });
}

/** Cover (the default), Append or Delete; without a group name it works on `default`, as the manual warns. */
function modifyGroup(product: Product, state: AlibabaState, parameters: Parameters): Answer {
  const instance = findInstance(product, state, parameters);
  if (instance === undefined) return instanceNotFound(product);
  const name = parameters.get(product.fields.name) ?? 'default';
  const ips = (parameters.get(product.ips) ?? '').split(',').filter((ip) => ip !== '');
  const mode = parameters.get('ModifyMode') ?? 'Cover';
  const group = instance.groups.find((each) => each.name === name);
  if (mode === 'Delete' || mode === '2') return deleteFrom(instance, group, ips);
  const attribute = parameters.get(product.fields.attribute) ?? group?.attribute ?? '';
  const kept = mode === 'Append' || mode === '1' ? (group?.ips ?? []) : [];
  if (kept.some((ip) => ips.includes(ip))) {
    return gatewayError(400, 'InvalidInstanceIp.Duplicate', 'The security IP is duplicate.');
  }
  const networkType = parameters.get('WhitelistNetworkType') ?? group?.networkType ?? 'MIX';
  const changed: WhitelistGroup = { name, attribute, networkType, ips: [...kept, ...ips] };
  instance.groups = [...instance.groups.filter((each) => each.name !== name), changed];
  return jsonAnswer(200, { RequestId: newRequestId() });
}

/** Deleting every address of a group removes the group; `default` has to keep at least one. */
function deleteFrom(instance: DatabaseInstance, group: WhitelistGroup | undefined, ips: string[]): Answer {
  const left = group?.ips.filter((ip) => !ips.includes(ip)) ?? [];
  const unknown = group === undefined || ips.some((ip) => !group.ips.includes(ip)) || ips.length === 0;
  if (unknown || (left.length === 0 && group.name === 'default')) {
    const text = 'The Specified same security IP does not exist or at least one security IP need.';
    return gatewayError(404, 'InvalidSecurityIPs.NotFound', text);
  }
  group.ips = left;
  if (left.length === 0) instance.groups = instance.groups.filter((each) => each !== group);
  return jsonAnswer(200, { RequestId: newRequestId() });
}

function findInstance(
  product: Product,
  state: AlibabaState,
  parameters: Parameters,
): DatabaseInstance | undefined {
  return state.databases.find(
    (each) => each.product === product.name && each.id === parameters.get(product.id),
  );
}

function instanceNotFound(product: Product): Answer {
  return gatewayError(404, product.notFound, 'The specified instance does not exist.');
}
