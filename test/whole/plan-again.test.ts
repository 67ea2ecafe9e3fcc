import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { dtsTask, polarEndpoint, rdsEndpoint } from '../../src/demo/clouds/alibaba/dts-task.ts';
import { putDtsTask } from '../../src/demo/clouds/put-task.ts';
import type { Post } from '../../src/demo/slack/model.ts';
import { auditLines } from './clean-up.ts';
import { alice, bob, buttonsOn, carol, message, type Night, oscar, startNight, valuesOn } from './night.ts';

const FAILED = 'billing-archive';

/** A line of a message, by its label; empty where it has none. */
function lineOf({ text }: Post, label: string): string {
  return text.split('\n').find((line) => line.startsWith(`${label} `)) ?? '';
}

function choose(night: Night, plan: Post, purpose: 'cut-over' | 'no-longer-needed'): Promise<Post> {
  const [id] = valuesOn(plan, 'plan.refresh');
  return night.pressFor(alice, plan, 'plan.purpose', `${purpose}:${id}`);
}

/** Confirms and types the name, and nothing else. */
async function confirm(night: Night, plan: Post, name: string): Promise<void> {
  await night.press(alice, plan, 'ending.confirm');
  await night.modal(alice);
  expect((await night.submit(alice, { name, reason: 'INC-4711' })).kind).toBe('closed');
}

function endingsOf(night: Night) {
  return night.deeds().filter(({ action }) => action === 'StopDtsJob');
}

describe('a task that fails and runs again between plan and press', () => {
  it('is ended where nobody needs it any more, which the message and the log say', async () => {
    const night = await startNight();
    const plan = await night.ask(alice, `/dts terminate ${FAILED}`);
    expect(lineOf(plan, 'State')).toContain('failed (Failed)');
    const chosen = await choose(night, plan, 'no-longer-needed');
    expect(chosen.ts).toBe(plan.ts);
    expect(lineOf(chosen, 'Purpose')).toContain('no longer needed');
    expect(valuesOn(chosen, 'ending.confirm')).toEqual(valuesOn(plan, 'ending.confirm'));

    night.clouds.world.recover(DTS.failed);
    night.clouds.world.setDelay(DTS.failed, 300);
    await confirm(night, chosen, FAILED);
    expect(lineOf(await night.ending('ended'), 'Purpose')).toContain('no longer needed');
    expect(endingsOf(night)).toHaveLength(1);
    expect(auditLines(night, 'plan.purpose')).toMatchObject([{ actor: alice, purpose: 'no-longer-needed' }]);
    expect(auditLines(night, 'ending.confirmed')).toMatchObject([{ purpose: 'no-longer-needed' }]);
    expect(night.workspace.problems).toEqual([]);
  });

  it.each([true, false])('is not touched when it was a cut-over (chosen: %s)', async (chosen) => {
    const night = await startNight();
    const plan = await night.ask(alice, `/dts terminate ${FAILED}`);
    const shown = chosen ? await choose(night, plan, 'cut-over') : plan;
    night.clouds.world.recover(DTS.failed);
    await confirm(night, shown, FAILED);
    const voided = await night.ending('void');
    expect(voided.text).toContain('State: shown "failed", now "running"');
    expect(endingsOf(night)).toEqual([]);
  });
});

describe('a plan that its owner looks at again', () => {
  it('is the same plan, with what was read and said meanwhile', async () => {
    const night = await startNight({
      ending: 'pollSeconds: 0.2, readinessReadings: 3, readinessSeconds: 0.6, confirmMinutes: 5',
    });
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    expect(lineOf(plan, 'Writes')).toContain('not said to be stopped');
    const said = await night.pressFor(alice, plan, 'plan.writes-stopped');
    expect(said.ts).toBe(plan.ts);
    expect(lineOf(said, 'Writes')).toMatch(
      /said to be stopped, \d+ readings? since \(\d\d:\d\d:\d\d UTC, <@U0ALICE>\)/,
    );
    expect(auditLines(night, 'plan.writes-stopped')).toMatchObject([{ actor: alice }]);

    const since = async () => {
      const again = await night.pressFor(alice, said, 'plan.refresh');
      expect(valuesOn(again, 'ending.confirm')).toEqual(valuesOn(plan, 'ending.confirm'));
      expect(again.text.split('Valid until')[1]).toBe(plan.text.split('Valid until')[1]);
      return lineOf(again, 'Writes');
    };
    await expect.poll(since, { timeout: 20_000, interval: 300 }).toMatch(/, [3-9] readings since/);

    night.clouds.world.setDelay(DTS.orders, 17);
    const late = await night.pressFor(alice, said, 'plan.refresh');
    expect(lineOf(late, 'Lag')).toContain('the figure can be wrong while the source is idle; write one row');
    expect(lineOf(late, 'Wiser')).toContain('pause instead');
    night.clouds.world.setDelay(DTS.orders, 0);
    expect(night.deeds()).toEqual([]);
    expect(night.workspace.problems).toEqual([]);
  }, 60_000);

  it('says when the task has changed, has nothing to confirm then, and leads to a new plan', async () => {
    const night = await startNight();
    const plan = await night.ask(alice, '/dts terminate orders-prod because INC-4711');
    night.clouds.world.rename(DTS.orders, 'orders-new');
    const changed = await night.pressFor(alice, plan, 'plan.refresh');
    expect(lineOf(changed, 'Changed')).toContain('Name: shown "orders-prod", now "orders-new"');
    expect(buttonsOn(changed)).not.toContain('ending.confirm');
    const fresh = await night.pressFor(alice, changed, 'plan.request');
    expect(fresh.text).toContain('END FOR GOOD: orders-new');
    expect(lineOf(fresh, 'Reason')).toContain('INC-4711');
    expect(buttonsOn(fresh)).toContain('ending.confirm');
  });
});

