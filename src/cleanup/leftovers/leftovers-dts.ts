import { describeEndpoint, type Endpoint, type Task } from '../../lifecycle/task.ts';
import { byHand, type Draft, databaseUsers, isMysql, isPostgres, lookedUp, nameOf } from './draft.ts';
import type { Place } from './place.ts';

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

/**
 * Where our key can look for the access of a database: an instance or machine of the cloud whose id and region are
 * shown, and that does not belong to another cloud account. A region is never guessed: an instance that is not found in
 * the wrong one would seem to be gone.
 */
function placeOf(endpoint: Endpoint): Place | null {
  const { instanceId, foreignAccount, product, region } = endpoint;
  if (instanceId === null || region === null || foreignAccount !== null) return null;
  if (endpoint.place === 'cloud-machine') return { kind: 'machine', region, instanceId, blocks: [] };
  if (endpoint.place !== 'cloud-instance' || product === null) return null;
  return { kind: 'database', product, region, instanceId };
}

/** What keeps our key from looking, where nobody else's right does. */
function notShown({ instanceId, region, foreignAccount }: Endpoint): Partial<Draft> {
  if (foreignAccount !== null || (instanceId !== null && region !== null)) return {};
  const what = instanceId === null ? 'which instance it is' : 'in which region it is';
  return { state: 'could-not-look', why: `DTS does not show ${what}` };
}

function accessOf(endpoint: Endpoint, title: string, todo: string, more: Partial<Draft>): Draft {
  const place = placeOf(endpoint);
  return place === null
    ? byHand(title, todo, { ...more, ...notShown(endpoint) })
    : lookedUp(place, title, todo, more);
}

/** The three items of "Terminate a DTS instance", what to do next, for one side of this task. */
function accessItem(task: Task, side: Side): Draft {
  const endpoint = task[side];
  const place = placeOf(endpoint);
  const first = firstSentence(task, side, endpoint);
  const details = [...slotWarning(side, endpoint), ...foreign(endpoint)];
  switch (endpoint.place) {
    case 'cloud-instance':
      return accessOf(
        endpoint,
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
      return accessOf(
        endpoint,
        `security groups of ${describeEndpoint(endpoint)}, the ${side}`,
        `Remove the security groups whose names contain "DTS" from this ECS instance. ${first}`,
        {
          details: [
            OTHERS,
            'If the database runs on several machines, look at the other ones too.',
            ...details,
          ],
          blocksOf: place === null ? null : side,
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

/** What DTS leaves in a PostgreSQL source, and what a PostgreSQL destination lacks. */
function postgresItems(task: Task): Draft[] {
  if (!isPostgres(task.source)) return [];
  const items = [
    byHand(
      `replication slot on ${nameOf(task.source)}`,
      'Make sure that no slot of DTS is left: it keeps write-ahead log until the disk is full. Then sign off: the access of the source waits for it.',
      {
        details: [
          SLOT_QUERY,
          'If there is one, release the task first: DTS drops its slot then. Only where it does not:',
          "SELECT pg_drop_replication_slot('dts_sync_…');",
        ],
        urgent: true,
        isSlot: true,
      },
    ),
    byHand(
      `heartbeat table of DTS on ${nameOf(task.source)}`,
      'Drop it when no other task of DTS reads this database.',
      { details: ['DROP TABLE IF EXISTS dts_postgres_heartbeat;'] },
    ),
  ];
  if (!isPostgres(task.destination) || task.kind === 'change-tracking') return items;
  const sequences = byHand(
    `sequences on ${nameOf(task.destination)}`,
    'Compare their values with the source, and raise them before the application writes.',
    { details: ['SELECT schemaname, sequencename, last_value FROM pg_sequences;'], urgent: true },
  );
  return [...items, sequences];
}

/** DTS may have made a database `test` in a MySQL that people run themselves (its notes for MySQL sources). */
function testDatabase(task: Task): Draft[] {
  const { source } = task;
  if (!isMysql(source) || source.place === 'cloud-instance' || task.kind === 'change-tracking') return [];
  return [
    byHand(
      `database "test" on ${nameOf(source)}`,
      'DTS may have made it for its heartbeat: drop it if it is empty of yours.',
      { details: ["SELECT table_name FROM information_schema.tables WHERE table_schema = 'test';"] },
    ),
  ];
}

/** What the end of a DTS task leaves. Pure; places are looked at, and address blocks asked, when it is opened. */
export function dtsLeftovers(task: Task): readonly Draft[] {
  const sides: Draft[] = [accessItem(task, 'source')];
  // A change-tracking task reads its source; it has no destination database.
  if (task.kind !== 'change-tracking') sides.push(accessItem(task, 'destination'));
  return [
    ...sides,
    ...postgresItems(task),
    ...testDatabase(task),
    ...databaseUsers(task.source, task.destination),
  ];
}
