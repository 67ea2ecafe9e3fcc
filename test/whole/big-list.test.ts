import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DOCUMENTED_LIMITS } from '../../src/demo/clouds/rates.ts';
import { seedOfSize } from '../demo/clouds/seed-of-size.ts';
import { until } from './looks.ts';
import { alice, buttonsOn, cutover, type Night, startNight, valuesOn } from './night.ts';
import { type RegionGate, startRegionGate } from './region-gate.ts';

const { tasks: TASKS } = seedOfSize({ databases: 20, tasks: 400, regions: 4 }).alibaba;
const REGIONS = [...new Set(TASKS.map(({ region }) => region))];
const [, , , SLOW = ''] = REGIONS;
/** Four regions, three types, at most 30 rows a page. */
const FEWEST = REGIONS.flatMap((region) =>
  ['MIGRATION', 'SYNC', 'SUBSCRIBE'].map((type) => {
    const rows = TASKS.filter((task) => task.region === region && task.jobType === type).length;
    return Math.max(1, Math.ceil(rows / 30));
  }),
).reduce((sum, pages) => sum + pages, 0);

/** The bot with 400 tasks in four regions, which looks for nothing by itself once it has started. */
async function bigNight(): Promise<{ night: Night; gate: RegionGate }> {
  const gate = await startRegionGate();
  const night = await startNight({
    speed: 1,
    config(text) {
      const [, url = ''] = /endpoint: (\S+)/.exec(text) ?? [];
      gate.leadTo(url);
      return `${text
        .replace('[cn-hangzhou, ap-southeast-1]', `[${REGIONS.join(', ')}]`)
        .replace(`endpoint: ${url}`, `endpoint: ${gate.url}`)}watch: { pollSeconds: 3600 }\n`;
    },
  });
  const { world } = night.clouds;
  world.alibaba.tasks = [];
  for (const task of TASKS) world.putDtsTask(task);
  // Its one list of its own begins a second after it has connected.
  for (let seen = 0; seen === 0 || seen !== night.clouds.calls.length; ) {
    seen = night.clouds.calls.length;
    await pause(1_200);
  }
  return { night, gate };
}

const firstResults = (night: Night) =>
  night.workspace.waitFor(
    () => night.workspace.ephemerals(alice).find((post) => post.text.startsWith('Still looking: 3 of 4')),
    20_000,
  );
const wholeList = (night: Night) =>
  night.workspace.waitFor(
    () => night.workspace.ephemerals(alice).find((post) => /^\d+ tasks, failing first; /.test(post.text)),
    40_000,
  );

it('shows what there is while a region still answers, without buttons, and then the whole list once, with the fewest calls there can be', {
  timeout: 90_000,
}, async () => {
  const { night, gate } = await bigNight();
  gate.hold(SLOW);
  const from = night.clouds.calls.length;
  await night.workspace.type(alice, cutover, '/dts list');

  const first = await firstResults(night);
  const known = TASKS.filter(({ region }) => region !== SLOW).length;
  expect(first.text).toContain(`Still looking: 3 of 4 places done, ${known} tasks, failing first.`);
  expect(first.text).toContain(`Not done yet: prod-cn ${SLOW}.`);
  expect(first.text.match(/^task-\d+ .*(Failed|Abnormal)/gm)).toHaveLength(10);
  expect(first.text).not.toContain('Could not look');
  expect(buttonsOn(first)).toEqual([]);

  gate.open();
  const whole = await wholeList(night);
  expect(whole.text).toContain('400 tasks, failing first; 1 to 10, page 1 of 40.');
  expect(whole.text).not.toContain('Could not look');
  expect(valuesOn(whole, 'plan.request')).toHaveLength(10);
  expect(night.workspace.ephemerals(alice).at(-1)).toEqual(whole);
  const lists = night.clouds.calls.slice(from).filter(({ product }) => product === 'dts');
  expect(lists).toHaveLength(FEWEST);
  expect(night.clouds.world.rates.peakOf('DescribeDtsJobs')).toBeLessThanOrEqual(
    DOCUMENTED_LIMITS['DescribeDtsJobs'] ?? 0,
  );

  const failed = await night.ask(alice, '/dts list failed');
  expect(failed.text).toMatch(/^\d+ tasks with "failed", failing first; 1 to 10/);
  expect(night.workspace.problems).toEqual([]);
  expect(night.deeds()).toEqual([]);
});

it('says the whole list although Slack did not take the first results', {
  timeout: 90_000,
}, async () => {
  const { night, gate } = await bigNight();
  gate.hold(SLOW);
  night.workspace.faults.failNext('response_url', { kind: 'status', status: 500 });
  await night.workspace.type(alice, cutover, '/dts list');
  await until(() => night.output().includes('an ephemeral answer was not taken'), 'it was refused', 20_000);
  gate.open();
  expect((await wholeList(night)).text).toContain('400 tasks');
  expect(night.workspace.problems).toEqual([]);
});

it('names a region that does not answer, first as awaited and then with the reason, and shows the others', {
  timeout: 90_000,
}, async () => {
  const { night, gate } = await bigNight();
  gate.hold(SLOW);
  night.clouds.world.setRegion('alibaba', SLOW, 'unavailable');
  await night.workspace.type(alice, cutover, '/dts list');
  expect((await firstResults(night)).text).toContain(`Not done yet: prod-cn ${SLOW}.`);
  gate.open();
  const whole = await wholeList(night);
  const known = TASKS.filter(({ region }) => region !== SLOW).length;
  expect(whole.text).toContain(`${known} tasks, failing first`);
  expect(whole.text).toContain(`Could not look  prod-cn, ${SLOW}: the cloud did not answer.`);
  expect(night.workspace.problems).toEqual([]);
});
