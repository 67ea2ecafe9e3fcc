import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloudsShown } from '../../../../src/demo/backstage/clouds-shown.ts';
import type { CloudShown } from '../../../../src/demo/backstage/shown.ts';
import { APIS } from '../../../../src/demo/clouds/alibaba/operations.ts';
import { type Clouds, startClouds } from '../../../../src/demo/clouds/clouds.ts';
import { runControl } from '../../../../src/demo/clouds/control.ts';
import { DRS_ROUTES } from '../../../../src/demo/clouds/drs/drs-routes.ts';
import {
  type CloudDeed,
  calmed,
  cutOff,
  rightGiven,
  rightTaken,
  silenced,
  troublesOf,
} from '../../../../src/demo/page/panels/clouds/cloud-deeds.ts';
import { conditionOf, isRight, isWell, RIGHTS } from '../../../../src/demo/page/panels/clouds/cloud-words.ts';

let clouds: Clouds;

beforeAll(async () => {
  clouds = await startClouds();
});
afterAll(() => clouds.close());

function done({ deed }: CloudDeed): void {
  if (deed.deed !== 'cloud') throw new Error('no deed of the clouds');
  runControl(clouds.world, deed.control, deed.with);
}

function shown(cloud: 'alibaba' | 'drs'): CloudShown {
  const found = cloudsShown(clouds.world).clouds.find((each) => each.cloud === cloud);
  if (found === undefined) throw new Error(`no cloud ${cloud}`);
  return found;
}

const words = (cloud: 'alibaba' | 'drs') => conditionOf(shown(cloud)).map(({ text }) => text);

test('a cloud to which nothing was done answers', () => {
  expect(words('alibaba')).toEqual(['answers']);
  expect(isWell(shown('alibaba'))).toBe(true);
});

test.each(['alibaba', 'drs'] as const)('every trouble of %s is said, and all are over at once', (cloud) => {
  const region = shown(cloud).regions[0] ?? '';
  const right = RIGHTS[cloud][0] ?? '';
  for (const [, trouble] of troublesOf(cloud)) done(trouble);
  done(cutOff(cloud, true));
  done(silenced(cloud, region, true));
  done(rightTaken(right));
  expect(words(cloud)).toEqual([
    'cut off: nothing answers',
    'throttles the next 5 calls',
    'delays the next 5 calls',
    'loses the answer to its next change',
    `${region} does not answer`,
    `refuses ${right}`,
  ]);
  expect(isWell(shown(cloud))).toBe(false);
  done(calmed(cloud));
  expect(words(cloud)).toEqual(['answers']);
});

test('what was taken away one by one can be given back one by one', () => {
  done(cutOff('drs', true));
  done(silenced('drs', 'eu-de', true));
  done(rightTaken('drs:batch-jobs'));
  done(cutOff('drs', false));
  done(silenced('drs', 'eu-de', false));
  done(rightGiven('drs:batch-jobs'));
  expect(words('drs')).toEqual(['answers']);
});

test('every right that is proposed is one that the clouds check', () => {
  const alibaba = [...APIS.values()].flatMap(({ services, operations }) =>
    services.flatMap((service) => [...operations.keys()].map((action) => `${service}:${action}`)),
  );
  const drs = DRS_ROUTES.map(({ service, name }) => `${service}:${name}`);
  expect(RIGHTS.alibaba.filter((right) => !alibaba.includes(right))).toEqual([]);
  expect(RIGHTS.drs.filter((right) => !drs.includes(right))).toEqual([]);
});

test.each([
  ['rds:ModifySecurityIps', true],
  ['ecs:*', true],
  ['vpc:securityGroupRules:delete', true],
  ['StopDtsJob', false],
  ['dts: StopDtsJob', false],
  ['', false],
])('"%s" is a right: %s', (text, is) => {
  expect(isRight(text)).toBe(is);
});
