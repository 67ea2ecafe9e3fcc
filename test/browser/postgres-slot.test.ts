import { expect } from 'vitest';
import { postgresTask } from '../../src/demo/clouds/alibaba/far-seed.ts';
import { putWithDatabases } from '../whole/looks.ts';
import { buttonBelow, endForGood, lookedAt, signOff } from './deeds.ts';
import { see } from './person.ts';
import { story } from './story.ts';

story(
  'a PostgreSQL slot keeps the way into its source open until a person signs that it is gone',
  async (stage) => {
    putWithDatabases(stage.demo, postgresTask());
    const alice = await stage.open();
    await endForGood(alice, '/dts terminate geo-postgres', 'geo-postgres');
    const list = await lookedAt(alice, 'geo-postgres');
    await see(list.getByText('BY HAND, urgent'));
    await see(list.getByText(/DTS needs it to drop its replication slot/));
    await buttonBelow(list, 'replication slot on', 'Show').click();
    await see(alice.whisper("WHERE slot_name LIKE 'dts_sync_%'"));
    const { source } = postgresTask();
    await signOff(alice, list, 'replication slot on', 'the query is empty');
    await see(list.getByText(/the query is empty/));
    await buttonBelow(list, `on ${source.InstanceID}`, 'Remove').click();
    await alice.press(await see(alice.modal('Remove it')), 'Remove it');
    await see(list.getByText(/GONE/));
    expect(stage.changes()[0]).toBe('StopDtsJob');
    expect(stage.changes()).toHaveLength(2);
  },
);
