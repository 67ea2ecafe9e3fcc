import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  askToRemove,
  auditLines,
  changesIn,
  groupsOn,
  inState,
  OTHERS,
  openList,
  putDatabase,
  putEndedTask,
  startCleanUp,
} from './clean-up.ts';
import { alice, type Night, startNight } from './night.ts';
import { endingsIn, settled } from './told.ts';

const ORDERS = '/dts terminate orders-prod';
const ALONE = `
  - allow: [terminate]
    who: [everyone]
    presence: not-needed
`;

function callArrives(night: Night, timeout = 15_000): Promise<unknown> {
  return vi.waitFor(() => expect(night.deeds()).toHaveLength(1), { timeout, interval: 20 });
}

describe('SIGTERM in the pause before a call that was not taken is sent again', () => {
  it('ends it there: it failed, is told, and is never sent again', async () => {
    const night = await startNight();
    night.clouds.world.fault({ action: 'StopDtsJob', kind: 'throttle', times: 5, retryAfterSeconds: 20 });
    await night.end(alice, ORDERS, 'orders-prod');
    await vi.waitFor(() => expect(auditLines(night, 'ending.sent')).toHaveLength(1), { timeout: 10_000 });
    night.kill('SIGTERM');
    expect(await night.gone()).toBe(0);
    expect(auditLines(night, 'ending.failed')).toHaveLength(1);
    await night.restart();
    expect((await night.ending('failed')).text).toContain('the bot was being stopped');
    expect(night.deeds()).toHaveLength(1);
  });
});

describe('SIGTERM in the middle of a removal', () => {
  it('waits for its answer; the next start looks and does not send it again', async () => {
    const night = await startCleanUp();
    putDatabase(night, { product: 'RDS', id: 'rm-drained' });
    putEndedTask(night, { id: 'k0over', name: 'moved-out', database: 'rm-drained' });
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, 'rdsdts_orders');
    night.clouds.world.fault({
      ...{ action: 'ModifySecurityIps', kind: 'delay', milliseconds: 2_500, takesEffect: true },
    });
    await night.submit(alice, {});
    await vi.waitFor(() => expect(changesIn(night)).toHaveLength(1), { timeout: 10_000, interval: 20 });
    night.kill('SIGTERM');
    expect(await night.gone()).toBe(0);
    expect(night.output()).toContain('"event":"stopped"');
    expect(night.output()).not.toContain('"outcome":"unknown"');
    await night.restart();
    await inState(night, 'moved-out', 'rdsdts_orders', 'GONE');
    expect(groupsOn(night, 'rm-drained')).toEqual(OTHERS);
    expect(changesIn(night)).toHaveLength(1);
  });
});

describe('SIGTERM while a scheduled end is being called', () => {
  it('waits for its answer, and it is not called again', async () => {
    const night = await startNight({ policy: ALONE, speed: 3 });
    night.clouds.world.fault({
      ...{ action: 'StopDtsJob', kind: 'delay', milliseconds: 2_500, takesEffect: true },
    });
    await night.end(alice, `${ORDERS} in 0.05m because cut-over`, 'orders-prod');
    await callArrives(night);
    night.kill('SIGTERM');
    expect(await night.gone()).toBe(0);
    expect(auditLines(night, 'ending.answered')).toHaveLength(1);
    await night.restart();
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
  });
});

describe('SIGTERM while the answer of a call cannot be written down', () => {
  it('stops all the same, and the next start reads what became of it and calls nothing', async () => {
    const night = await startNight({ speed: 3 });
    night.clouds.world.fault({
      ...{ action: 'StopDtsJob', kind: 'delay', milliseconds: 1_500, takesEffect: true },
    });
    await night.end(alice, ORDERS, 'orders-prod');
    await callArrives(night);
    // Without its lock the bot writes nothing more.
    rmSync(join(night.folder, 'data', 'cutover.lock'));
    night.kill('SIGTERM');
    expect(await night.gone()).toBe(0);
    expect(auditLines(night, 'ending.answered')).toEqual([]);
    await night.restart();
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
  });
});
