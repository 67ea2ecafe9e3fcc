import { describe, expect, it, vi } from 'vitest';
import {
  askToRemove,
  askToRemoveAll,
  changesIn,
  groupsOn,
  inState,
  itemOn,
  OTHERS,
  ofDts,
  openList,
  putDatabase,
  putEndedTask,
  startCleanUp,
  submitFor,
} from './clean-up.ts';
import { alice, type Night } from './night.ts';

const DATABASE = 'rm-busy';
const GROUP = 'rdsdts_orders';
const GROUPS = [...OTHERS, ofDts()];

async function startWith(cleanup?: string): Promise<Night> {
  const night = await startCleanUp(cleanup === undefined ? {} : { cleanup });
  putDatabase(night, { product: 'RDS', id: DATABASE, groups: GROUPS });
  putEndedTask(night, { id: 'k7over', name: 'moved-out', database: DATABASE });
  return night;
}

/** How often the state of the instance was asked. */
function asked(night: Night): number {
  return night.clouds.calls.filter(({ action }) => action === 'DescribeDBInstanceAttribute').length;
}

describe('an instance that is being changed by others', () => {
  it('is waited for, and the group is removed when it runs again', async () => {
    const night = await startWith();
    const list = await openList(night, 'moved-out');
    night.clouds.world.network.setDatabase(DATABASE, { status: 'NET_CREATING' });
    await askToRemove(night, list, GROUP);
    expect((await night.submit(alice, {})).kind).toBe('closed');
    const { item } = await inState(night, 'moved-out', GROUP, 'REMOVING');
    expect(item.text).toContain('Confirmed; I look once more before anything is sent.');
    expect(item.buttons).not.toContain('cleanup.remove');
    await vi.waitFor(() => expect(asked(night)).toBeGreaterThanOrEqual(3), { timeout: 5_000 });
    expect(changesIn(night)).toEqual([]);

    night.clouds.world.network.setDatabase(DATABASE, { status: '' });
    await inState(night, 'moved-out', GROUP, 'GONE');
    expect(changesIn(night)).toHaveLength(1);
    expect(groupsOn(night, DATABASE)).toEqual(OTHERS);
  });

  it('is given up after a while, with the item open again and nothing sent', async () => {
    const night = await startWith('pollSeconds: 0.1, busyMinutes: 0.01');
    const list = await openList(night, 'moved-out');
    night.clouds.world.network.setDatabase(DATABASE, { status: 'TRANSING' });
    await askToRemove(night, list, GROUP);
    const answer = await submitFor(night);
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain(`It is still busy (${DATABASE} is TRANSING)`);
    expect(answer.text).toContain('Nothing was changed.');
    await inState(night, 'moved-out', GROUP, 'OPEN');
    expect(changesIn(night)).toEqual([]);
  });

  it('that turns the call away as busy gets it once more, and takes effect once', async () => {
    const night = await startWith();
    const list = await openList(night, 'moved-out');
    const body = {
      RequestId: '6A2C9F1B-0000-0000-0000-000000000001',
      Code: 'OperationDenied.DBInstanceStatus',
      Message: 'The operation is not permitted due to status of the instance.',
    };
    night.clouds.world.fault({ action: 'ModifySecurityIps', kind: 'answer', status: 403, body });
    await askToRemove(night, list, GROUP);
    expect((await submitFor(night)).text).toContain('REMOVED');
    await inState(night, 'moved-out', GROUP, 'GONE');
    const sent = night.clouds.calls.filter(({ action }) => action === 'ModifySecurityIps');
    expect(sent.map(({ answer }) => answer.status)).toEqual([403, 200]);
    expect(groupsOn(night, DATABASE)).toEqual(OTHERS);
  });
});

describe('an instance that is locked', () => {
  it('keeps its group, and says why; nothing is sent', async () => {
    const night = await startWith();
    const list = await openList(night, 'moved-out');
    night.clouds.world.network.setDatabase(DATABASE, { lockMode: 'LockByExpiration' });
    await askToRemove(night, list, GROUP);
    const answer = await submitFor(night);
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain(`${DATABASE} is locked (LockByExpiration)`);
    expect(answer.text).toContain('Nothing was changed.');
    await inState(night, 'moved-out', GROUP, 'OPEN');
    expect(changesIn(night)).toEqual([]);
    expect(groupsOn(night, DATABASE)).toEqual(GROUPS);
  });
});

describe('two groups of one instance', () => {
  it('are removed one change at a time: the second only when it runs again', async () => {
    const night = await startCleanUp();
    const two = ofDts({ name: 'dts_two', ips: ['47.91.9.0/24'] });
    putDatabase(night, { product: 'RDS', id: DATABASE, groups: [...GROUPS, two], busySeconds: 20 });
    putEndedTask(night, { id: 'k7over', name: 'moved-out', database: DATABASE });
    const list = await openList(night, 'moved-out');
    expect(itemOn(list, 'dts_two').state).toBe('OPEN');
    const modal = await askToRemoveAll(night, list);
    expect(modal).toContain(GROUP);
    expect(modal).toContain('dts_two');

    const answer = await submitFor(night);
    expect(answer.text).toContain('2 removed.');
    await inState(night, 'moved-out', GROUP, 'GONE');
    await inState(night, 'moved-out', 'dts_two', 'GONE');
    const { calls } = night.clouds;
    const [first = -1, second = -1, ...more] = calls.flatMap(({ action }, at) =>
      action === 'ModifySecurityIps' ? [at] : [],
    );
    expect(more).toEqual([]);
    expect(calls[first]?.answer.status).toBe(200);
    expect(calls[second]?.answer.status).toBe(200);
    // The instance was busy for twenty seconds of the cloud's time, and was asked until it was not.
    expect((calls[second]?.at ?? 0) - (calls[first]?.at ?? 0)).toBeGreaterThanOrEqual(20_000);
    const between = calls.slice(first, second).map(({ action }) => action);
    expect(between.filter((action) => action === 'DescribeDBInstanceAttribute').length).toBeGreaterThan(1);
    expect(groupsOn(night, DATABASE)).toEqual(OTHERS);
  });
});
