import { stageOfDrsStatus } from '../../lifecycle/stages/drs.ts';
import type { Billing, DrsFacts, Kind, Stage, Task, Trouble } from '../../lifecycle/task.ts';
import { endpointFrom } from './endpoint.ts';
import type { DrsCloudName } from './hosts.ts';
import type { DetailRow } from './schema.ts';

/** Where and when a row was read. */
export interface Origin {
  readonly account: string;
  readonly cloud: DrsCloudName;
  readonly region: string;
  readonly readAt: number;
  readonly clean: (text: string) => string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  migration: 'migration',
  sync: 'synchronisation',
  cloudDataGuard: 'disaster-recovery',
};

const LOADS: Readonly<Record<string, Task['load']>> = {
  FULL_TRANS: 'full-only',
  INCR_TRANS: 'incremental',
  FULL_INCR_TRANS: 'full-and-incremental',
};

/** Statuses in which existing rows may still be under way. */
const FULL_LOAD_RUNNING = new Set(['FULL_TRANSFER_STARTED', 'FULL_TRANSFER_FAILED']);
const FULL_LOAD_COMPLETE = new Set([
  'FULL_TRANSFER_COMPLETE',
  'INCRE_TRANSFER_STARTED',
  'INCRE_TRANSFER_FAILED',
]);

/** A row of the detail call, or of the list where there is no more, in our words. It has no lag yet. */
export function taskFromRow(row: DetailRow, origin: Origin): Task {
  const engineType = row.engine_type ?? row.inst_info?.engine_type ?? null;
  const kind = kindOf(row.db_use_type, engineType);
  return {
    provider: 'drs',
    account: origin.account,
    region: origin.region,
    taskId: row.id,
    instanceId: null,
    direction: 'forward',
    name: row.name,
    kind: kind ?? 'migration',
    status: row.status,
    stage: stageOf(row, kind),
    twoWay: false,
    other: null,
    load: LOADS[row.task_type ?? ''] ?? 'not-shown',
    fullLoad: fullLoadOf(row),
    source: endpointFrom(row.source_endpoint, row.net_type),
    destination: endpointFrom(row.target_endpoint, row.net_type),
    createdAt: isoTime(row.create_time),
    finishedAt: null,
    billing: billingOf(row, origin.cloud),
    expiresAt: null,
    lag: null,
    trouble: troubleOf(row, origin.clean),
    drs: factsOf(row, engineType),
    tags: row.tags,
    readAt: origin.readAt,
  };
}

/** `null` for a scenario that nobody documents; a row that does not name one is told by its engine type. */
function kindOf(scenario: string | null, engineType: string | null): Kind | null {
  if (scenario !== null) return KINDS[scenario] ?? null;
  return engineType?.startsWith('cloudDataGuard') ? 'disaster-recovery' : 'migration';
}

function stageOf(row: DetailRow, kind: Kind | null): Stage {
  if (kind === null) return 'unknown';
  const stage = stageOfDrsStatus(kind, row.status);
  const isPart = row.parent_id !== null && row.parent_id !== row.id;
  return isPart && stage !== 'unknown' ? 'sub-task' : stage;
}

function fullLoadOf(row: DetailRow): Task['fullLoad'] {
  if (FULL_LOAD_COMPLETE.has(row.status)) return 'complete';
  if (FULL_LOAD_RUNNING.has(row.status)) return 'running';
  return Number(row.full_transfer_complete_time ?? 0) > 0 ? 'complete' : 'not-shown';
}

/** Open Telekom Cloud's manual says nothing about prices, so nothing is said about them either. */
function billingOf(row: DetailRow, cloud: DrsCloudName): Billing {
  if (cloud === 'otc') return 'not-shown';
  if (row.period_order?.order_id != null) return 'subscription';
  return row.billing_tag === true ? 'pay-as-you-go' : 'not-shown';
}

function troubleOf(row: DetailRow, clean: (text: string) => string): Trouble | null {
  return troubleFrom(row.error_code, row.failed_reason ?? row.error_message ?? row.error_msg, clean);
}

/** An error in the cloud's words, seen in one read; `null` where there is neither code nor text. */
export function troubleFrom(
  code: string | null,
  text: string | null,
  clean: (text: string) => string,
): Trouble | null {
  if (code === null && text === null) return null;
  return { code, text: clean(text ?? code ?? ''), reads: 1 };
}

function factsOf(row: DetailRow, engineType: string | null): DrsFacts {
  return {
    replicationPrivateIp: row.inst_info?.ip ?? null,
    replicationPublicIp: row.inst_info?.public_ip ?? null,
    ownPublicIps: row.public_ip_list,
    networkType: row.net_type,
    securityGroupId: row.security_group_id,
    vpcId: row.vpc_id,
    destinationReadOnly: row.is_target_readonly,
    configurationFailed: isConfigurationFailed(row),
    engineType,
    jobDirection: row.job_direction,
  };
}

/** A failed configuration has no status of its own; these are the signs that the rows give. */
function isConfigurationFailed(row: DetailRow): boolean {
  if (row.status !== 'CONFIGURATION') return false;
  const isReleased = row.inst_info?.status?.toLowerCase() === 'deleted';
  return isReleased || row.error_code !== null || row.failed_reason !== null;
}

/** The detail call writes milliseconds as text, the list `YYYY-MM-DD HH:mm:ss` without a zone, taken as UTC. */
export function isoTime(text: string | null): string | null {
  if (text === null) return null;
  if (/^\d+$/.test(text)) {
    const milliseconds = Number(text);
    return milliseconds > 0 && milliseconds < 8.64e15 ? new Date(milliseconds).toISOString() : null;
  }
  const parsed = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)
    ? Date.parse(`${text.replace(' ', 'T')}Z`)
    : Number.NaN;
  return Number.isNaN(parsed) ? null : new Date(parsed).toISOString();
}
