import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { GROUPS } from '../../src/demo/slack/seed.ts';
import { auditLines } from './clean-up.ts';
import { alice, bob, buttonsOn, carol, gina, type Night, oscar, startNight } from './night.ts';
import { allTold, endingsIn, settled, stateIn } from './told.ts';

function policy(approvals: number): string {
  return `
  - allow: [terminate]
    who: [${GROUPS.dba}]
    approvals: ${approvals}
    approvers: [${GROUPS.leads}]
`;
}

async function waiting(night: Night) {
  await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
  return night.ending('awaiting-approval');
}

/** The lines in the thread of the one ending. */
async function threadOf(night: Night): Promise<string[]> {
  await allTold(night);
  const [post] = endingsIn(night);
  return post === undefined ? [] : night.workspace.thread(post.channel, post.ts).map(({ text }) => text);
}

describe('two people at one plan', () => {
  it('read the same plan; Bob looks, sees that the task has failed since, and his agreement voids it', async () => {
    const night = await startNight({ policy: policy(1) });
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    const post = await waiting(night);
    const shown = plan.text
      .split('\n')
      .filter((line) => /^(No undo|Way back|Or pause|Money|After) /.test(line))
      // A busy machine is still looking for this when the first plan is shown, and knows it at the second.
      .filter((line) => !line.includes('not known yet'));
    expect(shown.length).toBeGreaterThan(3);
    for (const line of shown) expect(post.text).toContain(line);
    expect(post.text).toMatch(
      /Asked {2}<@U0ALICE>, .*: "cut-over INC-4711"; allowed by rule 1 of the policy/,
    );
    expect(post.text).toContain(`1 more of <!subteam^${GROUPS.leads}> must agree`);

    const same = await night.pressFor(bob, post, 'ending.plan');
    expect(same.text).toContain('AS IT IS NOW: orders-prod');
    expect(same.text).toContain('Nothing relevant differs from what was shown.');
    night.clouds.world.setStatus(DTS.orders, 'Failed');
    const other = await night.pressFor(bob, post, 'ending.plan');
    expect(other.text).toContain('Differs (!)  State: shown "running", now "failed"');
    expect(other.text).toContain('So (!)  an approval would void it. Ask for a new plan.');
    expect(stateIn(endingsIn(night)[0])).toBe('awaiting-approval');
    expect(buttonsOn(endingsIn(night)[0] ?? post)).toContain('ending.approve');

    const answer = await night.pressFor(bob, post, 'ending.approve');
    expect(answer.text).toContain('Your agreement was not counted. orders-prod: void.');
    const voided = await settled(night, ['void']);
    expect(voided.text).toContain('State: shown "running", now "failed"');
    expect(voided.text).not.toContain('agreed');
    expect(await threadOf(night)).toContainEqual(expect.stringContaining('Now: void.'));
    expect(auditLines(night, 'ending.looked')).toMatchObject([
      { actor: bob, actorName: 'bob', differences: [] },
      { actor: bob, differences: [{ label: 'State', shown: 'running', now: 'failed' }] },
    ]);
    expect(auditLines(night, 'ending.approval-refused')).toMatchObject([{ actor: bob }]);
    expect(auditLines(night, 'ending.approved')).toEqual([]);
    expect(night.deeds()).toEqual([]);
    expect(night.workspace.problems).toEqual([]);
  });

  it('see a lag that has come since, and the first of two agreements ends the waiting', async () => {
    const night = await startNight({ policy: policy(2) });
    const post = await waiting(night);
    night.clouds.world.setDelay(DTS.orders, 42);
    const seen = await night.pressFor(carol, post, 'ending.plan');
    expect(seen.text).toMatch(/Differs \(!\) {2}Lag: shown "[^"]*", now "lag is 42 s"/);
    expect(seen.text).toContain('Not known (!)  nobody has said to know: lag is 42 s');
    await night.press(bob, post, 'ending.approve');
    expect((await settled(night, ['refused'])).text).toContain('nobody has said to know that: lag is 42 s');
    expect(night.deeds()).toEqual([]);
  });

  it('show a guest nothing', async () => {
    const night = await startNight({ policy: policy(1) });
    const post = await waiting(night);
    const refused = await night.pressFor(gina, post, 'ending.plan');
    expect(refused.text).toContain('you are a guest');
    expect(refused.text).not.toContain('orders-prod');
    expect(auditLines(night, 'ending.look-refused')).toMatchObject([{ actor: gina }]);
  });
});

