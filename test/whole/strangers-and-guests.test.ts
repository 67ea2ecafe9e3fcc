import { describe, expect, it } from 'vitest';
import { GROUPS, PEOPLE } from '../../src/demo/slack/seed.ts';
import { alice, buttonsOn, cutover, dbOps, gina, type Night, oscar, startNight } from './night.ts';
import { rowsOnDisk } from './told.ts';

const { sam } = PEOPLE;

/** Nothing was sent, nobody was told, and no confirmation waits for anybody. */
function expectNothing(night: Night): void {
  expect(night.deeds()).toEqual([]);
  expect(night.workspace.messages(cutover)).toEqual([]);
}

describe('people who do not count', () => {
  it.each([
    ['a guest', gina, 'you are a guest'],
    ['a person of another workspace', sam, 'you belong to another workspace'],
  ])('%s gets no plan and no list, with the reason', async (_, person, why) => {
    const night = await startNight({ policy: '\n  - allow: [terminate]\n    who: [everyone]\n' });

    for (const line of ['/dts terminate orders-prod', '/dts list', '/dts show orders-prod']) {
      const answer = await night.ask(person, line);
      expect(answer.text).toContain(why);
      expect(answer.text).not.toContain('rm-bp1162');
      expect(buttonsOn(answer)).toEqual([]);
    }
    expectNothing(night);
    expect(rowsOnDisk(night, 'confirmation')).toEqual([]);
  });

  it('a person who is deactivated while the click is on its way ends nothing', async () => {
    const night = await startNight({
      policy: `\n  - allow: [terminate]\n    who: [${GROUPS.dba}]\n    confirm: button\n`,
    });
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    night.workspace.faults.setDeactivated(alice, true);
    const pressed = await night.workspace.press(alice, {
      ephemeral: plan.ts,
      channelId: cutover,
      actionId: 'ending.confirm',
      inFlight: true,
    });
    expect(pressed.kind).toBe('acknowledged');
    await night.workspace.waitFor(() =>
      night.workspace.ephemerals(alice).some((post) => post.text.includes('your account is deactivated')),
    );
    expectNothing(night);
  });
});

describe('full members without the right', () => {
  it('read what a plan would say, who may, and find nothing to confirm', async () => {
    const night = await startNight();
    const answer = await night.ask(oscar, '/dts terminate orders-prod');

    expect(answer.text).toContain('You may not terminate orders-prod');
    expect(answer.text).toContain('rm-bp1162');
    expect(answer.text).toContain('can never be restarted');
    expect(answer.text).toContain('Nothing was changed.');
    expect(buttonsOn(answer)).not.toContain('ending.confirm');
    expect(rowsOnDisk(night, 'confirmation')).toEqual([]);
    expectNothing(night);
  });

  it("cannot confirm somebody else's plan that was shown in the channel, only ask for one of their own", async () => {
    const night = await startNight();
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    await night.press(alice, plan, 'plan.show');
    const [shown] = await night.workspace.waitFor(() => {
      const posts = night.workspace.messages(cutover);
      return posts.length > 0 ? posts : null;
    });
    if (shown === undefined) throw new Error('nothing was shown');
    expect(buttonsOn(shown)).toEqual(['plan.request']);
    const own = await night.pressFor(oscar, shown, 'plan.request');
    expect(own.text).toContain('You may not terminate orders-prod');
    expect(buttonsOn(own)).not.toContain('ending.confirm');
    expect(night.deeds()).toEqual([]);
  });

  it('lose it with the group: who left between plan and click is refused', async () => {
    const night = await startNight();
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    night.workspace.faults.setGroup(GROUPS.dba, [PEOPLE.bob]);
    await night.submit(alice, { name: 'orders-prod', reason: '' });

    await night.workspace.waitFor(() =>
      night.workspace.ephemerals(alice).some((post) => post.text.includes('You may not terminate')),
    );
    expectNothing(night);
  });
});

describe('a right that holds in one channel', () => {
  const policy = `
  - allow: [terminate]
    who: [${GROUPS.dba}]
    channels: [${cutover}]
`;

  it('does not hold in another, which is told where it does', async () => {
    const night = await startNight({ policy });
    const elsewhere = await night.ask(alice, '/dts terminate orders-prod', dbOps);
    expect(elsewhere.text).toContain('here; the policy allows it to you in');
    expect(JSON.stringify(elsewhere.blocks)).toContain(cutover);
    expect(buttonsOn(elsewhere)).not.toContain('ending.confirm');
    expect(buttonsOn(await night.ask(alice, '/dts terminate orders-prod'))).toContain('ending.confirm');
    expect(night.deeds()).toEqual([]);
  });
});

describe('rights that cannot be checked', () => {
  it.each(['usergroups.users.list', 'users.info'])(
    'are none: %s failing at the click refuses it, and the plan stays good',
    async (method) => {
      const night = await startNight();
      const plan = await night.ask(alice, '/dts terminate orders-prod');
      await night.press(alice, plan, 'ending.confirm');
      await night.modal(alice);
      night.workspace.faults.failNext(method, { kind: 'status', status: 503 });
      await night.submit(alice, { name: 'orders-prod', reason: '' });

      await night.workspace.waitFor(() =>
        night.workspace.ephemerals(alice).some((post) => post.text.includes('I could not check')),
      );
      expectNothing(night);

      await night.press(alice, plan, 'ending.confirm');
      await night.modal(alice);
      await night.submit(alice, { name: 'orders-prod', reason: '' });
      await night.ending('ended');
      expect(night.deeds()).toHaveLength(1);
    },
  );

  it.each(['usergroups.users.list', 'users.info'])('are none: %s failing at the command', async (method) => {
    const night = await startNight();
    night.workspace.faults.failNext(method, { kind: 'status', status: 503 }, 5);
    const answer = await night.ask(alice, '/dts terminate orders-prod');
    expect(answer.text).toContain('I could not check');
    expect(buttonsOn(answer)).not.toContain('ending.confirm');
    expectNothing(night);
  });
});
