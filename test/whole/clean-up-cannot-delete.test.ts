import { describe, expect, it } from 'vitest';
import {
  auditLines,
  BLOCKS,
  changesIn,
  groupsOn,
  inState,
  OTHERS,
  ofDts,
  openList,
  openOn,
  putDatabase,
  putEndedTask,
  remove,
  startCleanUp,
} from './clean-up.ts';

const GROUP = 'rdsdts_orders';
const NEUTRAL = { ...ofDts(), ips: ['127.0.0.1'] };

/** Engines with the mode of a deletion and of the one neutral form, and under which name the group and its list go. */
const ENGINES = [
  { product: 'RDS', name: 'DBInstanceIPArrayName', list: 'SecurityIps', modes: ['Delete', 'Cover'] },
  { product: 'MONGODB', name: 'SecurityIpGroupName', list: 'SecurityIps', modes: ['Delete', 'Cover'] },
  { product: 'POLARDBX20', name: 'GroupName', list: 'SecurityIPList', modes: ['2', '0'] },
] as const;

describe('an engine that cannot delete a group', () => {
  it.each(ENGINES)('has it set to let nobody in, once: $product', async ({ product, name, list, modes }) => {
    const night = await startCleanUp();
    putDatabase(night, { product, id: 'db-keeps', cannotDeleteGroups: true, busySeconds: 2 });
    putEndedTask(night, { id: 'k6over', name: 'moved-out', product, database: 'db-keeps' });
    const before = await openList(night, 'moved-out');

    const answer = await remove(night, before, GROUP);
    expect(answer.text).toContain('because the engine cannot delete the group');
    const { item, list: after } = await inState(night, 'moved-out', GROUP, 'NEUTRALISED');
    expect(item.text).toContain('the empty group can be deleted in the console');
    expect(item.text).toContain('127.0.0.1, which lets nobody in');
    expect(item.buttons).not.toContain('cleanup.remove');
    expect(openOn(after)).toBe(Number(openOn(before)) - 1);

    const sent = changesIn(night).map(({ parameters }) => [
      parameters['ModifyMode'],
      parameters[name],
      parameters[list],
    ]);
    expect(sent).toEqual([
      [modes[0], GROUP, BLOCKS.join(',')],
      [modes[1], GROUP, '127.0.0.1'],
    ]);
    expect(groupsOn(night, 'db-keeps')).toEqual([...OTHERS, NEUTRAL]);
    const intents = auditLines(night, 'checklist.removal-intent');
    expect(intents.map((line) => line['step'])).toEqual(['remove', 'neutralise']);
  });

  it('AnalyticDB for PostgreSQL falls back from its own deletion to the same form', async () => {
    const night = await startCleanUp();
    putDatabase(night, { product: 'GREENPLUM', id: 'gp-keeps', cannotDeleteGroups: true });
    putEndedTask(night, { id: 'k6over', name: 'moved-out', product: 'GREENPLUM', database: 'gp-keeps' });
    await remove(night, await openList(night, 'moved-out'), GROUP);
    await inState(night, 'moved-out', GROUP, 'NEUTRALISED');
    const [deletion, cover] = changesIn(night);
    expect(changesIn(night)).toHaveLength(2);
    expect(deletion).toMatchObject({
      action: 'DeleteDBInstanceIPArray',
      parameters: { IPArrayName: GROUP },
    });
    expect(cover).toMatchObject({
      action: 'ModifySecurityIps',
      parameters: { DBInstanceIPArrayName: GROUP, SecurityIPList: '127.0.0.1', ModifyMode: 'Cover' },
    });
    expect(groupsOn(night, 'gp-keeps')).toEqual([...OTHERS, NEUTRAL]);
  });

  it('shows a group that lets nobody in as neutralised from the first look on, and asks nothing', async () => {
    const night = await startCleanUp();
    putDatabase(night, { product: 'RDS', id: 'rm-neutral', groups: [...OTHERS, NEUTRAL] });
    putEndedTask(night, { id: 'k6over', name: 'moved-out', database: 'rm-neutral' });
    await openList(night, 'moved-out');
    const { item } = await inState(night, 'moved-out', GROUP, 'NEUTRALISED');
    expect(item.buttons).not.toContain('cleanup.remove');
    expect(changesIn(night)).toEqual([]);
  });
});
