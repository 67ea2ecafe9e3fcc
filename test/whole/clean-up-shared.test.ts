import { describe, expect, it } from 'vitest';
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
  putLivingTask,
  remove,
  SOON,
  startCleanUp,
  submitFor,
  threadOf,
} from './clean-up.ts';
import { alice, buttonsOn, startNight } from './night.ts';

const DATABASE = 'rm-shared';

/** An ended task and a living one that read the same database. */
async function twoTasks(cleanup?: string) {
  const night = await startCleanUp(cleanup === undefined ? {} : { cleanup });
  putDatabase(night, { product: 'RDS', id: DATABASE });
  putEndedTask(night, { id: 'k3over', name: 'moved-out', database: DATABASE });
  putLivingTask(night, { id: 'k3alive', name: 'crm-copy', database: DATABASE });
  return night;
}

describe('a whitelist that another task shares', () => {
  it('is blocked with the name of that task, opens by itself when it is ended, and is removed then', async () => {
    const night = await twoTasks();
    const list = await openList(night, 'moved-out');
    const blocked = itemOn(list, 'rdsdts_orders');
    expect(blocked.state).toBe('BLOCKED');
    expect(blocked.text).toContain('crm-copy (cn-hangzhou');
    expect(blocked.text).toContain('opens again when that ends');
    expect(blocked.buttons).not.toContain('cleanup.remove');
    expect(buttonsOn(list)).not.toContain('cleanup.remove-all');

    // The looks come after an hour, so that only the ending itself can bring this one.
    await night.end(alice, '/dts terminate crm-copy', 'crm-copy');
    const { item, list: open } = await inState(night, 'moved-out', 'rdsdts_orders', 'OPEN');
    expect(item.buttons).toContain('cleanup.remove');
    await night.workspace.waitFor(() => threadOf(night, list).includes('Nobody needs it any more'));
    expect(changesIn(night)).toEqual([]);

    await remove(night, open, 'rdsdts_orders');
    await inState(night, 'moved-out', 'rdsdts_orders', 'GONE');
    expect(changesIn(night)).toHaveLength(1);
    expect(groupsOn(night, DATABASE)).toEqual(OTHERS);
  });

  it('opens with a later look, too, where the other task was ended in the console', async () => {
    const night = await twoTasks(SOON);
    await openList(night, 'moved-out');
    await inState(night, 'moved-out', 'rdsdts_orders', 'BLOCKED');
    night.clouds.world.endInConsole('k3alive');
    const { list } = await inState(night, 'moved-out', 'rdsdts_orders', 'OPEN');
    await remove(night, list, 'rdsdts_orders');
    await inState(night, 'moved-out', 'rdsdts_orders', 'GONE');
    expect(changesIn(night)).toHaveLength(1);
  });

  it('is looked at afresh where somebody presses "Look again"', async () => {
    const night = await twoTasks();
    const list = await openList(night, 'moved-out');
    night.clouds.world.deleteInConsole('k3alive');
    const answer = await night.pressFor(alice, list, 'cleanup.rescan');
    expect(answer.text).toContain('Looked again.');
    expect(answer.text).toContain('Nothing was changed in the cloud.');
    await inState(night, 'moved-out', 'rdsdts_orders', 'OPEN');
    expect(changesIn(night)).toEqual([]);
  });
});

describe('a task that comes to life between the modal and its confirmation', () => {
  it('blocks the removal with its name; nothing is sent', async () => {
    const night = await startCleanUp();
    putDatabase(night, { product: 'RDS', id: DATABASE });
    putEndedTask(night, { id: 'k3over', name: 'moved-out', database: DATABASE });
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, 'rdsdts_orders');
    putLivingTask(night, { id: 'k3new', name: 'brand-new', database: DATABASE, region: 'cn-shanghai' });

    const answer = await submitFor(night);
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain('brand-new (cn-shanghai');
    expect(answer.text).toContain('Nothing was changed.');
    const { item } = await inState(night, 'moved-out', 'rdsdts_orders', 'BLOCKED');
    expect(item.text).toContain('brand-new (cn-shanghai');
    expect(changesIn(night)).toEqual([]);
    expect(groupsOn(night, DATABASE)).toEqual([...OTHERS, ofDts()]);
  });
});

describe('the tasks that there are in the beginning', () => {
  it('block the source of orders-prod from a region that is not configured, and only its destination is offered', async () => {
    const night = await startNight();
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    const { item } = await inState(night, 'orders-prod', 'rdsdts_orders', 'BLOCKED');
    for (const name of ['crm-feed (cn-shanghai', 'orders-changes', 'audit-changes'])
      expect(item.text).toContain(name);
    const { list } = await inState(night, 'orders-prod', 'dtspolardb', 'OPEN');

    await askToRemoveAll(night, list);
    await submitFor(night);
    await inState(night, 'orders-prod', 'dtspolardb', 'GONE');
    const changed = changesIn(night).map(({ action, parameters }) => [action, parameters['DBClusterId']]);
    expect(changed).toEqual([['ModifyDBClusterAccessWhitelist', 'pc-bp1imrtn6fq7h5w9d']]);
  });
});
