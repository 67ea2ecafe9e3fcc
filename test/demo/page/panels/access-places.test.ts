import { expect, test } from 'vitest';
import {
  isLeftOver,
  isShut,
  isTrace,
  isWide,
  placeHasWords,
  placesOf,
} from '../../../../src/demo/page/panels/clouds/access-places.ts';
import { anAccess } from './an-access.ts';

const PEOPLES = { name: 'default', value: '10.0.0.0/16', note: '' };

test('a trace is what a name or note of DTS or DRS says, a slot, or an address made for a task', () => {
  expect(isTrace(anAccess())).toBe(true);
  expect(isTrace(anAccess(PEOPLES))).toBe(false);
  expect(isTrace(anAccess({ cloud: 'drs', kind: 'rule', name: 'tcp 3306, ingress', note: 'DRS crm' }))).toBe(
    true,
  );
  expect(isTrace(anAccess({ kind: 'slot', name: 'pg_slot', note: '' }))).toBe(true);
  expect(isTrace(anAccess({ kind: 'public-ip', name: '80.158.10.20', note: 'automatic' }))).toBe(true);
  expect(isTrace(anAccess({ kind: 'public-ip', name: '80.158.10.21', note: 'own' }))).toBe(false);
});

test('a trace is left over when no living task uses it and it still lets somebody in', () => {
  expect(isLeftOver(anAccess())).toBe(true);
  expect(isLeftOver(anAccess({ tasks: ['orders-prod'] }))).toBe(false);
  expect(isLeftOver(anAccess({ value: '127.0.0.1' }))).toBe(false);
  expect(isLeftOver(anAccess(PEOPLES))).toBe(false);
});

test('an empty whitelist and one of 127.0.0.1 alone let nobody in', () => {
  expect(isShut(anAccess({ value: '' }))).toBe(true);
  expect(isShut(anAccess({ value: '127.0.0.1' }))).toBe(true);
  expect(isShut(anAccess({ value: '127.0.0.1 10.0.0.1' }))).toBe(false);
  expect(isShut(anAccess({ kind: 'slot', value: '' }))).toBe(false);
});

test('whatever lets the whole Internet in is wide', () => {
  expect(isWide(anAccess({ kind: 'rule', value: '0.0.0.0/0' }))).toBe(true);
  expect(isWide(anAccess({ kind: 'rule', value: 'anywhere' }))).toBe(true);
  expect(isWide(anAccess({ value: '10.0.0.0/8 0.0.0.0/0' }))).toBe(true);
  expect(isWide(anAccess())).toBe(false);
});

test('rows of one place stand together: those of DTS, the others, and who uses it', () => {
  const [place, ...none] = placesOf([
    anAccess({ ...PEOPLES, tasks: ['a', 'b'] }),
    anAccess({ tasks: ['a', 'b'] }),
    anAccess({ kind: 'slot', name: 'dts_sync_1', value: '', tasks: ['b'] }),
  ]);
  expect(none).toEqual([]);
  expect(place).toMatchObject({ on: 'rm-bp1', kinds: ['whitelist', 'slot'], users: ['a', 'b'] });
  expect(place?.traces.map(({ name }) => name)).toEqual(['rdsdts', 'dts_sync_1']);
  expect(place?.others.map(({ name }) => name)).toEqual(['default']);
});

test('the same name in another region is another place', () => {
  expect(placesOf([anAccess(), anAccess({ region: 'ap-southeast-1' })])).toHaveLength(2);
});

test('places with something left over come first, those without any trace last', () => {
  const places = placesOf([
    anAccess({ on: 'clean', ...PEOPLES }),
    anAccess({ on: 'used', tasks: ['orders-prod'] }),
    anAccess({ on: 'left' }),
  ]);
  expect(places.map(({ on }) => on)).toEqual(['left', 'used', 'clean']);
});

test('a search looks at the place, its rows and its users', () => {
  const [place] = placesOf([anAccess({ tasks: ['orders-prod'] })]);
  expect(place).toBeDefined();
  if (place === undefined) return;
  expect(placeHasWords(place, 'rm-bp1 orders')).toBe(true);
  expect(placeHasWords(place, '101.37')).toBe(true);
  expect(placeHasWords(place, 'eu-de')).toBe(false);
});
