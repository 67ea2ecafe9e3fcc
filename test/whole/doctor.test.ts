import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { configOf, envOf, type Ran, runCommand } from './command.ts';
import { alice, cutover, type Night, startNight } from './night.ts';

/** Nothing was posted or opened for anybody since the night began, and no cloud was changed. */
function expectUntouched(night: Night): void {
  const wrote = /^(chat\.|views\.|conversations\.open|reactions\.|response_url)/;
  expect(night.workspace.calls.filter(({ method }) => wrote.test(method))).toEqual([]);
  expect(night.clouds.calls.filter(({ changes }) => changes)).toEqual([]);
}

async function doctor(night: Night, more: Record<string, string> = {}, ...options: string[]): Promise<Ran> {
  const ran = await runCommand(['doctor', '--config', configOf(night), ...options], {
    ...envOf(night),
    ...more,
  });
  expectUntouched(night);
  return ran;
}

/** The line of a check with what stands below it, up to the next check. */
function partOf(said: string, title: string): string {
  const lines = said.split('\n');
  const at = lines.findIndex((line) => /^(ok {2}|note|FAIL)/.test(line) && line.includes(title));
  const end = lines.findIndex((line, index) => index > at && !line.startsWith('      '));
  if (at === -1) throw new Error(`no check is called ${title}:\n${said}`);
  return lines.slice(at, end).join('\n');
}

describe('the doctor', () => {
  it('looks at everything the bot needs, changes nothing, and says what it cannot check', async () => {
    const night = await startNight();
    const found = await doctor(night);
    expect(found.code).toBe(0);
    expect(found.said).not.toContain('FAIL');
    expect(found.said).toContain(
      'ok    Slack takes the bot token: workspace Rehearsal, bot @cutover, app A0CUTOVER',
    );
    expect(found.said).toContain('ok    channel C0CUTOVER can be read: #cutover');
    expect(found.said).toContain('ok    user group S0DBA of the policy counts: 3 full members');
    expect(found.said).toContain('ok    account prod-cn can list its tasks: 2 regions, 18 tasks');
    expect(found.said).toContain('ok    account otc can list its tasks: 1 region, 13 tasks');
    expect(found.said).toContain('ok    this machine and Slack agree on the time');
    expect(partOf(found.said, 'account prod-cn may read')).toContain(
      'allowed      rds:DescribeDBInstanceIPArrayList',
    );
    expect(partOf(found.said, 'account prod-cn: rights to change tasks are not checked')).toContain(
      'not checked  dts:StopDtsJob: no trial run exists',
    );
    expect(found.said).toMatch(/All is well: \d+ checks are fine/);
    const titles = found.said.match(/^[A-Z]{5,}.*$/gm);
    expect(titles).toEqual(['CONFIGURATION', 'SLACK', 'STORE', 'CLOCK', 'ACCOUNT prod-cn', 'ACCOUNT otc']);
  });

  it('leaves the running bot alone, and says whether commands reach it', async () => {
    const night = await startNight({ transport: 'http' });
    const env = { ...envOf(night), SLACK_SIGNING_SECRET: night.workspace.signingSecret };
    const before = await doctor(night, env);
    expect(partOf(before.said, 'the lock of the store')).toMatch(
      /^note .*\n +The bot is running: process \d+, since .* It has not heard a command/,
    );
    expect(before.code).toBe(0);
    const help = await night.ask(alice, '/dts help');
    expect(help.text).toContain('I am the app A0CUTOVER.');
    const after = await runCommand(['doctor', '--config', configOf(night)], env);
    expect(partOf(after.said, 'the lock of the store')).toContain('It has heard 1 command since its start');
    expect((await night.ask(alice, '/dts list orders')).text).toContain('orders-prod');
  });

  it('warns of rules that a rename in the console would move a task under', async () => {
    const policy = `
  - { deny: [terminate], who: [everyone], tags: { env: prod } }
  - { allow: [terminate], who: [S0DBA], tasks: ["test-*", i03e3zty16i8q2k] }
  - { allow: [pause], who: [S0DBA] }`;
    const night = await startNight({ policy });
    const found = await doctor(night);
    expect(found.said).toContain('note  rules that pick tasks by name');
    expect(found.said).toContain(
      'policy[0], policy[1]: tasks are picked by name or by tag. Anyone with the console can rename a task or change its tags, and so move it under another rule; a plan binds the name that was shown.',
    );
    expect(found.said).toContain('list task ids, or accounts');
    expect(found.code).toBe(0);
  });

  it('ends each failure with the next step, skips what depends on it, and ends the command with 1', async () => {
    const night = await startNight();
    const found = await doctor(night, { SLACK_BOT_TOKEN: 'xoxb-of-another-workspace', SK: 'not-the-key' });
    expect(found.code).toBe(1);
    expect(found.said).toMatch(
      /FAIL {2}Slack takes the bot token\n +Slack says invalid_auth\. Copy the bot token/,
    );
    expect(partOf(found.said, 'channel C0CUTOVER')).toContain(
      'Not looked at, because this comes first: Slack takes the bot token.',
    );
    expect(found.said).toMatch(
      /FAIL {2}account prod-cn can list its tasks\n +.*Check the credentials and rights/,
    );
    expect(partOf(found.said, 'account prod-cn may read')).toContain('Not asked');
    expect(found.said).toContain('ok    account otc can list its tasks');
    expect(found.said).not.toContain('not-the-key');
    expect(found.said).toContain('2 checks failed');
  });

  it('names an app-level token that Slack does not know', async () => {
    const night = await startNight();
    const token = night.workspace.appToken.replace('A0CUTOVER', 'A0OTHER');
    const found = await doctor(night, { SLACK_APP_TOKEN: token });
    expect(partOf(found.said, 'app-level token')).toMatch(
      /^FAIL .*\n +Slack does not know this token\. Make one/,
    );
    expect(found.code).toBe(1);
  });

  it('says what a wrong clock breaks', async () => {
    const night = await startNight();
    const ahead = join(night.folder, 'ahead');
    writeFileSync(ahead, String(10 * 60_000));
    const loader = fileURLToPath(new URL('clock-ahead.mjs', import.meta.url));
    const found = await doctor(night, { CLOCK_AHEAD: ahead, NODE_OPTIONS: `--import=${loader}` });
    expect(partOf(found.said, 'this machine and Slack agree')).toMatch(
      /^FAIL .*\n +The clock of this machine is 10 min ahead of Slack\..*Let this machine keep time/,
    );
    expect(partOf(found.said, 'account otc and this machine agree')).toContain('10 min ahead of the cloud');
    expect(partOf(found.said, 'account prod-cn and this machine agree')).toContain(
      '10 min ahead of the cloud',
    );
    expect(found.code).toBe(1);
  });

  it('names a channel without the bot, and rights that are missing, with the right to add', async () => {
    const night = await startNight({
      config: (text) => text.replace(`channel: ${cutover}`, 'channel: C0RANDOM'),
    });
    night.clouds.world.deny('rds:DescribeDBInstanceNetInfo');
    night.clouds.world.deny('drs:batch-progress');
    const found = await doctor(night);
    expect(partOf(found.said, 'channel C0RANDOM')).toMatch(
      /^FAIL .*\n +The bot is not in #random\. Type \/invite @cutover/,
    );
    expect(partOf(found.said, 'account prod-cn may read')).toMatch(
      /^FAIL .*\n +Add the missing rights[\s\S]*missing {6}rds:DescribeDBInstanceNetInfo: add it/,
    );
    expect(partOf(found.said, 'account otc may read')).toContain(
      'missing      drs:migrationJobs:getProgress: add it',
    );
    expect(found.code).toBe(1);
  });

  it('names keys that may do everything', async () => {
    const night = await startNight();
    night.clouds.world.alibaba.caller.type = 'Account';
    night.clouds.world.drs.user.groups = ['admin'];
    const found = await doctor(night);
    expect(partOf(found.said, 'account prod-cn has no rights')).toMatch(
      /^FAIL .*\n +It is a key of the account itself/,
    );
    expect(partOf(found.said, 'account otc has no rights')).toMatch(
      /^FAIL .*\n +Its user is in the group admin/,
    );
    expect(found.code).toBe(1);
  });
});

