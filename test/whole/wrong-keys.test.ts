import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alice, bob, cutover, type Night, startNight } from './night.ts';

const WRONG_SECRET = 'canary-of-a-wrong-secret-5b1f';
const WRONG_PASSWORD = 'canary-of-a-wrong-password-77aa';

/** Everything the bot printed, said to anybody or wrote to its folder. */
function traces(night: Night): Map<string, string> {
  const { workspace } = night;
  const data = join(night.folder, 'data');
  const found = new Map<string, string>([
    ['output', night.output()],
    ['said', JSON.stringify(workspace.calls)],
    ['whispered', JSON.stringify([alice, bob].flatMap((person) => workspace.ephemerals(person)))],
    ['posted', JSON.stringify(workspace.messages(cutover))],
  ]);
  for (const name of readdirSync(data, { recursive: true, withFileTypes: true }))
    if (name.isFile()) found.set(name.name, readFileSync(join(name.parentPath, name.name), 'utf8'));
  return found;
}

/** Looks when the bot has stopped, so that nothing is being written and nothing is said later. */
async function expectNoSecret(night: Night, secrets: readonly string[]): Promise<void> {
  night.kill('SIGTERM');
  await night.gone();
  const found = traces(night);
  expect(found.size).toBeGreaterThan(5);
  for (const [place, text] of found)
    for (const secret of secrets) expect(text.includes(secret), `a secret in ${place}`).toBe(false);
}

describe('an account with wrong keys', () => {
  it('does not stop the bot; every answer that would use it says so, and the other cloud works', async () => {
    const night = await startNight({ env: { SK: WRONG_SECRET } });
    const { workspace, clouds } = night;
    await expect.poll(() => night.output(), { timeout: 10_000 }).toContain('an account does not answer');

    const list = await night.ask(alice, '/cutover list');
    expect(list.text).toContain('Could not look  prod-cn, cn-hangzhou: the cloud refused my key');
    expect(list.text).toContain('Could not look  prod-cn, ap-southeast-1: the cloud refused my key');
    expect(list.text).toContain('Check the credentials and rights of this account.');
    expect(list.text).toContain('DRS-crm');
    const nothing = await night.ask(alice, '/dts terminate orders-prod');
    expect(nothing.text).toContain('Could not look  prod-cn, cn-hangzhou');
    expect(nothing.text).toContain('No place answered, so it may exist all the same.');
    expect(nothing.text).toContain('Nothing was changed.');
    const empty = await night.ask(alice, '/dts');
    expect(empty.text).toContain('No place answered, so I do not know which tasks there are.');
    expect(empty.text).toContain('Could not look');

    await night.end(alice, '/drs stop DRS-shop-prod', 'DRS-shop-prod');
    await night.ending('ended');
    await night.checklist();
    await night.ask(bob, '/drs cleanup DRS-shop-prod');
    expect(night.deeds()).toHaveLength(1);
    expect(workspace.problems).toEqual([]);
    await expectNoSecret(night, [WRONG_SECRET, clouds.drs.secretKey, workspace.botToken, workspace.appToken]);
  });

  it('that logs in with a wrong password says so as well, and keeps it to itself', async () => {
    const night = await startNight({
      env: { DRS_SK: WRONG_PASSWORD },
      config: (text) =>
        text.replace(
          /credentials: \{ accessKey: .*/,
          'credentials: { username: demo-user, password: $' + '{DRS_SK}, domain: OTC00000000001000000447 }',
        ),
    });
    const { workspace, clouds } = night;
    await expect.poll(() => night.output(), { timeout: 10_000 }).toContain('an account does not answer');

    const list = await night.ask(alice, '/cutover list');
    expect(list.text).toContain('Could not look  otc, eu-de: the cloud refused my key');
    expect(list.text).toContain('billing-archive');
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await night.ending('ended');
    await night.checklist();
    await expectNoSecret(night, [
      WRONG_PASSWORD,
      clouds.alibaba.accessKeySecret,
      workspace.botToken,
      workspace.appToken,
    ]);
  });
});
