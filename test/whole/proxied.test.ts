import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configOf, envOf, runCommand } from './command.ts';
import { alice, startNight } from './night.ts';
import { CLOUD_HOST, SLACK_HOST, startProxied } from './proxied.ts';
import { settled } from './told.ts';

describe('behind a proxy, where no name is known and no way out is open', () => {
  it('everything goes through it, encrypted: Web API, socket, both clouds', async ({ skip }) => {
    const proxied = await startProxied('bot:the-proxy-password');
    if (proxied === null) return skip('there is no openssl here');
    const { proxy, certificate, config } = proxied;
    const env = {
      HTTPS_PROXY: `http://bot:the-proxy-password@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: certificate.path,
    };
    const night = await startNight({ config, env });
    expect(night.workspace.connections()).toBe(1);
    const list = await night.ask(alice, '/cutover list prod');
    expect(list.text).toContain('inventory-ecs');
    expect(list.text).toContain('DRS-shop-prod');
    expect(list.text).not.toContain('Could not look');
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
    expect(new Set(proxy.asked)).toEqual(new Set([`${SLACK_HOST}:443`, `${CLOUD_HOST}:443`]));
    expect(night.output()).not.toContain('the-proxy-password');

    const doctor = await runCommand(['doctor', '--config', configOf(night)], { ...envOf(night), ...env });
    expect(doctor.said).toContain('ok    Slack takes the bot token');
    expect(doctor.said).toContain('ok    account otc can list its tasks');
    expect(doctor.said).toContain('ok    account prod-cn can list its tasks');
  });
});

describe('a proxy that is for others', () => {
  it('is not asked for what NO_PROXY names', async () => {
    const night = await startNight({ env: { HTTP_PROXY: 'http://127.0.0.1:9', no_proxy: '127.0.0.1' } });
    expect((await night.ask(alice, '/dts list orders')).text).toContain('orders-prod');
  });

  it('that is no address is a mistake of the environment: exit 2, and the value is not shown', async () => {
    const night = await startNight();
    const env = { ...envOf(night), HTTPS_PROXY: 'socks5://bot:the-proxy-password@inner:1080' };
    const { code, said } = await runCommand(['start', '--config', configOf(night)], env);
    expect(code).toBe(2);
    expect(said).toContain('HTTPS_PROXY');
    expect(said).not.toContain('the-proxy-password');
  });
});

describe('slack.apiUrl', () => {
  it('that is not encrypted, and not of this machine, is a mistake of the configuration', async () => {
    const night = await startNight();
    const text = configOf(night);
    writeFileSync(
      text,
      readFileSync(text, 'utf8').replace(/apiUrl: "[^"]+"/, 'apiUrl: "http://slack-gov.com/api/"'),
    );
    const { code, said } = await runCommand(['start', '--config', text], envOf(night));
    expect(code).toBe(2);
    expect(said).toContain('slack.apiUrl');
    expect(said).toContain('https://');
  });
});
