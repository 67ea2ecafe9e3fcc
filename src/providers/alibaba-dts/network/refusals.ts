import { type CallOutcome, ProviderError } from '../../../lifecycle/ports.ts';

/*
 * Which code of a database or of ECS means what. Sources: the error codes of each operation in the API references of
 * RDS, PolarDB, MongoDB, Tair, AnalyticDB, PolarDB-X, ClickHouse and ECS. A code that is not here is a plain refusal.
 */

/** The database, machine, interface or group does not exist in this account and region. */
const NOT_THERE: ReadonlySet<string> = new Set([
  'InvalidDBInstanceId.NotFound',
  'InvalidDBInstanceName.NotFound',
  'InvalidDBInstance.NotFound',
  'InvalidDBClusterId.NotFound',
  'InvalidDBCluster.NotFound',
  'InvalidInstanceId.NotFound',
  'InvalidEniId.NotFound',
  'InvalidSecurityGroupId.NotFound',
  'InvalidSecurityGroup.NotFound',
]);

/** It is not in that group, so there is nothing to leave. */
const NOT_A_MEMBER: ReadonlySet<string> = new Set([
  'InvalidSecurityGroupAssociation.NotFound', // since July 2024; before, the call simply succeeded
  'InstanceNotInSecurityGroup',
]);

/** Refused, with nothing done, because something else is being done to it at the moment. */
const BUSY: ReadonlySet<string> = new Set([
  'OperationDenied.DBInstanceStatus',
  'OperationDenied.DBStatus',
  'OperationDenied.DBClusterStatus',
  'IncorrectDBInstanceState',
  'InvalidConcurrentOperate',
  'ConcurrentTaskExceeded',
  'IncorrectInstanceStatus',
  'InvalidOperation.InvalidEniState',
]);

/** The addresses are not in the group, or taking them would leave it empty: the engine keeps at least one. */
const AT_LEAST_ONE: ReadonlySet<string> = new Set([
  'InvalidSecurityIPs.NotFound',
  'InvalidSecurityIps.NotFound',
  'InvalidSecurityIPList.NotFound',
]);

/** Does a failed read say that the thing itself does not exist? */
export function saysNotThere(thrown: unknown): boolean {
  return thrown instanceof ProviderError && thrown.code !== null && NOT_THERE.has(thrown.code);
}

/** Does the refusal of a removal say that the engine will not let the group become empty? */
export function saysAtLeastOne(code: string): boolean {
  return AT_LEAST_ONE.has(code);
}

/**
 * A refusal in the words that decide what happens next: what is not there is `gone`, and what was turned away only
 * because the thing was busy may be sent again. Only an outcome that is surely a refusal is looked at.
 */
export function readRefusal(outcome: CallOutcome): CallOutcome {
  if (outcome.kind !== 'refused' || outcome.permission !== null) return outcome;
  const { code, requestId, answer } = outcome;
  const said = answer === undefined ? {} : { answer };
  if (NOT_THERE.has(code) || NOT_A_MEMBER.has(code)) return { kind: 'gone', code, requestId, ...said };
  return BUSY.has(code) ? { kind: 'throttled', code, retryAfterMs: null, ...said } : outcome;
}
