import { describe, expect, it } from 'vitest';
import { dtsEndpoint } from '../../src/demo/clouds/alibaba/dts-task.ts';
import {
  askToRemove,
  changesIn,
  groupsOn,
  inState,
  itemOn,
  OTHERS,
  ofDts,
  openList,
  openOn,
  putDatabase,
  putEndedTask,
  putLivingTask,
  remove,
  startCleanUp,
  submitFor,
} from './clean-up.ts';
import { alice, buttonsOn, type Night } from './night.ts';

const DATABASE = 'rm-rights';
const GROUP = 'rdsdts_orders';

async function startWithout(...rights: string[]): Promise<Night> {
  const night = await startCleanUp();
  putDatabase(night, { product: 'RDS', id: DATABASE });
  putEndedTask(night, { id: 'k9over', name: 'moved-out', database: DATABASE });
  for (const right of rights) night.clouds.world.deny(right);
  return night;
}

describe('an account without the right to look', () => {
  it('could not look, names the right, never counts as done, and looks when it has the right', async () => {
    const right = 'rds:DescribeDBInstanceIPArrayList';
    const night = await startWithout(right);
    const list = await openList(night, 'moved-out');
    const item = itemOn(list, DATABASE);
    expect(item.state).toBe('COULD NOT LOOK');
    expect(item.text).toContain(right);
    expect(item.buttons).not.toContain('cleanup.remove');
    expect(openOn(list)).toBe(3);
    expect(list.text).toContain('CLEAN-UP moved-out: 0 of 3');
    expect(list.text).toContain('1 could not look');

    expect((await night.pressFor(alice, list, 'cleanup.rescan')).text).toContain('1 could not look');
    night.clouds.world.allow(right);
    await night.pressFor(alice, list, 'cleanup.rescan');
    const { list: after } = await inState(night, 'moved-out', GROUP, 'OPEN');
    expect(buttonsOn(after)).toContain('cleanup.remove');
    expect(openOn(after)).toBe(3);
    expect(changesIn(night)).toEqual([]);
  });

  it('that lost it between the modal and the click sends nothing', async () => {
    const night = await startWithout();
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, GROUP);
    night.clouds.world.deny('rds:DescribeDBInstanceIPArrayList');
    const answer = await submitFor(night);
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain('rds:DescribeDBInstanceIPArrayList');
    const { item } = await inState(night, 'moved-out', GROUP, 'COULD NOT LOOK');
    expect(item.buttons).not.toContain('cleanup.remove');
    expect(changesIn(night)).toEqual([]);
  });

  it('to see the addresses of a database cannot tell who uses it by an address: unknown, with the right', async () => {
    const right = 'rds:DescribeDBInstanceNetInfo';
    const night = await startWithout(right);
    const address = {
      network: 'private',
      host: 'x.mysql.rds.aliyuncs.com',
      ip: '10.77.1.9',
      port: '3306',
    } as const;
    putDatabase(night, { product: 'RDS', id: DATABASE, addresses: [address] });
    const source = dtsEndpoint({ InstanceType: 'CEN', Ip: address.ip });
    putLivingTask(night, { id: 'k9alive', name: 'over-the-line', database: '', source });
    const list = await openList(night, 'moved-out');
    const item = itemOn(list, GROUP);
    expect(item.state).toBe('UNKNOWN');
    expect(item.text).toContain('use a database by its address');
    expect(item.text).toContain(right);
    expect(buttonsOn(list)).not.toContain('cleanup.remove-all');

    night.clouds.world.allow(right);
    await night.pressFor(alice, list, 'cleanup.rescan');
    const { item: known } = await inState(night, 'moved-out', GROUP, 'BLOCKED');
    expect(known.text).toContain('over-the-line (cn-hangzhou');
    expect(changesIn(night)).toEqual([]);
  });

  it('to list tasks cannot say who needs it: unknown, by the name of every region', async () => {
    const night = await startWithout();
    const list = await openList(night, 'moved-out');
    night.clouds.world.deny('dts:DescribeDtsJobs');
    await night.pressFor(alice, list, 'cleanup.rescan');
    const { item } = await inState(night, 'moved-out', GROUP, 'UNKNOWN');
    expect(item.text).toContain('cn-hangzhou (prod-cn) did not answer');
    expect(changesIn(night)).toEqual([]);
  });
});

describe('an account without the right to change', () => {
  it('says which right, keeps the item open with it, and removes when it has it', async () => {
    const right = 'rds:ModifySecurityIps';
    const night = await startWithout(right);
    const list = await openList(night, 'moved-out');
    const answer = await remove(night, list, GROUP);
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain(`The account lacks the right ${right}.`);
    expect(answer.text).toContain('Nothing was changed.');
    const { item, list: after } = await inState(night, 'moved-out', right, 'OPEN');
    expect(item.text).toContain(GROUP);
    expect(openOn(after)).toBe(3);
    expect(groupsOn(night, DATABASE)).toEqual([...OTHERS, ofDts()]);

    night.clouds.world.allow(right);
    await remove(night, after, GROUP);
    await inState(night, 'moved-out', GROUP, 'GONE');
    const answers = night.clouds.calls
      .filter(({ action }) => action === 'ModifySecurityIps')
      .map((call) => call.answer.status);
    expect(answers).toEqual([403, 200]);
    expect(groupsOn(night, DATABASE)).toEqual(OTHERS);
  });

  it('sends nothing where it may not even ask whether the instance can be changed', async () => {
    const right = 'rds:DescribeDBInstanceAttribute';
    const night = await startWithout(right);
    const answer = await remove(night, await openList(night, 'moved-out'), GROUP);
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain(right);
    await inState(night, 'moved-out', GROUP, 'OPEN');
    expect(changesIn(night)).toEqual([]);
  });
});
