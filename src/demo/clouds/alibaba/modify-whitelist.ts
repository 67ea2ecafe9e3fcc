import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import { objectionToAddresses, objectionToGroupName, readAddresses } from './address-lists.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import type { DatabaseInstance, WhitelistGroup } from './database.ts';
import type { DatabaseProduct } from './database-product.ts';
import { changeGroups, findDatabase, objectionToChange } from './find-database.ts';
import { gatewayError } from './gateway-answers.ts';
import { badParameter, objectionToMissing } from './parameters.ts';

const MOST_GROUPS = 50;

/** The groups after a change, or why there is none. */
type Changed = { groups: WhitelistGroup[] } | { refusal: Answer };

/**
 * Cover (the default), Append or Delete; without a group name it works on `default`, as the manuals warn. Deleting
 * the last address of a group removes the group, where the instance lets that happen.
 */
export function modifyGroup(product: DatabaseProduct, state: AlibabaState, parameters: Parameters): Answer {
  const found = findDatabase(product, state, parameters);
  if ('refusal' in found) return found.refusal;
  const { database } = found;
  const mode = product.modes[parameters.get('ModifyMode') || Object.keys(product.modes)[0] || ''];
  if (mode === undefined) return badParameter('ModifyMode');
  const whole = mode === 'Delete' && product.deletesWhole && !parameters.has(product.parameters.ips);
  const objection =
    (whole ? null : objectionToMissing(parameters, [product.parameters.ips])) ??
    objectionToChange(product, database);
  if (objection !== null) return objection;
  const ips = readAddresses(parameters.get(product.parameters.ips) ?? '');
  const changed =
    mode === 'Delete'
      ? withoutAddresses(product, database, parameters, whole ? null : ips)
      : withAddresses(product, database, parameters, mode, ips);
  if ('refusal' in changed) return changed.refusal;
  changeGroups(product, state, database, changed.groups);
  return taken(product, database);
}

/** AnalyticDB PostgreSQL's DeleteDBInstanceIPArray: the whole group by its name; `default` stays. */
export function deleteGroup(product: DatabaseProduct, state: AlibabaState, parameters: Parameters): Answer {
  const found = findDatabase(product, state, parameters);
  if ('refusal' in found) return found.refusal;
  const { database } = found;
  const objection = objectionToMissing(parameters, ['IPArrayName']) ?? objectionToChange(product, database);
  if (objection !== null) return objection;
  const name = parameters.get('IPArrayName');
  if (name === 'default') return badParameter('IPArrayName');
  const left = database.groups.filter((group) => group.name !== name);
  if (left.length === database.groups.length)
    return gatewayError(404, 'InvalidDBInstanceIPArrayName.NotFound', 'The specified IP array is not found.');
  if (database.cannotDeleteGroups) return atLeastOne();
  changeGroups(product, state, database, left);
  return taken(product, database);
}

function taken(product: DatabaseProduct, database: DatabaseInstance): Answer {
  const taskId = 100_000_000 + Math.floor(Math.random() * 900_000_000);
  return jsonAnswer(200, { RequestId: newRequestId(), ...product.changed(database, taskId) });
}

function atLeastOne(): Answer {
  const text = 'The Specified same security IP does not exist or at least one security IP need.';
  return gatewayError(404, 'InvalidSecurityIPs.NotFound', text);
}

/**
 * The groups that a request means: those of its name and network type. A request without a network type means MIX;
 * where an instance in enhanced mode has no such group, it means each group of that name.
 */
function meant(
  product: DatabaseProduct,
  database: DatabaseInstance,
  parameters: Parameters,
): WhitelistGroup[] {
  const name = groupName(product, parameters);
  const named = database.groups.filter((group) => group.name === name);
  if (product.name !== 'RDS') return named;
  const type = parameters.get('WhitelistNetworkType') ?? '';
  const ofType = named.filter((group) => group.networkType.toUpperCase() === (type || 'MIX').toUpperCase());
  return type === '' && ofType.length === 0 ? named : ofType;
}

function groupName(product: DatabaseProduct, parameters: Parameters): string {
  return parameters.get(product.parameters.name) || 'default';
}

function withoutAddresses(
  product: DatabaseProduct,
  database: DatabaseInstance,
  parameters: Parameters,
  ips: readonly string[] | null,
): Changed {
  const groups = meant(product, database, parameters);
  const isThere = groups.every((group) => (ips ?? group.ips).every((ip) => group.ips.includes(ip)));
  if (groups.length === 0 || !isThere) return { refusal: atLeastOne() };
  const left = new Map(
    groups.map((group) => [group, group.ips.filter((ip) => ips !== null && !ips.includes(ip))]),
  );
  const empties = groups.some((group) => left.get(group)?.length === 0);
  const mayNot = database.cannotDeleteGroups || groupName(product, parameters) === 'default';
  if (empties && mayNot) return { refusal: atLeastOne() };
  return {
    groups: database.groups.flatMap((group) => {
      const rest = left.get(group);
      if (rest === undefined) return [group];
      return rest.length === 0 ? [] : [{ ...group, ips: rest }];
    }),
  };
}

function withAddresses(
  product: DatabaseProduct,
  database: DatabaseInstance,
  parameters: Parameters,
  mode: 'Cover' | 'Append',
  ips: readonly string[],
): Changed {
  const groups = meant(product, database, parameters);
  const wrong =
    objectionToAddresses(ips) ??
    (groups.length > 0 ? null : objectionToNewGroup(product, database, parameters));
  if (wrong !== null) return { refusal: wrong };
  if (mode === 'Append' && groups.some((group) => ips.some((ip) => group.ips.includes(ip))))
    return { refusal: gatewayError(400, 'InvalidInstanceIp.Duplicate', 'The security IP is duplicate.') };
  const { attribute } = product.parameters;
  const sent = attribute === null ? undefined : parameters.get(attribute);
  if (groups.length === 0) {
    const networkType = parameters.get('WhitelistNetworkType') || 'MIX';
    const name = groupName(product, parameters);
    return { groups: [...database.groups, { name, attribute: sent ?? '', networkType, ips: [...ips] }] };
  }
  return {
    groups: database.groups.map((group) => {
      if (!groups.includes(group)) return group;
      const kept = mode === 'Append' ? group.ips : [];
      return { ...group, attribute: sent ?? group.attribute, ips: [...kept, ...ips] };
    }),
  };
}

function objectionToNewGroup(
  product: DatabaseProduct,
  database: DatabaseInstance,
  parameters: Parameters,
): Answer | null {
  if (database.groups.length >= MOST_GROUPS)
    return gatewayError(400, 'InvalidSecurityIPList.QuotaExceeded', 'There are too many groups.');
  return objectionToGroupName(groupName(product, parameters));
}
