import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clouds, startClouds } from '../../../../src/demo/clouds/clouds.ts';
import { runControl } from '../../../../src/demo/clouds/control.ts';
import { placesOf } from '../../../../src/demo/page/panels/clouds/access-places.ts';
import { newcomerOn } from '../../../../src/demo/page/panels/clouds/somebody-else.ts';

let clouds: Clouds;

beforeAll(async () => {
  clouds = await startClouds();
});
afterAll(() => clouds.close());

function placeOn(on: string) {
  const place = placesOf(clouds.access()).find((each) => each.on === on);
  if (place === undefined) throw new Error(`no place ${on}`);
  return place;
}

test('a task of somebody else lives on the database from then on', () => {
  const task = newcomerOn(placeOn('rm-bp1162kryivb8q2k3'), 1_795_272_622_333);
  runControl(clouds.world, 'put-dts-task', task);
  expect(placeOn('rm-bp1162kryivb8q2k3').users).toContain(task?.name);
  expect(clouds.tasks().find(({ id }) => id === task?.id)).toMatchObject({
    region: 'cn-hangzhou',
    status: 'Synchronizing',
  });
});

test('its id looks like one of DTS, and is another one the next time', () => {
  const place = placeOn('rm-bp1162kryivb8q2k3');
  const [one, other] = [newcomerOn(place, 1_795_272_622_333), newcomerOn(place, 1_795_272_622_334)];
  expect(one?.id).toMatch(/^[a-z0-9]{15}$/);
  expect(one?.id).not.toBe(other?.id);
});

test('a machine can be used too, a group of DRS cannot', () => {
  expect(newcomerOn(placeOn('i-bp1c4xq7m2k9s0d3e'), 1)?.source.InstanceType).toBe('ECS');
  expect(newcomerOn(placeOn('sg-rds-shop'), 1)).toBeNull();
});
