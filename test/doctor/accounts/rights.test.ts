import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config/read-config.ts';
import { printPolicies } from '../../../src/doctor/accounts/policies.ts';
import { policyFor, rightsOf, type Tier } from '../../../src/doctor/accounts/rights.ts';
import { rightToChange } from '../../../src/providers/drs/permissions.ts';
import { accountWith } from './account.ts';

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const POLICIES = [...README.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, text = '']) => JSON.parse(text));

const alibaba = accountWith({});
const otc = accountWith({ provider: 'drs' });
const huawei = accountWith({ provider: 'drs', cloud: 'huaweicloud' });

describe('the rights of each tier', () => {
  const tiers: readonly Tier[] = ['read', 'end', 'look', 'remove'];
  const inReadme = [
    ...tiers.map((tier) => [alibaba, tier] as const),
    ...tiers.map((tier) => [otc, tier] as const),
    [huawei, 'end'] as const,
  ];

  it.each(inReadme.map(([account, tier], at) => [at, account, tier] as const))(
    'are those of policy %i of the README',
    (at, account, tier) => {
      const { actions, resource } = rightsOf(account)[tier];
      const statement = { Effect: 'Allow', Action: actions };
      expect(POLICIES[at].Statement).toEqual([
        resource === null ? statement : { ...statement, Resource: resource },
      ]);
    },
  );

  it('hold every right that a refused call names', () => {
    for (const action of ['terminate', 'force-terminate', 'pause', 'resume'] as const)
      expect(rightsOf(otc).end.actions).toContain(rightToChange('otc', action));
    expect(rightsOf(huawei).end.actions).toContain(rightToChange('huaweicloud', 'terminate'));
  });

  it('let what only reads change nothing', () => {
    for (const account of [alibaba, otc, huawei])
      for (const tier of ['read', 'look'] as const)
        for (const action of rightsOf(account)[tier].actions)
          expect(action).toMatch(/:(Describe\w+|WhiteIpList|list|get|getProgress)$/);
  });
});

describe('the smallest policy of a key', () => {
  const actionsOf = (policy: object) =>
    (policy as { Statement: { Action: string[] }[] }).Statement.flatMap(({ Action }) => Action);

  it('holds all tiers where there is one key, and its own where there are three', () => {
    const { read, end, look, remove } = rightsOf(alibaba);
    expect(actionsOf(policyFor(alibaba, 'read'))).toEqual(
      [read, end, look, remove].flatMap(({ actions }) => actions),
    );
    const apart = accountWith({ sets: ['end', 'cleanup'] });
    expect(actionsOf(policyFor(apart, 'read'))).toEqual([...read.actions, ...look.actions]);
    expect(actionsOf(policyFor(apart, 'end'))).toEqual(end.actions);
    expect(actionsOf(policyFor(apart, 'cleanup'))).toEqual(remove.actions);
  });

  it('is printed as JSON for every key, and no key with it', () => {
    const text = readFileSync(new URL('../../../.cutover.example.yml', import.meta.url), 'utf8');
    const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
    const env = Object.fromEntries(names.map((name) => [name, `planted-${name}`]));
    const read = readConfig({
      text,
      path: 'x.yml',
      env: { ...env, SLACK_BOT_TOKEN: 'xoxb-planted', SLACK_APP_TOKEN: 'xapp-planted' },
    });
    if (!read.ok) throw new Error('the example is not usable');
    const lines: string[] = [];
    printPolicies(read.config, (line) => lines.push(line));
    const blocks = lines.filter((line) => line.startsWith('{'));
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) expect(JSON.parse(block)).toHaveProperty('Statement');
    expect(lines.join('\n')).not.toContain('planted');
  });
});
