import { describe, expect, it } from 'vitest';
import { configOf, envOf, runCommand } from './command.ts';
import { startNight } from './night.ts';

describe('the doctor', () => {
  it('looks at everything the bot needs, changes nothing, and says what it cannot check', async () => {
    const night = await startNight();
    const found = await runCommand(['doctor', '--config', configOf(night)], envOf(night));
    expect(found.code).toBe(0);
    expect(found.said).toContain('ok    Slack takes the bot token');
    expect(found.said).toContain('ok    channel C0CUTOVER can be read');
    expect(found.said).toContain('ok    account prod-cn can list its tasks');
    expect(found.said).toContain('ok    account otc can list its tasks');
    expect(found.said).toContain('rights to change tasks are not checked');
    expect(night.deeds()).toEqual([]);
  });

  it('warns of rules that a rename in the console would move a task under', async () => {
    const policy = `
  - { deny: [terminate], who: [everyone], tags: { env: prod } }
  - { allow: [terminate], who: [S0DBA], tasks: ["test-*", i03e3zty16i8q2k] }
  - { allow: [pause], who: [S0DBA] }`;
    const night = await startNight({ policy });
    const found = await runCommand(['doctor', '--config', configOf(night)], envOf(night));
    expect(found.said).toContain('note  rules that pick tasks by name');
    expect(found.said).toContain(
      'policy[0], policy[1]: tasks are picked by name or by tag. Anyone with the console can rename a task or change its tags, and so move it under another rule; a plan binds the name that was shown.',
    );
    expect(found.said).toContain('list task ids, or accounts');
    expect(found.code).toBe(0);
  });

  it('ends each failure with the next step, and the command with 1', async () => {
    const night = await startNight();
    const env = { ...envOf(night), SLACK_BOT_TOKEN: 'xoxb-of-another-workspace', SK: 'not-the-key' };
    const found = await runCommand(['doctor', '--config', configOf(night)], env);
    expect(found.code).toBe(1);
    expect(found.said).toMatch(
      /FAIL {2}Slack takes the bot token\n +Slack says invalid_auth\. Copy the bot token/,
    );
    expect(found.said).toMatch(
      /FAIL {2}account prod-cn can list its tasks\n +.*Check the credentials and rights/,
    );
    expect(found.said).toContain('ok    account otc can list its tasks');
    expect(found.said).not.toContain('not-the-key');
  });
});
