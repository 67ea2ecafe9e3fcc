import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/lifecycle/ports.ts';
import { ALICE, BOB, CAROL, HOUR, MALLORY, type World, world } from './world.ts';

const TYPED = { name: 'something else', reason: 'Pa55word typed in the wrong field' };

/** An ending that waits for one more person, and its id. */
async function waiting(night: World): Promise<string> {
  night.policy.approvals = 1;
  return (await night.press((await night.plan()).id)).id;
}

async function pressTooOld(night: World): Promise<string> {
  const id = await waiting(night);
  night.pass(HOUR / 2);
  await night.lifecycle.approve({ id, actor: BOB });
  return id;
}

type Attempt = (night: World) => Promise<Actor>;

const ATTEMPTS: [string, string, string, Attempt][] = [
  [
    'a request by somebody who may not read',
    'request.refused',
    'Guests see nothing here.',
    async (night) => {
      night.policy.readers = new Set();
      await night.ask('terminate', 'orders-prod', MALLORY);
      return MALLORY;
    },
  ],
  [
    'a request without the right',
    'request.refused',
    'No rule lets you do that.',
    async (night) => {
      await night.ask('terminate', 'orders-prod', MALLORY);
      return MALLORY;
    },
  ],
  [
    'a request while another ending is under way',
    'request.refused',
    'Somebody is already at it: orders-prod has an ending under way.',
    async (night) => {
      await waiting(night);
      await night.ask('terminate', 'orders-prod', BOB);
      return BOB;
    },
  ],
  [
    'a press on the plan of somebody else',
    'confirm.refused',
    'not-yours',
    async (night) => {
      await night.lifecycle.confirm({ id: (await night.plan()).id, actor: BOB, typed: null });
      return BOB;
    },
  ],
  [
    'the same press where a modal would open',
    'confirm.refused',
    'not-yours',
    async (night) => {
      await night.lifecycle.precheck({ id: (await night.plan()).id, actor: BOB, typed: null });
      return BOB;
    },
  ],
  [
    'a wrong name in the modal',
    'confirm.refused',
    'wrong-name',
    async (night) => {
      night.policy.confirm = 'type-name';
      await night.lifecycle.precheck({ id: (await night.plan()).id, actor: ALICE, typed: TYPED });
      return ALICE;
    },
  ],
  [
    'a press by a person who lost the right',
    'confirm.refused',
    'not-allowed',
    async (night) => {
      const { id } = await night.plan();
      night.policy.may.delete('UALICE');
      await night.lifecycle.confirm({ id, actor: ALICE, typed: null });
      return ALICE;
    },
  ],
  [
    'a press on a plan that nobody knows',
    'confirm.refused',
    'unknown',
    async (night) => {
      await night.lifecycle.confirm({ id: 'c999999', actor: MALLORY, typed: null });
      return MALLORY;
    },
  ],
  [
    'a second press by somebody who did not ask',
    'confirm.refused',
    'not-yours',
    async (night) => {
      await night.lifecycle.confirm({ id: await pressTooOld(night), actor: BOB, typed: null });
      return BOB;
    },
  ],
  [
    'an approval by the person who asked',
    'ending.approval-refused',
    'You asked for it; somebody else must agree.',
    async (night) => {
      await night.lifecycle.approve({ id: await waiting(night), actor: ALICE });
      return ALICE;
    },
  ],
  [
    'an approval by somebody who may not',
    'ending.approval-refused',
    'You are not among the approvers.',
    async (night) => {
      await night.lifecycle.approve({ id: await waiting(night), actor: MALLORY });
      return MALLORY;
    },
  ],
  [
    'an approval that comes too late',
    'ending.approval-refused',
    'The time to agree is over. Ask for a new plan.',
    async (night) => {
      const id = await waiting(night);
      night.pass(2 * HOUR);
      await night.lifecycle.approve({ id, actor: BOB });
      return BOB;
    },
  ],
  [
    'a press on Reject, before the form opens',
    'ending.rejection-refused',
    'You are not among the approvers.',
    async (night) => {
      await night.lifecycle.mayReject({ id: await waiting(night), actor: MALLORY });
      return MALLORY;
    },
  ],
  [
    'a rejection that is sent in all the same',
    'ending.rejection-refused',
    'You are not among the approvers.',
    async (night) => {
      await night.lifecycle.reject({ id: await waiting(night), actor: MALLORY, reason: 'no' });
      return MALLORY;
    },
  ],
  [
    'a withdrawal by somebody without the right',
    'ending.withdrawal-refused',
    'No rule lets you do that.',
    async (night) => {
      await night.lifecycle.withdraw({ id: await waiting(night), actor: MALLORY });
      return MALLORY;
    },
  ],
  [
    'a press for an ending that is no longer held',
    'ending.withdrawal-refused',
    'I no longer hold this ending. The audit log has what became of it.',
    async (night) => {
      await night.lifecycle.withdraw({ id: 'e999999', actor: CAROL });
      return CAROL;
    },
  ],
];

describe('a refused attempt', () => {
  it.each(ATTEMPTS)('leaves one line with who and why: %s', async (_, type, why, attempt) => {
    const night = world();
    const { userId } = await attempt(night);
    const lines = night.store.audit.filter((line) => line.type.endsWith('refused'));
    expect(lines).toMatchObject([{ type, actor: userId, why }]);
    expect(night.store.audit.at(-1)).toEqual(lines[0]);
    expect(night.drs.sends.length + night.dts.sends.length).toBe(0);
  });

  it('says which ending, or which plan and tasks, it was about', async () => {
    const night = world();
    const id = await waiting(night);
    await night.lifecycle.approve({ id, actor: MALLORY });
    await night.ask('terminate', 'orders-prod', BOB);
    expect(night.store.audit.slice(-2)).toMatchObject([{ ending: id, name: 'orders-prod' }, { ending: id }]);
    const other = world();
    const plan = await other.plan();
    await other.lifecycle.confirm({ id: plan.id, actor: BOB, typed: null });
    expect(other.store.audit.at(-1)).toMatchObject({
      confirmation: plan.id,
      action: 'terminate',
      tasks: [expect.stringContaining('alibaba-dts/')],
    });
  });

  it('never has what was typed: people type secrets into the wrong field', async () => {
    const night = world();
    night.policy.confirm = 'type-name';
    const { id } = await night.plan();
    await night.lifecycle.precheck({ id, actor: ALICE, typed: TYPED });
    await night.lifecycle.confirm({ id, actor: ALICE, typed: TYPED });
    expect(night.auditTypes().filter((type) => type === 'confirm.refused')).toHaveLength(2);
    expect(night.store.dump()).not.toContain('Pa55word');
  });
});
