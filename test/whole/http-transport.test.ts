import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configOf } from './command.ts';
import { alice, type Night, startNight } from './night.ts';
import { checklistsIn, endingsIn, settled } from './told.ts';

function requestUrl(night: Night): string {
  const port = /port: (\d+)/.exec(readFileSync(configOf(night), 'utf8'))?.[1];
  return `http://127.0.0.1:${port}`;
}

/** A slash command as Slack would send it, signed with this secret at this moment (seconds since 1970). */
function command(secret: string, at: number): RequestInit {
  const body = new URLSearchParams({
    command: '/dts',
    text: 'terminate orders-prod',
    user_id: alice,
    team_id: 'T0REHEARSE',
    channel_id: 'C0CUTOVER',
    trigger_id: '1.2.3',
    response_url: 'http://127.0.0.1:9/none',
  }).toString();
  const mac = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${mac}`,
    },
  };
}

describe('signed requests instead of a socket', () => {
  it('carry a task from the command over the button and the form to its end', async () => {
    const night = await startNight({ transport: 'http' });
    expect(night.workspace.connections()).toBe(0);
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');

    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
    expect(checklistsIn(night)).toHaveLength(1);
    expect(night.workspace.problems).toEqual([]);
  });

  it('act once when Slack delivers each of them three times', async () => {
    const night = await startNight({ transport: 'http' });
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    night.workspace.faults.duplicateNext(2);
    await night.submit(alice, { name: 'orders-prod', reason: '' });

    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
  });

  it('are refused when they are signed with another secret, or are old', async () => {
    const night = await startNight({ transport: 'http' });
    const url = `${requestUrl(night)}/slack/events`;
    const now = Math.floor(Date.now() / 1000);
    const { signingSecret } = night.workspace;

    expect((await fetch(url, command('not-the-secret', now))).status).toBe(401);
    expect((await fetch(url, command(signingSecret, now - 600))).status).toBe(401);
    expect((await fetch(url, command(signingSecret, now))).status).toBe(200);
    expect((await fetch(`${requestUrl(night)}/healthz`)).status).toBe(200);
    expect(night.deeds()).toEqual([]);
  });

  it('are drained at SIGTERM, which exits 0', async () => {
    const night = await startNight({ transport: 'http' });
    night.kill('SIGTERM');
    expect(await night.gone(8_000)).toBe(0);
  });
});
