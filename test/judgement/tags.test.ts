import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/lifecycle/task.ts';
import { createPolicyBook } from '../../src/policy/book.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { DEEDS, type Directory, type Rule } from '../../src/policy/ports.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { BOB, type World, world } from '../lifecycle/world.ts';

const MEMBERS: Directory = {
  person: async (id) => ({ id, kind: 'full-member', name: null }),
  members: async () => [],
};
const ANY: Rule = {
  effect: 'allow',
  deeds: DEEDS,
  who: ['everyone'],
  channels: null,
  accounts: null,
  tasks: null,
  tags: null,
  confirm: 'button',
  approvals: 0,
  approvers: null,
  readiness: 'shown',
  presence: 'required',
  because: null,
};
const DENIED: Rule = {
  ...ANY,
  effect: 'deny',
  confirm: null,
  tags: { env: 'prod' },
  because: 'ask its owners',
};

function judgedBy(rules: readonly Rule[], tags: Task['tags']): World {
  const night = world();
  night.dts.change(dtsTask(), { tags });
  Object.assign(night.policy, createPolicy(createPolicyBook({ rules, windows: [] }), MEMBERS));
  return night;
}

const UNTIL_NOW: readonly (readonly [string, readonly Rule[], Task['tags'], Task['tags'], RegExp])[] = [
  [
    'a tag that a rule denies was added',
    [DENIED, ANY],
    {},
    { env: 'prod' },
    /Rule 1 .* denies it: ask its owners/,
  ],
  ['the cloud shows no tags any more', [DENIED, ANY], {}, null, /Rule 1 .* denies it: ask its owners/],
  [
    'the tag that a rule allows was taken away',
    [{ ...ANY, tags: { team: 'dba' } }],
    { team: 'dba' },
    {},
    /Nobody may terminate/,
  ],
  [
    'the tag that a rule allows has another value',
    [{ ...ANY, tags: { team: 'dba' } }],
    { team: 'dba' },
    { team: 'web' },
    /Nobody may terminate/,
  ],
];

describe('tags that change between the plan and the call', () => {
  it.each(UNTIL_NOW)('are judged as they are at the call: %s', async (_, rules, shown, now, why) => {
    const night = judgedBy(rules, shown);
    const { id } = await night.plan();
    night.dts.change(dtsTask(), { tags: now });
    expect(await night.press(id)).toMatchObject({ state: 'refused', why: expect.stringMatching(why) });
    expect(night.dts.sends).toEqual([]);
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'ending.refused',
      why: expect.stringMatching(why),
    });
  });

  it.each(UNTIL_NOW)('are judged again at the last agreement: %s', async (_, rules, shown, now, why) => {
    const night = judgedBy(
      rules.map((rule) => (rule.effect === 'allow' ? { ...rule, approvals: 1 } : rule)),
      shown,
    );
    const { id } = await night.press((await night.plan()).id);
    night.dts.change(dtsTask(), { tags: now });
    await night.lifecycle.approve({ id, actor: BOB });
    expect(await night.read(id)).toMatchObject({ state: 'refused', why: expect.stringMatching(why) });
    expect(night.dts.sends).toEqual([]);
  });

  it.each(UNTIL_NOW)('refuse the plan too: %s', async (_, rules, _shown, now, why) => {
    const night = judgedBy(rules, now);
    expect(await night.ask('terminate')).toMatchObject({ kind: 'refused', why: expect.stringMatching(why) });
  });
});
