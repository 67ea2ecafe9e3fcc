import type { Answer } from '../exchange.ts';
import { OWN_ACCOUNT } from './account.ts';
import type { AlibabaState, Parameters } from './alibaba-state.ts';
import type { DatabaseInstance } from './database.ts';
import type { DatabaseProduct } from './database-product.ts';
import { gatewayError } from './gateway-answers.ts';
import { objectionToMissing } from './parameters.ts';

/** The status as the product shows it now. */
export function statusOf(product: DatabaseProduct, database: DatabaseInstance): string {
  return database.status === '' ? product.good : database.status;
}

/** Finds the instance that a request names; that of another account or region is not found. */
export function findDatabase(
  product: DatabaseProduct,
  state: AlibabaState,
  parameters: Parameters,
): { database: DatabaseInstance } | { refusal: Answer } {
  const missing = objectionToMissing(parameters, [product.id, ...product.required]);
  if (missing !== null) return { refusal: missing };
  const region = parameters.get('RegionId') ?? '';
  const database = state.databases.find(
    (each) =>
      each.product === product.name &&
      each.id === parameters.get(product.id) &&
      each.owner === OWN_ACCOUNT &&
      (region === '' || region === each.region),
  );
  if (database !== undefined) return { database };
  return {
    refusal: gatewayError(404, product.codes.notFound, 'The specified instance is not found.'),
  };
}

/** Refuses a change while the instance is locked, or in any status but its good one. */
export function objectionToChange(product: DatabaseProduct, database: DatabaseInstance): Answer | null {
  if (database.lockMode !== 'Unlock') {
    const text = 'The operation is not permitted due to lock of the instance.';
    return gatewayError(403, 'OperationDenied.LockMode', text);
  }
  if (statusOf(product, database) === product.good) return null;
  const { busy, busyStatus } = product.codes;
  return gatewayError(busyStatus, busy, 'The operation is not permitted due to status of the instance.');
}

/** After a change: the list may lag behind, and the instance is busy for a while. */
export function changeGroups(
  product: DatabaseProduct,
  state: AlibabaState,
  database: DatabaseInstance,
  groups: DatabaseInstance['groups'],
): void {
  const { timeline } = state;
  if (database.shownAfterSeconds > 0) {
    database.shownGroups ??= structuredClone(database.groups);
    timeline.cancel(`shown/${database.id}`);
    timeline.plan(`shown/${database.id}`, timeline.now() + database.shownAfterSeconds * 1000, () => {
      database.shownGroups = null;
    });
  }
  database.groups = groups;
  if (database.busySeconds <= 0) return;
  database.status = product.busy;
  timeline.plan(`busy/${database.id}`, timeline.now() + database.busySeconds * 1000, () => {
    database.status = '';
  });
}
