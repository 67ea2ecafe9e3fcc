import { describeEndpoint, type Endpoint, type Task } from '../lifecycle/task.ts';
import { byHand, type Draft, databaseUsers, isPostgres, nameOf } from './draft.ts';

type Side = 'source' | 'destination';

const SLOT_QUERY = "SELECT slot_name FROM pg_replication_slots WHERE slot_name LIKE 'dts_sync_%';";

function foreign(endpoint: Endpoint): string[] {
  return endpoint.foreignAccount === null
    ? []
    : [`It belongs to the cloud account ${endpoint.foreignAccount}: its owner must do it.`];
}

/** A PostgreSQL source must let DTS in until its slot is dropped, or the slot fills the disk. */
function slotWarning(side: Side, endpoint: Endpoint): string[] {
  if (side !== 'source' || !isPostgres(endpoint)) return [];
  return [
    'Not before the task is released, or the slot query below is empty: without access DTS cannot drop its slot.',
  ];
}

const OTHERS = 'Only when no other living task uses this database: the entry is shared by all of them.';

/** What must be so before access is closed: said in the item itself, not only behind a button. */
function firstSentence(task: Task, side: Side, endpoint: Endpoint): string {
  const both = task.twoWay ? ['both directions have ended'] : [];
  const slot = side === 'source' && isPostgres(endpoint) ? ['its replication slot is gone'] : [];
  const all = [...both, 'no other living task uses this database', ...slot];
  return `First make sure that ${all.join(', and that ')}.`;
}

/** The three items of "Terminate a DTS instance", what to do next, for one side of this task. */
function accessItem(task: Task, side: Side): Draft {
  const endpoint = task[side];
  const first = firstSentence(task, side, endpoint);
  const details = [...slotWarning(side, endpoint), ...foreign(endpoint)];
  switch (endpoint.place) {
    case 'cloud-instance':
      return byHand(
        `whitelists of ${describeEndpoint(endpoint)}, the ${side}`,
        `Remove the IP whitelists whose names contain "dts", hidden ones too; nothing else. ${first}`,
        {
          details: [
            OTHERS,
            'Never touch: default, ali_dms_group, hdm_security_ips, rds_replica_group.',
            ...details,
          ],
        },
      );
    case 'cloud-machine':
      return byHand(
        `security groups of ${describeEndpoint(endpoint)}, the ${side}`,
        `Remove the security groups whose names contain "DTS" from this ECS instance. ${first}`,
        {
          details: [
            OTHERS,
            'If the database runs on several machines, look at the other ones too.',
            ...details,
          ],
        },
      );
    case 'private-line':
    case 'public-address':
      return byHand(
        `firewall of ${nameOf(endpoint)}, the ${side}`,
        `Remove the address blocks of DTS servers from its security settings. ${first}`,
        { details: [OTHERS, ...details], blocksOf: side },
      );
    case 'not-shown':
      return {
        ...byHand(
          `access to the ${side}`,
          'Find out where this database lives, and remove what let DTS in.',
          { details },
        ),
        state: 'could-not-look',
        why: `DTS does not show where the ${side} lives`,
      };
  }
}

function slotItem(task: Task): Draft[] {
  if (!isPostgres(task.source)) return [];
  return [
    byHand(
      `replication slot on ${nameOf(task.source)}`,
      'Make sure that no slot of DTS is left: it keeps write-ahead log until the disk is full.',
      {
        details: [SLOT_QUERY, 'DTS also leaves the table dts_postgres_heartbeat.'],
        urgent: true,
      },
    ),
  ];
}

/** What the end of a DTS task leaves. Pure; the address blocks are asked from the cloud when it is opened. */
export function dtsLeftovers(task: Task): readonly Draft[] {
  const sides: Draft[] = [accessItem(task, 'source')];
  // A change-tracking task reads its source; it has no destination database.
  if (task.kind !== 'change-tracking') sides.push(accessItem(task, 'destination'));
  return [...sides, ...slotItem(task), ...databaseUsers(task.source, task.destination)];
}
