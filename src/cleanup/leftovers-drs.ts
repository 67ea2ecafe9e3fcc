import { type Action, describeEndpoint, type Endpoint, type Task } from '../lifecycle/task.ts';
import { byHand, type Draft, databaseUsers, isMysql, isPostgres, nameOf } from './draft.ts';

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

function address(label: string, ip: string | null): string[] {
  return ip === null ? [] : [`${label} ${ip}/32`];
}

/** The rules that let the replication instance in; only those that name exactly its address belong to it. */
function networkItems(task: Task): Draft[] {
  const facts = task.drs;
  const publicIp = facts?.replicationPublicIp ?? null;
  const privateIp = facts?.replicationPrivateIp ?? null;
  const addresses = [...address('public address', publicIp), ...address('private address', privateIp)];
  const ips = [publicIp, privateIp].filter((ip) => ip !== null).map((ip) => `${ip}/32`);
  const known = ips.length > 0;
  const unknown = {
    state: 'could-not-look' as const,
    why: "DRS did not show the replication instance's addresses",
  };
  const wide =
    'A rule for 0.0.0.0/0 or a wider block may have been opened for this task: look for it, and give it an owner.';
  const rule = (side: string, where: string) =>
    byHand(
      `rules on the ${side}, ${where}`,
      known
        ? `Remove the rules that name exactly ${ips.join(' or ')}, the replication instance's address; nothing wider.`
        : "Remove the rules that name exactly the replication instance's address; nothing wider.",
      {
        details: [...addresses, wide],
        urgent: publicIp !== null,
        ...(known ? {} : unknown),
      },
    );
  const group = facts?.securityGroupId ?? null;
  return [
    rule('source', describeEndpoint(task.source)),
    rule('destination', describeEndpoint(task.destination)),
    ...(group === null
      ? []
      : [
          byHand(
            `security group ${group} of the replication instance`,
            'Remove the outbound rules that were made for this task.',
          ),
        ]),
  ];
}

function publicAddressItems(task: Task): Draft[] {
  const facts = task.drs;
  if (facts === null) return [];
  if (facts.ownPublicIps.length > 0)
    return [
      byHand(
        'your own public addresses',
        'They stay yours and are billed: release them if nobody needs them.',
        { details: [...facts.ownPublicIps] },
      ),
    ];
  if (facts.replicationPublicIp === null) return [];
  return [
    byHand(
      `automatic public address ${facts.replicationPublicIp}`,
      'DRS releases it by itself: check that it is gone. Its next owner passes every rule that still names it.',
      {
        urgent: true,
      },
    ),
  ];
}

function readOnlyItem(task: Task): Draft[] {
  if (task.drs?.destinationReadOnly !== true) return [];
  return [
    byHand(
      `read-only destination ${nameOf(task.destination)}`,
      'Check that it can be written to: it opens only when every task that set it read-only has ended.',
      {
        urgent: true,
      },
    ),
  ];
}

/** What the end of a DRS task leaves, from the facts as they were before the end. Pure. */
export function drsLeftovers(task: Task, action: Action): readonly Draft[] {
  return [
    ...objectItems(task, action === 'force-terminate'),
    ...networkItems(task),
    ...publicAddressItems(task),
    ...readOnlyItem(task),
    ...databaseUsers(task.source, task.destination),
    byHand(
      `the task record of ${task.name ?? task.taskId}`,
      'It still holds database credentials: save the evidence you need, then delete the record in the console.',
    ),
  ];
}