/** The plan once the search behind it is over: a busy machine takes longer for it than a plan waits. */
async function whenSought(night: Night, asked: Post): Promise<Post> {
  let plan = asked;
  while (lineOf(plan, 'Also here').includes('not known yet'))
    plan = await night.pressFor(alice, plan, 'plan.refresh');
  return plan;
}

describe('who else is here', () => {
  it('is named with what it does, over every region, and so is the way back', async () => {
    const night = await startNight();
    const plan = await whenSought(night, await night.ask(alice, '/dts terminate orders-prod'));
    const line = lineOf(plan, 'Also here');
    expect(line).toMatch(/crm-feed \(cn-shanghai, running\) read rm-bp1162kryivb8q2k3; they go on/);
    expect(line).toContain('orders-changes');
    expect(line).toMatch(/Looked in \d+ regions, 2 accounts, \d+ tasks; all answered/);
    expect(lineOf(plan, 'Way back')).toContain('none found, and one can only be made while this task runs');

    putDtsTask(
      night.clouds.world,
      dtsTask({
        id: 'b9a8c7k6ordback',
        name: 'orders-back',
        source: polarEndpoint('pc-bp1imrtn6fq7h5w9d', 'cn-hangzhou'),
        destination: rdsEndpoint('rm-bp1162kryivb8q2k3', 'cn-hangzhou'),
      }),
    );
    night.kill('SIGTERM');
    await night.restart(); // what was found a moment ago is good for a minute
    const again = await whenSought(night, await night.ask(alice, '/dts terminate orders-prod'));
    expect(lineOf(again, 'Way back')).toContain(
      'orders-back (cn-hangzhou, running) is the way back: it lives on',
    );
    await confirm(night, again, 'orders-prod');
    await night.ending('ended');
    const shown = ['plan.shown', 'plan.shown-again'].flatMap((type) => auditLines(night, type));
    expect(shown.map(({ around }) => JSON.stringify(around)).join('\n')).toContain('crm-feed');
  }, 60_000);

  it('is sought behind the plan where the regions are slow, and told when it is looked at again', async () => {
    const night = await startNight();
    const slow = { action: 'DescribeDtsJobs', kind: 'delay', milliseconds: 1_600, times: 400 } as const;
    night.clouds.world.fault(slow);
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    expect(lineOf(plan, 'Also here')).toContain('not known yet: I am still looking; look again in a moment');
    night.clouds.world.faults.clear();
    const told = async () => lineOf(await night.pressFor(alice, plan, 'plan.refresh'), 'Also here');
    await expect.poll(told, { timeout: 40_000, interval: 1_000 }).toContain('crm-feed');
    expect(night.deeds()).toEqual([]);
  }, 60_000);

  it('is not known where a region does not answer, which blocks nothing', async () => {
    const night = await startNight();
    night.clouds.world.setRegion('alibaba', 'cn-shanghai', 'unavailable');
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    const told = async () => lineOf(await night.pressFor(alice, plan, 'plan.refresh'), 'Also here');
    await expect
      .poll(told, { timeout: 30_000, interval: 1_000 })
      .toContain('no answer from cn-shanghai (prod-cn)');
    const again = await night.pressFor(alice, plan, 'plan.refresh');
    expect(lineOf(again, 'Way back')).toContain('not known: 1 region did not answer');
    await confirm(night, again, 'orders-prod');
    await night.ending('ended');
  }, 60_000);
});

describe('a person who may pause the task and not end it', () => {
  it('is told of the pause under the refusal', async () => {
    const night = await startNight({
      policy: `
  - allow: [terminate]
    who: [${carol}]
  - allow: [pause]
    who: [${bob}]`,
    });
    const refused = await night.ask(bob, '/dts terminate orders-prod');
    expect(refused.text).toContain('Way on  Or pause it instead: a pause can be resumed within 6 hours');
    expect(refused.text).toContain('ask one of them');
    const plan = await night.pressFor(bob, refused, 'plan.request');
    expect(plan.text).toContain('PAUSE: orders-prod');
    expect(buttonsOn(plan)).not.toContain('plan.purpose');
    expect((await night.ask(oscar, '/dts terminate orders-prod')).text).not.toContain('Or pause it');
  });
});

describe('the plan in the channel', () => {
  it('has the purpose and who is here, for everybody', async () => {
    const night = await startNight();
    const plan = await whenSought(night, await night.ask(alice, '/dts terminate orders-prod'));
    const chosen = await choose(night, plan, 'cut-over');
    await night.press(alice, chosen, 'plan.show');
    const shared = await message(night, 'PLAN, END FOR GOOD: orders-prod');
    expect(lineOf(shared, 'Purpose')).toContain('cut-over done');
    expect(lineOf(shared, 'Also here')).toContain('crm-feed');
    expect(buttonsOn(shared)).toEqual(['plan.request']);
  });
});
