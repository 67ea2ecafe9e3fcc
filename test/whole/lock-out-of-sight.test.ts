import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { configOf, envOf, runCommand } from './command.ts';
import { alice, buttonsOn, type Night, startNight } from './night.ts';
import { endingsIn, settled } from './told.ts';

const lockOf = (night: Night) => join(night.folder, 'data', 'cutover.lock');

/** Kills the bot as a container is killed: what it leaves names a pid namespace that is not ours. */
async function killElsewhere(night: Night): Promise<void> {
  night.kill('SIGKILL');
  expect(await night.gone()).toBe('SIGKILL');
  const left = JSON.parse(readFileSync(lockOf(night), 'utf8'));
  expect(left.namespace).toMatch(/^pid:\[\d+\]$/);
  writeFileSync(lockOf(night), `${JSON.stringify({ ...left, pid: 1, namespace: 'pid:[1]' })}\n`);
}

it('a bot whose folder is held by another container of this host name exits 1, says so, and leaves the lock', async () => {
  const night = await startNight();
  await killElsewhere(night);
  const before = readFileSync(lockOf(night), 'utf8');
  const heart = setInterval(() => utimesSync(lockOf(night), new Date(), new Date()), 2_000);
  onTestFinished(() => clearInterval(heart));
  const { code, said } = await runCommand(['start', '--config', configOf(night)], envOf(night));
  expect(code).toBe(1);
  expect(said).toContain('watching for 8 seconds');
  expect(said).toContain(
    `in use by process 1 in another container (or on another machine) with the same host name, ${hostname()}`,
  );
  expect(readFileSync(lockOf(night), 'utf8')).toBe(before);
});

it('a container that was killed and came back takes its folder after some seconds, and goes on with its ending', async () => {
  const night = await startNight({ speed: 3 });
  await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
  await night.ending('ending');
  await killElsewhere(night);

  await night.workspace.waitFor(() => night.workspace.connections() === 0, 10_000);
  const run = runCommand(['start', '--config', configOf(night)], envOf(night), 90_000);
  await night.workspace.waitFor(() => night.workspace.connections() > 0, 40_000);
  await settled(night, ['ended']);
  expect(night.deeds()).toHaveLength(1);
  expect(endingsIn(night)).toHaveLength(1);
  expect(buttonsOn(await night.ask(alice, '/dts terminate inventory-ecs'))).toContain('ending.confirm');

  const { pid, namespace } = JSON.parse(readFileSync(lockOf(night), 'utf8'));
  expect(namespace).not.toBe('pid:[1]');
  process.kill(pid, 'SIGTERM');
  const { code, said } = await run;
  expect(code).toBe(0);
  expect(said).toContain('watching for 8 seconds');
}, 120_000);
