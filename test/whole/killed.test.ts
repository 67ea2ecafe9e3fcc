import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { DRS } from '../../src/demo/clouds/drs/drs-seed.ts';
import { alice, type Night, startNight } from './night.ts';
import { allTold, checklistsIn, endingsIn, rowsOnDisk, settled, stateIn } from './told.ts';

const TASKS = [
  { line: '/dts terminate orders-prod', name: 'orders-prod', id: DTS.orders },
  { line: '/dts terminate inventory-ecs', name: 'inventory-ecs', id: DTS.ecsSync },
  { line: '/drs stop DRS-shop-prod', name: 'DRS-shop-prod', id: DRS.shop },
  { line: '/dts terminate ledger-prod', name: 'ledger-prod', id: DTS.prePaid },
] as const;
const FINAL = ['refused', 'needs-human', 'ended'];

function stopsOf(night: Night, id: string): number {
  return night.deeds().filter((deed) => JSON.stringify(deed.parameters).includes(id)).length;
}

/** What must hold at every moment, whatever was killed in between. */
function expectAtMostOnce(night: Night): void {
  for (const { id } of TASKS) {
    const messages = endingsIn(night).filter((post) => post.metadata?.event_payload['task'] === id);
    expect(new Set(messages.map((post) => post.metadata?.event_payload['ending'])).size).toBe(
      messages.length,
    );
    expect(stopsOf(night, id)).toBeLessThanOrEqual(1);
  }
}

describe('kill -9', () => {
  it('after the cloud has taken the call: the next process asks nothing again and proves the end', async () => {
    const night = await startNight({ speed: 5 });
    await night.end(alice, '/drs stop DRS-shop-prod', 'DRS-shop-prod');
    await night.ending('ending');
    night.kill('SIGKILL');
    expect(await night.gone()).toBe('SIGKILL');
    await night.restart();

    const ended = await settled(night, ['ended']);
    expect(ended.text).toContain('asked once');
    expect(night.deeds()).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
    expect(checklistsIn(night)).toHaveLength(1);
  });

  it('twenty times at random moments of four endings: one call each at most, and nothing is left in limbo', {
    timeout: 300_000,
  }, async () => {
    const night = await startNight({
      speed: 2,
      ending: 'pollSeconds: 0.1, timeoutMinutes: 0.5, confirmMinutes: 5, approvalHours: 1',
    });
    night.clouds.world.setDelay(DTS.ecsSync, 0); // else nobody would be asked for its name alone
    for (let kill = 0; kill < 20; kill += 1) {
      const task = TASKS[Math.floor(kill / 5)];
      if (task !== undefined && kill % 5 === 0) {
        const confirmed = night.end(alice, task.line, task.name).catch(() => undefined);
        // Two of the four are waited for; any of them may still die before its confirmation is on record.
        if (kill % 10 === 0) await confirmed;
      }
      // The moment itself is what is tried here: anywhere between the command and the end.
      await wait(randomInt(0, kill % 5 === 0 ? 1_500 : 700));
      night.kill('SIGKILL');
      expect(await night.gone()).toBe('SIGKILL');
      await night.restart();
      expectAtMostOnce(night);
    }

    await night.workspace.waitFor(
      () => endingsIn(night).every((post) => FINAL.includes(String(stateIn(post)))),
      120_000,
    );
    await allTold(night);
    expectAtMostOnce(night);
    expect(endingsIn(night)).not.toEqual([]);
    for (const post of endingsIn(night)) {
      const { task, state } = post.metadata?.event_payload ?? {};
      const calls = stopsOf(night, String(task));
      expect(calls).toBe(state === 'ended' ? 1 : 0);
      const lists = checklistsIn(night).filter((list) => list.metadata?.event_payload['task'] === task);
      expect(lists).toHaveLength(state === 'ended' ? 1 : 0);
    }
    for (const row of rowsOnDisk(night, 'ending')) expect(row.dueAt).not.toBeNull();
  });
});
