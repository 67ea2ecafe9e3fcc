import { type Answer, jsonAnswer, newRequestId } from '../exchange.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import type { WhitelistGroup } from './database.ts';
import type { DatabaseProduct } from './database-product.ts';
import { findDatabase } from './find-database.ts';

/** Lists the groups of an instance, in the product's own shape; right after a change perhaps still the old ones. */
export function listGroups(product: DatabaseProduct, state: AlibabaState, parameters: Parameters): Answer {
  const found = findDatabase(product, state, parameters);
  if ('refusal' in found) return found.refusal;
  const { database } = found;
  const shown = (database.shownGroups ?? database.groups).filter((group) =>
    isAskedFor(product, parameters, group),
  );
  const rows = shown.map((group) => product.row(group));
  return jsonAnswer(200, { RequestId: newRequestId(), ...product.body(rows, database) });
}

/** MongoDB shows hidden groups only with ShowHDMIps; RDS and AnalyticDB PostgreSQL can be asked for some only. */
function isAskedFor(product: DatabaseProduct, parameters: Parameters, group: WhitelistGroup): boolean {
  if (product.name === 'MONGODB')
    return group.attribute !== 'hidden' || parameters.get('ShowHDMIps')?.toLowerCase() === 'true';
  if (product.name === 'RDS') {
    const type = parameters.get('WhitelistNetworkType') ?? '';
    return type === '' || type.toUpperCase() === group.networkType.toUpperCase();
  }
  const name = product.name === 'GREENPLUM' ? (parameters.get('DBInstanceIPArrayName') ?? '') : '';
  return name === '' || name === group.name;
}
