import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { healthBecomes, readPort } from '../whole/listening.ts';
import { alice, startNight } from '../whole/night.ts';
import { runIn } from './packed.ts';
import { healthCheck } from './recipes.ts';

/** Node's own guard of the file system: everything may be read, and one folder be written. */
function writesOnlyTo(folder: string): string {
  const { allowedNodeEnvironmentFlags: known } = process;
  const guard = known.has('--permission') ? '--permission' : '--experimental-permission';
  return `${guard} --allow-fs-read=* --allow-fs-write=${folder}/* --disable-warning=ExperimentalWarning`;
}

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