describe('the command line of the doctor', () => {
  it('lists every mistake of a configuration, and ends with 2', async () => {
    const night = await startNight();
    const file = join(night.folder, 'bad.yml');
    writeFileSync(file, 'slack: { channel: 7 }\naccounts: []\n');
    const ran = await runCommand(['doctor', '--config', file], envOf(night));
    expect(ran.code).toBe(2);
    expect(ran.said).toContain('slack.channel');
    expect(ran.said).toContain('accounts');
  });

  it.each([['--prob'], ['now'], ['--probe', '--policy']])('refuses %s, and ends with 2', async (...words) => {
    const ran = await runCommand(['doctor', ...words]);
    expect(ran.code).toBe(2);
    expect(ran.said).toContain('cutover doctor');
  });

  it('prints the smallest policies with --policy, and asks nobody', async () => {
    const night = await startNight();
    const [calls, asked] = [night.clouds.calls.length, night.workspace.calls.length];
    const ran = await doctor(night, {}, '--policy');
    expect(ran.code).toBe(0);
    expect(ran.said).toContain('account prod-cn:');
    expect(ran.said).toContain('"dts:StopDtsJob"');
    expect(ran.said).toContain('"drs:migrationJob:terminate"');
    expect(night.clouds.calls.length - calls).toBeLessThan(60); // those of the bot itself
    expect(night.workspace.calls.length).toBe(asked);
  });
});
