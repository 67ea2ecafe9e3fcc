import { expect, it } from 'vitest';
import { postgresTask } from '../../src/demo/clouds/alibaba/far-seed.ts';
import {
  changes,
  expectNoTrouble,
  groupsOf,
  itemIn,
  looking,
  mustList,
  notLooking,
  openCount,
  putWithDatabases,
  remove,
  removeAll,
  said,
  signOff,
} from './looks.ts';
import { alice, type Night, startNight, valuesOn } from './night.ts';
import { settled } from './told.ts';

const TASK = postgresTask();
const SOURCE = TASK.source.InstanceID;
const TARGET = TASK.destination.InstanceID;

function slots(night: Night): string[] {
  return night.clouds
    .access()
    .filter(({ kind }) => kind === 'slot')
    .map(({ on, note }) => `${on} ${note}`.trim());
}

async function endGeo(night: Night): Promise<void> {
  putWithDatabases(night, TASK);
  await night.end(alice, '/dts terminate geo-postgres', 'geo-postgres');
  await itemIn(night, TASK.id, TARGET, 'OPEN', 30_000);
}

it('keeps the access of a PostgreSQL source until the task is released, so that DTS can drop its slot', {
  timeout: 60_000,
}, async () => {
  const night = await startNight({ config: looking() });
  await endGeo(night);
  const blocked = await itemIn(night, TASK.id, SOURCE, 'BLOCKED');
  expect(blocked.words).toContain('DTS needs it to drop its replication slot: release the task, or sign off');
  expect(valuesOn(mustList(night, TASK.id), 'cleanup.remove')).not.toContain(blocked.id);

  await removeAll(night, TASK.id);
  await itemIn(night, TASK.id, TARGET, 'GONE');
  expect(changes(night).map(({ parameters }) => parameters['DBInstanceId'])).toEqual([TARGET]);
  expect(slots(night)).toEqual([SOURCE]);

  await settled(night, ['ended']);
  await night.end(alice, '/dts release geo-postgres', 'geo-postgres');
  await itemIn(night, TASK.id, `hidden whitelist rdsdts on ${SOURCE}`, 'OPEN');
  await said(night, TASK.id, /Nobody needs it any more|It can be removed/);
  expect(slots(night)).toEqual([]);
  await remove(night, TASK.id, SOURCE);
  await itemIn(night, TASK.id, `hidden whitelist rdsdts on ${SOURCE}`, 'GONE');
  expect(groupsOf(night, SOURCE)).not.toContain('rdsdts');
  expect(changes(night)).toHaveLength(2);
  expectNoTrouble(night);
});

it('opens the access of a PostgreSQL source when a person signs that the slot query is empty', async () => {
  const night = await startNight({ config: notLooking() });
  await endGeo(night);
  await itemIn(night, TASK.id, `hidden whitelist rdsdts on ${SOURCE}`, 'BLOCKED');
  const slot = await itemIn(night, TASK.id, 'replication slot on', 'BY HAND');
  expect(slot.urgent).toBe(true);
  const shown = await night.pressFor(alice, mustList(night, TASK.id), 'cleanup.show', slot.id);
  expect(shown.text).toContain("WHERE slot_name LIKE 'dts_sync_%'");
  const open = Number(openCount(night, TASK.id));

  await signOff(night, TASK.id, slot, { reason: 'query is empty, CHG-91', how: 'never-there' });
  await itemIn(night, TASK.id, 'replication slot on', 'SIGNED OFF');
  await itemIn(night, TASK.id, `hidden whitelist rdsdts on ${SOURCE}`, 'OPEN');
  expect(openCount(night, TASK.id)).toBe(open - 1);
  await remove(night, TASK.id, SOURCE);
  expect(groupsOf(night, SOURCE)).not.toContain('rdsdts');
  expectNoTrouble(night);
});

it('keeps the access of a PostgreSQL source when the slot is signed as kept on purpose', async () => {
  const night = await startNight({ config: looking() });
  await endGeo(night);
  const slot = await itemIn(night, TASK.id, 'replication slot on', 'BY HAND');
  await signOff(night, TASK.id, slot, { reason: 'the auditors read it', how: 'kept', until: '2099-12-31' });
  await itemIn(night, TASK.id, 'replication slot on', 'SIGNED OFF');
  await night.pressFor(alice, mustList(night, TASK.id), 'cleanup.rescan');
  await itemIn(night, TASK.id, `hidden whitelist rdsdts on ${SOURCE}`, 'BLOCKED');
  expect(groupsOf(night, SOURCE)).toContain('rdsdts');
  expectNoTrouble(night);
});
