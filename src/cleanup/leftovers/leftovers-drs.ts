import { type Action, describeEndpoint, type Endpoint, type Task } from '../../lifecycle/task.ts';
import { byHand, type Draft, databaseUsers, isMysql, isPostgres, lookedUp, nameOf } from './draft.ts';

const TRIGGERS =
  "SELECT trigger_schema, trigger_name FROM information_schema.triggers WHERE trigger_schema NOT IN ('mysql','sys');";
const EVENTS = 'SELECT event_schema, event_name, status FROM information_schema.events;';
const SLOTS = 'SELECT slot_name, active FROM pg_replication_slots;';

/** Which engine the source has: its own word, or the task's engine type ("mysql-to-taurus") where it has none. */
function isFrom(task: Task, isEngine: (endpoint: Pick<Endpoint, 'engine'>) => boolean): boolean {
  const [type] = (task.drs?.engineType ?? '').replace('cloudDataGuard-', '').split('-to-');
  return isEngine({ engine: task.source.engine ?? type ?? null });
}

/** What is known of triggers and events after the end: only the stop of a migration is documented to carry them. */
function carriedSentence(task: Task, forced: boolean): string {
  if (forced || task.kind === 'disaster-recovery')
    return 'They were NOT carried over. Create them on the destination before the application writes.';
  if (task.kind === 'migration') return 'Compare both sides: single ones can fail to be carried over.';
  return 'Nothing promises that a synchronisation carries them over: compare both sides, and create what is missing before the application writes.';
}

/** Triggers and events: carried by an ordinary stop of a MySQL migration, never by a forced one or by recovery. */
function objectItems(task: Task, forced: boolean): Draft[] {
  if (isFrom(task, isMysql)) {
    const carried = !forced && task.kind === 'migration';
    const todo = carriedSentence(task, forced);
    return [
      byHand('triggers', todo, {
        details: [TRIGGERS, ...(carried ? [] : ['SHOW CREATE TRIGGER … on the source gives the text.'])],
        urgent: !carried,
      }),
      byHand(
        'events',
        `${todo} Their on/off status is never carried: set it, and switch them off on the source.`,
        {
          details: [EVENTS, ...(carried ? [] : ['SHOW CREATE EVENT … on the source gives the text.'])],
          urgent: !carried,
        },
      ),
    ];
  }
  if (!isFrom(task, isPostgres) || !forced) return [];
  return [
    byHand(
      'replication slot on the source',
      'Drop the slot of this task: it keeps write-ahead log until the disk is full.',
      {
        details: [SLOTS, "SELECT pg_drop_replication_slot('…');"],
        urgent: true,
      },
    ),
    byHand(
      'sequences on the destination',
      'Set them to the values of the source before the application writes.',
      {
        details: ["SELECT setval('…', …);"],
        urgent: true,
      },
    ),
    byHand('session_replication_role', 'Set it back to origin on the destination.', {
      details: ['SHOW session_replication_role;'],
      urgent: true,
    }),
  ];
}

/** The replication instance's own addresses, as far as DRS showed them before the end. */
function addressesOf(task: Task): readonly string[] {
  const { replicationPublicIp = null, replicationPrivateIp = null, ownPublicIps = [] } = task.drs ?? {};
  const all = [replicationPublicIp, replicationPrivateIp, ...ownPublicIps];
  return [...new Set(all.filter((ip) => ip !== null && ip !== ''))] as string[];
}

const WIDE =
  'A rule for 0.0.0.0/0 or a wider block may have been opened for this task: look for it, and give it an owner.';

/** The rules of this cloud that name the replication instance's address; wider ones are reported, never removed. */
function ruleItem(task: Task): Draft {
  const addresses = addressesOf(task);
  if (addresses.length === 0)
    return byHand(
      'rules for the replication instance',
      "Remove the rules that name exactly the replication instance's address, on source and destination; nothing wider.",
      {
        details: [WIDE],
        urgent: true,
        state: 'could-not-look',
        why: "DRS did not show the replication instance's addresses",
      },
    );
  const ports = [task.source.port, task.destination.port].filter((port) => port !== null && port !== '');
  return lookedUp(
    {
      kind: 'rules',
      region: task.region,
      addresses,
      ports: [...new Set(ports)] as string[],
    },
    `rules that name ${addresses.join(' or ')}`,
    `Remove the rules that name exactly ${addresses.map((ip) => `${ip}/32`).join(' or ')}, the replication instance's address; nothing wider.`,
    { details: [WIDE], urgent: task.drs?.replicationPublicIp !== null },
  );
}

/** A firewall that is no security group of this cloud: only its owner can look. */
function outsideItem(task: Task, side: 'source' | 'destination'): Draft[] {
  const endpoint = task[side];
  if (endpoint.place === 'cloud-instance' || endpoint.place === 'cloud-machine') return [];
  const addresses = addressesOf(task).map((ip) => `${ip}/32`);
  return [
    byHand(
      `firewall of ${describeEndpoint(endpoint)}, the ${side}`,
      `Remove what let exactly ${addresses.length === 0 ? "the replication instance's address" : addresses.join(' or ')} in; nothing wider.`,
      {
        details: [WIDE, 'Look in pg_hba.conf, iptables and host protection too, where there are any.'],
        urgent: task.drs?.replicationPublicIp != null,
        state: 'could-not-look',
        why: 'outside this cloud',
      },
    ),
  ];
}

function outboundItem(task: Task): Draft[] {
  const group = task.drs?.securityGroupId ?? null;
  if (group === null) return [];
  return [
    byHand(
      `security group ${group} of the replication instance`,
      'Remove the outbound rules that were made for this task.',
    ),
  ];
}

function publicAddressItems(task: Task): Draft[] {
  const facts = task.drs;
  if (facts === null) return [];
  const own = facts.ownPublicIps.map((address) =>
    lookedUp(
      { kind: 'elastic-ip', region: task.region, address, own: true },
      `your own public address ${address}`,
      'It stays yours and is billed: release it if nobody needs it.',
    ),
  );
  if (own.length > 0 || facts.replicationPublicIp === null) return own;
  const address = facts.replicationPublicIp;
  return [
    lookedUp(
      { kind: 'elastic-ip', region: task.region, address, own: false },
      `automatic public address ${address}`,
      'DRS releases it by itself: check that it is gone. Its next owner passes every rule that still names it.',
      { urgent: true },
    ),
  ];
}

/** The key of the item that other tasks keep open: a destination opens when the last task that closed it is over. */
export const READ_ONLY = 'read-only';

function readOnlyItem(task: Task): Draft[] {
  if (task.drs?.destinationReadOnly !== true) return [];
  return [
    byHand(
      `read-only destination ${nameOf(task.destination)}`,
      'Check that it can be written to: it opens only when every task that set it read-only has ended.',
      {
        details: isMysql(task.destination) ? ['SELECT @@global.read_only;'] : [],
        urgent: true,
        key: READ_ONLY,
      },
    ),
  ];
}

/** What the end of a DRS task leaves, from the facts as they were before the end. Pure. */
export function drsLeftovers(task: Task, action: Action): readonly Draft[] {
  return [
    ...objectItems(task, action === 'force-terminate'),
    ruleItem(task),
    ...outsideItem(task, 'source'),
    ...outsideItem(task, 'destination'),
    ...outboundItem(task),
    ...publicAddressItems(task),
    ...readOnlyItem(task),
    ...databaseUsers(task.source, task.destination),
    byHand(
      `the task record of ${task.name ?? task.taskId}`,
      'It still holds database credentials: save the evidence you need, then delete the record in the console.',
    ),
  ];
}
