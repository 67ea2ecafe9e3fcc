import { describe, expect, it } from 'vitest';
import { GROUPS, PEOPLE } from '../../src/demo/slack/seed.ts';
import { alice, bob, buttonsOn, carol, gina, type Night, oscar, startNight, textOf } from './night.ts';
import { endingsIn, settled } from './told.ts';

const { sam } = PEOPLE;

function policy(approvals: number, approvers: string = GROUPS.leads): string {
  return `
  - allow: [terminate]
    who: [${GROUPS.dba}]
    approvals: ${approvals}
    approvers: [${approvers}]
`;
}

async function waiting(night: Night) {
  await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
  return night.ending('awaiting-approval');
}

describe('an ending that another person must agree to', () => {
  it('waits, tells everybody what it would do, and ends at once when one of the leads approves', async () => {
    const night = await startNight({ policy: policy(1) });
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    expect(plan.text).toContain('must agree');
    const post = await waiting(night);
    expect(post.text).toContain('can never be restarted');
    expect(textOf(post)).toContain('Approve and end now');
    expect(buttonsOn(post)).toEqual(['ending.approve', 'ending.plan', 'ending.reject', 'ending.withdraw']);
    expect(night.deeds()).toEqual([]);

    await night.pressFor(bob, post, 'ending.approve');
    const ended = await settled(night, ['ended']);
    expect(textOf(ended)).toContain(bob);
    expect(ended.text).toContain('agreed');
    expect(night.deeds()).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
    const replies = night.workspace.thread(ended.channel, ended.ts).map((reply) => reply.text);
    expect(replies.some((text) => text.includes('agreed, 1 of 1'))).toBe(true);
  });

  it('does not take the agreement of the person who asked, of an outsider, a guest or a stranger', async () => {
    const night = await startNight({ policy: policy(1, 'everyone') });
    const post = await waiting(night);

    const own = await night.pressFor(alice, post, 'ending.approve');
    expect(own.text).toContain('somebody else must agree');
    for (const [person, why] of [
      [gina, 'you are a guest'],
      [sam, 'another workspace'],
    ] as const) {
      const answer = await night.pressFor(person, post, 'ending.approve');
      expect(answer.text).toContain(why);
    }
    expect(night.deeds()).toEqual([]);
    expect(endingsIn(night)[0]?.metadata?.event_payload['state']).toBe('awaiting-approval');
  });

  it('does not take the agreement of somebody whom the policy does not name', async () => {
    const night = await startNight({ policy: policy(1) });
    const post = await waiting(night);

    const answer = await night.pressFor(oscar, post, 'ending.approve');
    expect(answer.text).toContain('Nothing was changed by this press.');
    const refusal = await night.pressFor(oscar, post, 'ending.reject');
    expect(refusal.text).toContain('Nothing was changed.');
    expect(night.workspace.view(oscar)).toBeNull();
    await night.pressFor(oscar, post, 'ending.withdraw');
    expect(endingsIn(night)[0]?.metadata?.event_payload['state']).toBe('awaiting-approval');
    expect(night.deeds()).toEqual([]);
  });

  it('counts people, not presses: two of them must be two', async () => {
    const night = await startNight({ policy: policy(2) });
    const post = await waiting(night);

    night.workspace.faults.duplicateNext(3);
    await night.pressFor(bob, post, 'ending.approve');
    const again = await night.pressFor(bob, post, 'ending.approve');
    expect(again.text).toContain('one more person is needed');
    expect(night.deeds()).toEqual([]);

    await night.pressFor(carol, post, 'ending.approve');
    const ended = await settled(night, ['ended']);
    expect(textOf(ended)).toContain(bob);
    expect(textOf(ended)).toContain(carol);
    expect(night.deeds()).toHaveLength(1);
  });

  it('sends one call when two leads approve in the same moment and each click comes twice', async () => {
    const night = await startNight({ policy: policy(1) });
    const post = await waiting(night);
    night.workspace.faults.duplicateNext(2);
    await Promise.all([night.press(bob, post, 'ending.approve'), night.press(carol, post, 'ending.approve')]);
    const ended = await settled(night, ['ended']);
    expect(ended.text).toContain('asked once');
    expect(night.deeds()).toHaveLength(1);
  });

  it('is over when an approver says no, with the reason for all to read', async () => {
    const night = await startNight({ policy: policy(1) });
    const post = await waiting(night);
    await night.press(bob, post, 'ending.reject');
    expect((await night.modal(bob))['callback_id']).toBe('ending.reject');
    await night.submit(bob, { reason: 'the month end runs until four' });

    const rejected = await settled(night, ['rejected']);
    expect(rejected.text).toContain('the month end runs until four');
    expect(textOf(rejected)).toContain(bob);
    expect(buttonsOn(rejected)).not.toContain('ending.approve');
    const late = await night.pressFor(carol, post, 'ending.approve').catch((error: Error) => error.message);
    expect(String(typeof late === 'string' ? late : late.text)).toMatch(/no element|nothing left to decide/);
    expect(night.deeds()).toEqual([]);
  });

  it('is taken back by the person who asked, and the task is free for another plan', async () => {
    const night = await startNight({ policy: policy(1) });
    const post = await waiting(night);
    const busy = await night.ask(bob, '/dts terminate orders-prod');
    expect(busy.text).toContain('Somebody is already at it');
    await night.press(alice, post, 'ending.withdraw');

    const withdrawn = await settled(night, ['withdrawn']);
    expect(withdrawn.text).toContain('Nothing was changed.');
    expect(buttonsOn(await night.ask(bob, '/dts terminate orders-prod'))).toContain('ending.confirm');
    expect(night.deeds()).toEqual([]);
  });

  it('looks and judges again at the last approval: a task that has changed meanwhile voids it', async () => {
    const night = await startNight({ policy: policy(1) });
    const post = await waiting(night);
    night.clouds.world.rename('i03e3zty16i8q2k', 'orders-standby');
    await night.press(bob, post, 'ending.approve');

    const ended = await settled(night, ['void']);
    expect(ended.text).toContain('shown "orders-prod", now "orders-standby"');
    expect(night.deeds()).toEqual([]);
  });
});
