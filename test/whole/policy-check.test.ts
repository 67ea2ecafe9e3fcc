import { describe, expect, it } from 'vitest';
import { configOf, envOf, runCommand } from './command.ts';
import { alice, cutover, gina, type Night, oscar, startNight } from './night.ts';

const POLICY = `
  - deny: [terminate]
    who: [everyone]
    tags: { env: prod }
    because: production ends with the leads only
  - allow: [terminate]
    who: [S0DBA]
    channels: [${cutover}]
    approvals: 1
    approvers: [S0LEADS]
`;

function check(night: Night, user: string, task: string, more: readonly string[] = []) {
  const asked = ['--user', user, '--action', 'terminate', '--task', task, ...more];
  return runCommand(['policy', 'check', '--config', configOf(night), ...asked], envOf(night));
}

describe('cutover policy check', () => {
  it('names the rule that decides, and says of each one before it why it does not', async () => {
    const night = await startNight({ policy: POLICY });
    const found = await check(night, alice, 'inventory-ecs', ['--channel', cutover]);
    expect(found.said).toContain('U0ALICE, terminate, inventory-ecs (f7d2kqp1x0s94mz, account prod-cn)');
    expect(found.said).toContain('rule 1 (deny) is about tasks with env=prod; this one has no tags');
    expect(found.said).toContain('rule 2 (allow) decides');
    expect(found.said).toContain('Yes, by rule 2: types the name, and 1 other person of S0LEADS must agree.');
    expect(found.code).toBe(0);
    expect(night.deeds()).toEqual([]);
  });

  it('shows a denial by tag with its reason, another channel, another person, a guest', async () => {
    const night = await startNight({ policy: POLICY });
    const denied = await check(night, alice, 'orders-prod', ['--channel', cutover]);
    expect(denied.said).toContain('Rule 1 of the policy denies it: production ends with the leads only.');
    expect(denied.code).toBe(1);
    const elsewhere = await check(night, alice, 'inventory-ecs', ['--channel', 'C0RANDOM']);
    expect(elsewhere.said).toContain(`rule 2 (allow) counts in ${cutover} only`);
    const other = await check(night, oscar, 'inventory-ecs', ['--channel', cutover]);
    expect(other.said).toContain('rule 2 (allow) is for S0DBA, and U0OSCAR is not among them');
    expect((await check(night, gina, 'inventory-ecs')).said).toContain('you are a guest');
    expect([elsewhere.code, other.code]).toEqual([1, 1]);
  });

  it('says that readiness is required, and nobody there, where an end is asked about', async () => {
    const policy = `
  - allow: [terminate, pause]
    who: [S0DBA]
    readiness: required
    presence: not-needed
`;
    const night = await startNight({ policy });
    const end = await check(night, alice, 'inventory-ecs');
    expect(end.said).toContain(
      'types the name; readiness is required, and going on without it needs a reason and one more person; at a given time nobody has to be there.',
    );
    const pause = await check(night, alice, 'inventory-ecs', ['--action', 'pause']);
    expect(pause.said).not.toMatch(/readiness|at a given time/);
  });

  it('says what is wrong with a question that cannot be asked', async () => {
    const ask = (...args: string[]) => runCommand(['policy', ...args]);
    const wrong = await ask('check', '--user', 'U1', '--action', 'terminat', '--task', 'x');
    expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining('did you mean terminate?')]);
    const person = await ask('check', '--user', 'alice', '--action', 'pause', '--task', 'x');
    expect([person.code, person.said]).toEqual([2, expect.stringContaining('starts with U or W')]);
    expect((await ask('check', '--user', 'U1')).said).toContain('are all needed');
    expect((await ask('chek')).code).toBe(2);
    const nothing = await check(await startNight(), alice, 'no-such-task');
    expect([nothing.code, nothing.said]).toEqual([
      1,
      expect.stringContaining('There is no task no-such-task'),
    ]);
  });
});
