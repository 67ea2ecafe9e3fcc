import { describe, expect, it } from 'vitest';
import type { DtsTaskInput } from '../../src/demo/clouds/alibaba/dts-task.ts';
import { dtsEndpoint } from '../../src/demo/clouds/alibaba/dts-task.ts';
import {
  changesIn,
  HANGZHOU,
  itemOn,
  lookedAt,
  openList,
  putDatabase,
  putEndedTask,
  putLivingTask,
  SHANGHAI,
  startCleanUp,
} from './clean-up.ts';
import { alice, buttonsOn } from './night.ts';

/** Every way to be alive, and to be known by. */
const ALIVE: readonly { title: string; task: Partial<DtsTaskInput> }[] = [
  { title: 'that runs', task: {} },
  { title: 'that is paused', task: { status: 'Suspending' } },
  { title: 'that has failed', task: { status: 'Failed' } },
  { title: 'that has not started', task: { status: 'NotStarted', fullLoadPercent: 0 } },
  { title: 'that is locked', task: { status: 'Locked' } },
  { title: 'in a state that nobody has heard of', task: { status: 'Hibernating' } },
  { title: 'that tracks changes', task: { jobType: 'SUBSCRIBE', status: 'Normal' } },
  { title: 'that migrates', task: { jobType: 'MIGRATION', status: 'Migrating' } },
  { title: 'that is being set up', task: { status: 'Prechecking', fullLoadPercent: 0 } },
];

function nameOf(at: number): string {
  return `alive-${at}`;
}

describe('a task of a region that is not configured', () => {
  it('blocks what it needs, however it is alive', async () => {
    const night = await startCleanUp();
    for (const [at, { task }] of ALIVE.entries()) {
      putDatabase(night, { product: 'RDS', id: `rm-living${at}` });
      putEndedTask(night, { id: `k4over${at}`, name: `over-${at}`, database: `rm-living${at}` });
      const living = { id: `k4alive${at}`, name: nameOf(at), region: SHANGHAI, ...task };
      putLivingTask(night, { ...living, database: `rm-living${at}` });
    }
    for (const at of ALIVE.keys()) await night.ask(alice, `/dts cleanup over-${at}`);

    for (const [at, { title }] of ALIVE.entries()) {
      const list = await lookedAt(night, `over-${at}`);
      const item = itemOn(list, 'rdsdts_orders');
      expect.soft(item.state, `a task ${title}`).toBe('BLOCKED');
      expect.soft(item.text, `a task ${title}`).toContain(`${nameOf(at)} (${SHANGHAI}`);
      expect.soft(buttonsOn(list), `a task ${title}`).not.toContain('cleanup.remove');
    }
    expect(changesIn(night)).toEqual([]);
  });

  it('blocks it by the private address and by the public name of the database, too', async () => {
    const night = await startCleanUp();
    const addresses = {
      private: { network: 'private', host: 'rm-known.mysql.rds.aliyuncs.com', ip: '10.77.1.9', port: '3306' },
      public: { network: 'public', host: 'shop-db.mysql.rds.aliyuncs.com', ip: '47.1.2.3', port: '3306' },
    } as const;
    const known = { byAddress: '10.77.1.9', byName: 'shop-db.mysql.rds.aliyuncs.com' };
    putDatabase(night, { product: 'RDS', id: 'rm-known', addresses: Object.values(addresses) });
    putEndedTask(night, { id: 'k4over', name: 'moved-out', database: 'rm-known' });
    for (const [name, Ip] of Object.entries(known)) {
      const source = dtsEndpoint({ InstanceType: name === 'byName' ? 'OTHER' : 'EXPRESS', Ip });
      putLivingTask(night, { id: `k4${name}`, name, database: '', region: SHANGHAI, source });
    }
    const item = itemOn(await openList(night, 'moved-out'), 'rdsdts_orders');
    expect(item.state).toBe('BLOCKED');
    expect(item.text).toContain(`byAddress (${SHANGHAI}`);
    expect(item.text).toContain(`byName (${SHANGHAI}`);
    expect(changesIn(night)).toEqual([]);
  });

  it('blocks nothing any more where it is finished or released', async () => {
    const night = await startCleanUp();
    putDatabase(night, { product: 'RDS', id: 'rm-over' });
    putEndedTask(night, { id: 'k4over', name: 'moved-out', database: 'rm-over' });
    putLivingTask(night, {
      id: 'k4done',
      name: 'done',
      database: 'rm-over',
      region: SHANGHAI,
      status: 'Finished',
    });
    putLivingTask(night, {
      id: 'k4released',
      name: 'released',
      database: 'rm-over',
      region: HANGZHOU,
      released: true,
    });
    expect(itemOn(await openList(night, 'moved-out'), 'rdsdts_orders').state).toBe('OPEN');
  });
});
