import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { configOf } from './command.ts';
import { startNight } from './night.ts';

/** Whether somebody answers at an address of this machine. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (so: boolean) => {
      socket.destroy();
      resolve(so);
    };
    socket.once('connect', () => end(true));
    for (const bad of ['error', 'timeout']) socket.once(bad, () => end(false));
  });
}

describe('slack.host', () => {
  it.each(['socket', 'http'] as const)('is the only address that is listened on (%s)', async (transport) => {
    const night = await startNight({
      transport,
      config: (text) => text.replace(/port: (\d+) \}/, 'port: $1, host: 127.0.0.1 }'),
    });
    const port =
      transport === 'http'
        ? Number(/port: (\d+)/.exec(readFileSync(configOf(night), 'utf8'))?.[1])
        : await vi.waitFor(() => {
            const found = /"health".*"port":(\d+)|"port":(\d+).*"health"/.exec(night.output());
            expect(found).not.toBeNull();
            return Number(found?.[1] ?? found?.[2]);
          });
    expect(await answers('127.0.0.1', port)).toBe(true);
    expect(await answers('127.0.0.2', port)).toBe(false);
  });

  it('left out, lets every address of this machine be asked', async () => {
    const night = await startNight();
    const port = await vi.waitFor(() => {
      const found = /"port":(\d+)/.exec(night.output());
      expect(found).not.toBeNull();
      return Number(found?.[1]);
    });
    expect(await answers('127.0.0.1', port)).toBe(true);
  });
});
