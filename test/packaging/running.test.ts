import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openHome } from '../whole/home-tab.ts';
import { healthBecomes, readPort } from '../whole/listening.ts';
import { alice, startNight } from '../whole/night.ts';
import { settled } from '../whole/told.ts';
import { ROOT, runIn } from './packed.ts';
import { healthCheck } from './recipes.ts';

/** Node's own guard of the file system: everything may be read, and one folder be written. */
function writesOnlyTo(folder: string): string {
  const { allowedNodeEnvironmentFlags: known } = process;
  const guard = known.has('--permission') ? '--permission' : '--experimental-permission';
  return `${guard} --allow-fs-read=* --allow-fs-write=${folder}/* --disable-warning=ExperimentalWarning`;
}

describe('a bot whose files are taken away under it, as an upgrade does', () => {
  it('has in memory all that it needs, as soon as it has listed the tasks once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cutover-installed-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const name of ['dist', 'package.json'])
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    const night = await startNight({ program: join(folder, 'dist', 'main.js') });
    const asked = () => new Set(night.clouds.calls.map(({ product }) => product));
    await vi.waitFor(() => expect([...asked()]).toEqual(expect.arrayContaining(['dts', 'drs'])), 20_000);
    rmSync(folder, { recursive: true });

    await openHome(night, alice);
    expect((await night.ask(alice, '/cutover list')).text).toContain('billing-archive');
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    const [ended] = await Promise.all([settled(night, ['ended']), night.checklist()]);
    expect((await night.pressFor(alice, ended, 'evidence.show')).text).toContain('Who asked');
    await night.end(alice, '/drs stop DRS-shop-prod', 'DRS-shop-prod');
    expect((await night.ask(alice, '/dts cleanup orders-prod')).text).not.toBe('');
    night.kill('SIGHUP');
    await vi.waitFor(() => expect(night.output()).toContain('the policy was loaded again'), 5_000);
    expect(night.output()).not.toMatch(/ERR_MODULE_NOT_FOUND|Cannot find|"level":"error"/);
  });
});

describe('a bot in a container', () => {
  it('does all its work with nothing writable but the folder of its store', async () => {
    const env: Record<string, string> = {};
    const night = await startNight({
      env,
      config(text) {
        const [data = ''] = /(?<=path: ")[^"]+/.exec(text) ?? [];
        // The volume is there before the bot is.
        mkdirSync(data);
        env['NODE_OPTIONS'] = writesOnlyTo(data);
        return text;
      },
    });
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await night.ending('ended');
    await night.checklist();
    night.kill('SIGTERM');
    expect(await night.gone()).toBe(0);
    expect(night.output()).not.toMatch(/ERR_ACCESS_DENIED|EACCES|"level":"error"/);
  });

  it('is found healthy by the health check of the image, and sick when it has lost Slack', async () => {
    const night = await startNight();
    await healthBecomes(night, '/healthz', 200);
    const [, ...rest] = healthCheck();
    const folder = mkdtempSync(join(tmpdir(), 'cutover-health-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const check = async (port: number) =>
      (await runIn(folder, [process.execPath, ...rest], { HEALTH_PORT: String(port) })).code;
    const port = readPort(night);
    expect(await check(port)).toBe(0);
    night.workspace.faults.goOffline();
    await healthBecomes(night, '/healthz', 503);
    expect(await check(port)).toBe(1);
    night.kill('SIGKILL');
    await night.gone();
    await vi.waitFor(async () => expect(await check(port)).toBe(1));
  });
});
