import { describe, expect, it } from 'vitest';
import type { CleanupPoint } from '../../src/cleanup/ports.ts';
import type { Point } from '../../src/lifecycle/settings.ts';
import { desk, group, item } from '../cleanup/desk.ts';
import { planned } from '../lifecycle/schedule/planned.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { ALICE, BOB, Crash, HOUR, MINUTE, world } from '../lifecycle/world.ts';
import { codeOf } from './source.ts';

/** What the bot does again and again, and why none of it changes a cloud but what a person gave a time. */
const LOOPS: Readonly<Record<string, string>> = {
  'the schedules':
    'remind people; at its time they begin what was confirmed for it, through doors of the list',
  'the watch': 'reads what was sent, lets agreements and holds lapse, and opens checklists',
  'the clean-up': 'looks at what is left, and forgets old questions',
  'the readings of open plans': 'reads',
  'the watch of living tasks': 'reads',
  'the reminders': 'writes to people',
  'the head of the audit log': 'writes to people',
  'the outbox': 'writes to people',
  'the Home tabs': 'shows people what is known',
};

const POINTS: readonly Point[] = ['taken', 'checked', 'before-intent', 'intent', 'called', 'answered'];
const CLEANUP_POINTS: readonly CleanupPoint[] = [
  'removal-taken',
  'removal-intent',
  'removal-called',
  'removal-answered',
];
/** After so many minutes each, it does everything that it does by itself. */
const LATER = [0, 1, 1, 5, 10, 30, 60, 600, 1440];

async function died(work: Promise<unknown>): Promise<void> {
  await expect(work).rejects.toThrow(Crash);
}

describe('what the bot does by itself', () => {
  it('is listed, each loop with why it changes no cloud, or by which doors', () => {
    const loops = codeOf('loops.ts').matchAll(/\bloop\([^']*'([^']+)'/g);
    expect([...loops].map(([, name]) => name).toSorted()).toEqual(Object.keys(LOOPS).toSorted());
  });

  it.each(POINTS)('sends nothing after a death at "%s", for a day and more', async (point) => {
    const night = world();
    night.policy.approvals = 1;
    const { id } = await night.end();
    night.dieAt(point);
    if (point === 'taken') {
      // With others to ask, it is taken long before the last of them agrees.
      night.policy.approvals = 0;
      await died(night.press((await night.plan('terminate', 'DRS-shop-prod')).id));
    } else await died(night.lifecycle.approve({ id, actor: BOB }));
    const sent = night.dts.sends.length + night.drs.sends.length;
    expect(sent).toBe(point === 'called' || point === 'answered' ? 1 : 0);
    await night.restart();
    for (const minutes of LATER) {
      night.pass(minutes * MINUTE);
      await night.lifecycle.readAgain();
      await night.watch();
    }
    expect(night.dts.sends.length + night.drs.sends.length).toBe(sent);
  });

  it.each(CLEANUP_POINTS)('removes nothing after a death at "%s", for a day and more', async (point) => {
    const at = desk();
    at.dts.leftovers = [group('rm-bp1162', 'dts_a'), group('rm-bp1162', 'dts_b')];
    const checklist = await at.open(dtsTask());
    const { id } = await at.ask(checklist.id, item(checklist, 'dts_a').id);
    at.dieAt(point);
    await died(at.confirm(id));
    const sent = at.dts.changes.length;
    await at.restart();
    for (const minutes of LATER) {
      at.pass(minutes * MINUTE);
      await at.tend();
      await at.cleanup.remind();
    }
    expect(at.dts.changes).toHaveLength(sent);
  });

  it('sends nothing for a scheduled end where nobody is there, and nothing late, for a day and more', async () => {
    for (const away of [0, 3 * HOUR]) {
      const { night, id } = await planned(undefined, HOUR);
      night.pass(away);
      for (const minutes of LATER) {
        night.pass(minutes * MINUTE);
        await night.restart();
        await night.lifecycle.readAgain();
        await night.keepTime();
        await night.watch();
      }
      expect(night.dts.sends).toEqual([]);
      expect((await night.lifecycle.ending(id))?.value.state ?? 'over').toMatch(/expired|refused|over/);
    }
  });

  it('sends nothing for what waits: a plan, an agreement that came late, an open item', async () => {
    const night = world({ approvalMs: 48 * HOUR });
    night.policy.approvals = 1;
    const { id } = await night.end();
    await night.plan('terminate', 'DRS-shop-prod');
    night.pass(20 * MINUTE);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({ ending: { pressAgain: true } });
    for (const minutes of LATER) {
      night.pass(minutes * MINUTE);
      await night.restart();
      await night.lifecycle.readAgain();
      await night.watch();
    }
    expect(night.dts.sends.length + night.drs.sends.length).toBe(0);
    expect(await night.lifecycle.confirm({ id, actor: ALICE, typed: null })).toMatchObject({ kind: 'taken' });
  });
});