describe('an agreement of somebody who may agree no more', () => {
  it('counts not when Carol leaves the group before Bob agrees: it waits for another, and one call is sent', async () => {
    const night = await startNight({ policy: policy(2) });
    const post = await waiting(night);
    await night.pressFor(carol, post, 'ending.approve');
    night.workspace.faults.setGroup(GROUPS.leads, [bob, oscar]);

    const answer = await night.pressFor(bob, post, 'ending.approve');
    expect(answer.text).toContain('Recorded. orders-prod: waiting for agreement.');
    expect(answer.text).toContain(`the agreement of <@${carol}>, who is no longer among those who may agree`);
    expect(await threadOf(night)).toContainEqual(
      `The agreement of <@${carol}> counts no more: that person is no longer among those who may agree. 1 more must agree; nothing was sent.`,
    );
    const [waits] = endingsIn(night);
    expect(waits?.text).toMatch(new RegExp(`Agreed {2}<@${bob}> [^<]*\\n`));
    expect(waits?.text).toContain(`Counts no more (!)  the agreement of <@${carol}>`);
    expect(waits?.text).toContain('1 more of');
    expect(night.deeds()).toEqual([]);

    await night.pressFor(carol, waits ?? post, 'ending.approve');
    expect(night.deeds()).toEqual([]);
    await night.pressFor(oscar, waits ?? post, 'ending.approve');
    const ended = await settled(night, ['ended']);
    expect(ended.text).toMatch(new RegExp(`<@${bob}> and <@${oscar}> agreed`));
    expect(night.deeds()).toHaveLength(1);
    expect(auditLines(night, 'ending.waits-again')).toMatchObject([
      { lost: [{ userId: carol }], missing: 1 },
    ]);
    const [first] = auditLines(night, 'ending.approved');
    expect(first).toMatchObject({ actor: carol, fingerprint: { name: 'orders-prod', stage: 'running' } });
    expect(night.workspace.problems).toEqual([]);
  });

  it('counts not when her account is deactivated, also where only the last press is missing', async () => {
    const night = await startNight({
      policy: policy(1),
      ending: 'pollSeconds: 0.2, timeoutMinutes: 0.5, confirmMinutes: 0.05, approvalHours: 1',
    });
    const post = await waiting(night);
    await wait(3_200);
    await night.pressFor(carol, post, 'ending.approve');
    const again = await night.workspace.waitFor(() =>
      endingsIn(night).find((each) => buttonsOn(each).includes('ending.confirm')),
    );
    night.workspace.faults.setDeactivated(carol, true);

    const looked = await night.pressFor(alice, again, 'ending.plan');
    expect(looked.text).toContain(`the agreement of <@${carol}>, who is deactivated`);
    await night.press(alice, again, 'ending.confirm');
    const waits = await night.workspace.waitFor(() =>
      endingsIn(night).find((each) => each.text.includes('Counts no more')),
    );
    expect(waits.text).toContain('1 more of');
    expect(buttonsOn(waits)).toEqual(['ending.approve', 'ending.plan', 'ending.reject', 'ending.withdraw']);
    expect(await threadOf(night)).toContainEqual(expect.stringContaining('that person is deactivated'));
    expect(night.deeds()).toEqual([]);

    await night.pressFor(bob, waits, 'ending.approve');
    const once = await night.workspace.waitFor(() =>
      endingsIn(night).find((each) => buttonsOn(each).includes('ending.confirm')),
    );
    await night.press(alice, once, 'ending.confirm');
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
  });
});
