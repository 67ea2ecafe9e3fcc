import { type Endpoint, type Task, titleOf } from '../../lifecycle/task.ts';
import { stageAndStatus, stageWord } from '../../lifecycle/words.ts';
import type { Place } from '../leftovers/place.ts';
import type { Living } from './living.ts';

/** Who still needs what was found at a place. */
export interface Need {
  /** The living tasks that use it, as people know them. */
  readonly by: readonly string[];
  /** Why nobody can be sure that these are all. */
  readonly doubts: readonly string[];
}

/** Is it the same word, ignoring case? Nothing is the same as nothing. */
export function same(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.trim().toLowerCase() === other.trim().toLowerCase();
}

/**
 * A public name of an instance begins with its id: "rm-bp1162.mysql.rds.aliyuncs.com", "rm-bp1162po.mysql…". Ids of a
 * product have one length, so what follows is a suffix; were it another instance, it would block rather than be missed.
 */
export function isNameOf(address: string | null, instanceId: string): boolean {
  const [first = '', ...rest] = (address ?? '').trim().toLowerCase().split('.');
  return rest.length > 0 && instanceId !== '' && first.startsWith(instanceId.toLowerCase());
}

/** A database or machine: its id, and every address and name that it is known by. */
interface Database {
  readonly instanceId: string;
  readonly knownAs: readonly string[];
}

function usesDatabase(endpoint: Endpoint, { instanceId, knownAs }: Database): boolean {
  if (same(endpoint.instanceId, instanceId) || isNameOf(endpoint.address, instanceId)) return true;
  return knownAs.some((name) => same(endpoint.address, name));
}

/** Is nothing known of this end, so that it may be any database? */
export function isHidden(endpoint: Endpoint): boolean {
  return endpoint.instanceId === null && (endpoint.address === null || endpoint.address.trim() === '');
}

/** A task that nobody has configured has no database yet, and DTS has opened no way for it. */
export function isUnconfigured(task: Task): boolean {
  return ['creating', 'create-failed', 'configuring'].includes(task.stage);
}

/** "crm-feed (cn-shanghai, paused)"; the cloud's own word only where we have none for it. */
export function nameTask(task: Task): string {
  const { stage, region } = task;
  return `${titleOf(task)} (${region}, ${stage === 'unknown' ? stageAndStatus(task) : stageWord(stage)})`;
}

function ends(task: Task): readonly Endpoint[] {
  return task.kind === 'change-tracking' ? [task.source] : [task.source, task.destination];
}

function databaseNeed(database: Database, living: Living): Need {
  const by = living.tasks.filter((task) => ends(task).some((end) => usesDatabase(end, database)));
  const hidden = living.tasks.filter(
    (task) => !by.includes(task) && !isUnconfigured(task) && ends(task).some(isHidden),
  );
  return {
    by: by.map(nameTask),
    doubts: hidden.map((task) => `${nameTask(task)} does not show which databases it uses`),
  };
}

/** Rules are needed by whoever has the address now: addresses of the cloud are given to others after an end. */
function addressNeed(addresses: readonly string[], living: Living): Need {
  const addressesOf = ({ drs }: Task) =>
    [
      drs?.replicationPublicIp ?? null,
      drs?.replicationPrivateIp ?? null,
      ...(drs?.ownPublicIps ?? []),
    ].filter((address) => address !== null);
  const by = living.tasks.filter((task) => addressesOf(task).some((one) => addresses.includes(one)));
  const hidden = living.tasks.filter(
    (task) => addressesOf(task).length === 0 && task.stage !== 'creating' && task.stage !== 'create-failed',
  );
  return {
    by: by.map(nameTask),
    doubts: hidden.map((task) => `${nameTask(task)} does not show its address`),
  };
}

/** Living tasks that name a database by an address alone, where the addresses of this one are not known. */
function unrecognised(need: Need, living: Living, namesMissing: string | null): string[] {
  if (namesMissing === null) return [];
  const byAddress = living.tasks.filter((task) =>
    ends(task).some(({ instanceId, address }) => instanceId === null && (address ?? '').trim() !== ''),
  );
  const others = byAddress.filter((task) => !need.by.includes(nameTask(task))).length;
  if (others === 0) return [];
  return [
    `${others} living ${others === 1 ? 'task uses' : 'tasks use'} a database by its address, and ${namesMissing}`,
  ];
}

/** The addresses by which the ended task itself reached the database. */
function ownNames(ended: Task, instanceId: string): string[] {
  return ends(ended).flatMap((end) =>
    same(end.instanceId, instanceId) && end.address !== null && end.address !== '' ? [end.address] : [],
  );
}

/**
 * Which living tasks need what is left at a place, and what makes that uncertain. Every task of the same provider
 * counts, in whichever account and region, the other direction and the ended task itself included: whoever is
 * listed as living, lives. `namesMissing` says why `knownAs` is not all that the place is known by.
 */
export function neededBy(
  place: Place,
  knownAs: readonly string[],
  ended: Task,
  living: Living,
  namesMissing: string | null = null,
): Need {
  const silent = living.unanswered.map((where) => `${where} did not answer`);
  const need = ((): Need => {
    switch (place.kind) {
      case 'database':
      case 'machine': {
        const names = [...knownAs, ...ownNames(ended, place.instanceId)];
        const known = databaseNeed({ instanceId: place.instanceId, knownAs: names }, living);
        return { ...known, doubts: [...known.doubts, ...unrecognised(known, living, namesMissing)] };
      }
      case 'rules':
        return addressNeed(place.addresses, living);
      case 'elastic-ip':
        return addressNeed([place.address], living);
      case 'security-group': // the cloud itself tells whether it has members
        return { by: [], doubts: [] };
    }
  })();
  const asked = place.kind === 'security-group' ? [] : silent;
  return { by: need.by, doubts: [...asked, ...need.doubts] };
}

/** Which living tasks keep the destination of an ended DRS task read-only. */
export function keptReadOnlyBy(ended: Task, living: Living): Need {
  const { instanceId, address } = ended.destination;
  const sameTarget = (task: Task) =>
    same(task.destination.instanceId, instanceId) ||
    (instanceId === null && same(task.destination.address, address));
  const by = living.tasks.filter((task) => sameTarget(task) && task.drs?.destinationReadOnly !== false);
  return { by: by.map(nameTask), doubts: living.unanswered.map((where) => `${where} did not answer`) };
}
