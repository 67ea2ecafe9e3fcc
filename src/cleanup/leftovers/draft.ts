import type { Endpoint } from '../../lifecycle/task.ts';
import type { Item } from '../checklist/checklist.ts';
import type { Place } from './place.ts';

/** An item before it has its number. */
export type Draft = Omit<Item, 'id'>;

/** An item that a person does by hand. */
export function byHand(title: string, todo: string, more: Partial<Draft> = {}): Draft {
  return {
    title,
    todo,
    details: [],
    state: 'by-hand',
    why: null,
    urgent: false,
    blocksOf: null,
    place: null,
    key: null,
    leftover: null,
    seenAt: null,
    removal: null,
    signOff: null,
    asked: null,
    isSlot: false,
    ...more,
  };
}

/** Why an item with a place is not judged yet: its first look comes at once. */
export const NOT_LOOKED_YET = 'I have not looked yet';

/** Does it wait for its first look? That is no failure: nothing is to be done by hand before it. */
export function awaitsFirstLook({ state, why }: Pick<Draft, 'state' | 'why'>): boolean {
  return state === 'could-not-look' && why === NOT_LOOKED_YET;
}

/** An item that a look at a place decides. */
export function lookedUp(place: Place, title: string, todo: string, more: Partial<Draft> = {}): Draft {
  return byHand(title, todo, { place, state: 'could-not-look', why: NOT_LOOKED_YET, ...more });
}

/** The name people know a database by. */
export function nameOf(endpoint: Endpoint): string {
  return (
    endpoint.instanceName ??
    endpoint.instanceId ??
    endpoint.address ??
    'an address that the cloud does not show'
  );
}

function engineOf(endpoint: Pick<Endpoint, 'engine'>): string {
  return (endpoint.engine ?? '').toLowerCase();
}

export function isPostgres(endpoint: Pick<Endpoint, 'engine'>): boolean {
  return engineOf(endpoint).includes('postgres') || engineOf(endpoint).includes('ppas');
}

export function isMysql(endpoint: Pick<Endpoint, 'engine'>): boolean {
  return /mysql|maria|taurus/.test(engineOf(endpoint));
}

/** The users that the task logged in with: they outlive it, with their rights. */
export function databaseUsers(source: Endpoint, destination: Endpoint): Draft[] {
  const users = [
    { side: 'source', end: source },
    { side: 'destination', end: destination },
  ].filter(({ end }) => end.user !== null && end.user !== '');
  if (users.length === 0) return [];
  return [
    byHand(
      `database user${users.length > 1 ? 's' : ''} of the task`,
      'Lock or drop what was made for this task only; leave what others use.',
      { details: users.map(({ side, end }) => `${end.user} on the ${side}, ${nameOf(end)}`) },
    ),
  ];
}
