import { hashOf, moved, type Place, placeOf, placeOfPermalink } from './place.ts';

let here: Place = { me: '', channel: '', thread: null, message: null, tab: null };
const listeners: (() => void)[] = [];

function remember(place: Place): void {
  sessionStorage.setItem('me', place.me);
  if (place.channel !== '') sessionStorage.setItem(`channel of ${place.me}`, place.channel);
}

function arrive(place: Place): void {
  here = place;
  remember(place);
  for (const listener of listeners) listener();
}

/** Where the person is now. */
export function place(): Place {
  return here;
}

/** The channel in which a person was last, in this tab; null where there was none. */
export function lastChannelOf(person: string): string | null {
  return sessionStorage.getItem(`channel of ${person}`);
}

/** Goes to another place at once; the address follows, and "back" leads back. */
export function go(change: Partial<Place>): void {
  const next = moved(here, change);
  if (hashOf(next) !== hashOf(here)) history.pushState(null, '', hashOf(next));
  arrive(next);
}

/** Puts right where the person is, without a step in the history; listeners are not called. */
export function correct(change: Partial<Place>): void {
  here = { ...here, ...change };
  remember(here);
  history.replaceState(null, '', hashOf(here));
}

function onClick(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || link.target === '_blank') return;
  const url = new URL(link.href, location.href);
  const target = url.origin === location.origin ? placeOfPermalink(url) : null;
  if (target === null) return;
  event.preventDefault();
  go(target);
}

function readAddress(): void {
  const me = sessionStorage.getItem('me') ?? '';
  const person = new URLSearchParams(location.hash.slice(1)).get('as') ?? me;
  arrive(placeOf(location.hash, { me, channel: lastChannelOf(person) ?? '' }));
}

/** Reads the place from the address, now and whenever it changes, and follows permalinks without a reload. */
export function startMoving(onMove: () => void): void {
  readAddress();
  listeners.push(onMove);
  addEventListener('popstate', readAddress);
  document.addEventListener('click', onClick);
}
