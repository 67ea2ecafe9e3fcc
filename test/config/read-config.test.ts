import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { CANARIES, COMPLETE, CONTRACT, read, small } from './sources.ts';

function configOf(text: string, env: Record<string, string | undefined> = CANARIES): Config {
  const result = read(text, env);
  if (!result.ok) throw new Error(formatProblems(result.problems));
  return result.config;
}

const READINESS = {
  readinessLagSeconds: 1,
  readinessLagSecondsDrs: 0,
  readinessReadings: 5,
  readinessSeconds: 60,
};

describe('readConfig', () => {
  it("reads the contract's example, whose only gaps are the two addresses that it leaves out", () => {
    const result = read(CONTRACT);
    expect(result.ok ? [] : result.problems.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'accounts[0].endpoints.dts:13',
      'accounts[0].endpoints.rds:13',
    ]);
    expect(read(COMPLETE).ok).toBe(true);
  });

  it('reads the example at the top of the project', () => {
    const example = readFileSync(new URL('../../.cutover.example.yml', import.meta.url), 'utf8');
    const { accounts, policy, ...rest } = configOf(example);
    const contract = configOf(COMPLETE);
    expect(policy).toEqual(contract.policy);
    expect(rest).toEqual({
      slack: contract.slack,
      store: contract.store,
      ending: { ...contract.ending, ...READINESS },
      watch: contract.watch,
      cleanup: contract.cleanup,
      freeze: [],
    });
    expect(accounts.map(({ name, regions, channel }) => ({ name, regions, channel }))).toEqual(
      contract.accounts.map(({ name, regions, channel }) => ({ name, regions, channel })),
    );
  });

  it('says in our words what the example holds', () => {
    const { slack, accounts, policy } = configOf(COMPLETE);
    expect({ ...slack, botToken: slack.botToken.reveal(), appToken: slack.appToken?.reveal() }).toEqual({
      transport: 'socket',
      apiUrl: 'https://slack.com/api/',
      channel: 'C0123ABC',
      port: 3000,
      host: null,
      metrics: true,
      botToken: CANARIES.SLACK_BOT_TOKEN,
      appToken: CANARIES.SLACK_APP_TOKEN,
      signingSecret: null,
    });
    expect(accounts).toMatchObject([
      {
        name: 'prod-cn',
        provider: 'alibaba-dts',
        regions: ['cn-hangzhou', 'ap-southeast-1'],
        channel: 'C0456DEF',
        credentials: { accessKeyId: CANARIES.AK, securityToken: null },
        endpoint: 'http://127.0.0.1:4010',
        endpoints: { dts: 'https://dts.example.org', rds: 'https://rds.example.org' },
      },
      {
        name: 'otc',
        provider: 'drs',
        cloud: 'otc',
        regions: ['eu-de'],
        project: '054ba152d480d55b2f5dc0069e7ddef0',
        channel: null,
        credentials: { kind: 'access-key', accessKey: CANARIES.DRS_AK, securityToken: null },
        endpoint: null,
        endpoints: {},
      },
    ]);
    expect(policy).toEqual([
      {
        effect: 'allow',
        deeds: ['terminate', 'release', 'pause', 'resume', 'cleanup'],
        who: ['S0DBA', 'U0ALICE'],
        channels: ['C0123ABC'],
        accounts: ['prod-cn'],
        tasks: ['prod-*'],
        tags: null,
        confirm: 'type-name',
        approvals: 0,
        approvers: ['S0LEADS'],
        readiness: 'shown',
        presence: 'required',
        because: null,
      },
      {
        effect: 'allow',
        deeds: ['force-terminate'],
        who: ['S0DBA'],
        channels: null,
        accounts: null,
        tasks: null,
        tags: null,
        confirm: null,
        approvals: 1,
        approvers: null,
        readiness: 'shown',
        presence: 'required',
        because: null,
      },
    ]);
  });

  it("keeps a secret's every character, YAML's own among them, and shows none of it", () => {
    const config = configOf(COMPLETE);
    const [alibaba] = config.accounts;
    if (alibaba?.provider !== 'alibaba-dts' || alibaba.credentials === 'default-chain') throw new Error();
    expect(alibaba.credentials.accessKeySecret.reveal()).toBe('canary-sk: {"#"}');
    expect(JSON.stringify(config)).not.toMatch(/canary-sk|canary-drs-sk|canary-bot|canary-app/);
  });

  it('takes GovSlack, this machine by any of its names, and a drain in fractions', () => {
    for (const apiUrl of ['https://slack-gov.com/api', 'http://localhost:4080/api', 'http://[::1]/api'])
      expect(configOf(small({ slack: `{ channel: C1, apiUrl: "${apiUrl}" }` })).slack.apiUrl).toBe(
        `${apiUrl}/`,
      );
    expect(configOf(small({ slack: '{ channel: C1, drainSeconds: 0.5 }' })).slack.drainSeconds).toBe(0.5);
    expect(configOf(small()).slack.drainSeconds).toBeUndefined();
  });

  it("takes this machine by any of its names for a cloud's address, and anything encrypted", () => {
    for (const url of [
      'http://127.0.0.1:4010',
      'http://localhost',
      'http://[::1]:81/clouds',
      'https://10.0.0.7',
    ]) {
      const account = `name: cn, provider: alibaba-dts, regions: [cn-hangzhou]`;
      const addresses = `endpoint: "${url}", endpoints: { rds: "${url}" }`;
      const { accounts } = configOf(small({ accounts: `  - { ${account}, ${addresses} }` }));
      expect(accounts).toMatchObject([{ endpoint: url, endpoints: { rds: url } }]);
    }
  });

  it('has the defaults of the contract', () => {
    const { slack, accounts, policy, store, ending, watch, cleanup } = configOf(small());
    expect(slack).toMatchObject({ transport: 'socket', apiUrl: 'https://slack.com/api/', port: 3000 });
    expect(accounts).toMatchObject([{ credentials: 'default-chain', channel: null, endpoint: null }]);
    expect({ policy, store, ending, watch, cleanup }).toEqual({
      policy: [],
      store: { path: './data' },
      ending: { pollSeconds: 10, timeoutMinutes: 30, confirmMinutes: 15, approvalHours: 1, ...READINESS },
      watch: { pollSeconds: 60 },
      cleanup: {
        pollSeconds: 5,
        lookAfterHours: 1,
        lookAgainAfterHours: 24,
        undoHours: 24,
        busyMinutes: 10,
      },
    });
  });

  it('takes fractions for durations', () => {
    const { ending, watch } = configOf(
      small({ rest: 'ending: { pollSeconds: 0.05, approvalHours: .5 }\nwatch: { pollSeconds: 0.1 }' }),
    );
    expect([ending.pollSeconds, ending.approvalHours, watch.pollSeconds]).toEqual([0.05, 0.5, 0.1]);
  });

  it('replaces references in every way of writing text, several in one, and leaves comments alone', () => {
    const text = small({
      slack: [
        '',
        `  channel: "\${CHANNEL}"   # not \${THIS}`,
        `  apiUrl: 'http://\${HOST}:\${PORT}/api'`,
        `  port: \${PORT}`,
      ].join('\n'),
      accounts: `  - { name: a-\${CHANNEL}-b, provider: alibaba-dts, regions: [\${REGION}, cn-x] }`,
    });
    const { slack, accounts } = configOf(text, {
      ...CANARIES,
      CHANNEL: 'C9',
      HOST: '127.0.0.1',
      PORT: '81',
      REGION: 'eu-de',
    });
    expect(slack).toMatchObject({ channel: 'C9', apiUrl: 'http://127.0.0.1:81/api/', port: 81 });
    expect(accounts).toMatchObject([{ name: 'a-C9-b', regions: ['eu-de', 'cn-x'] }]);
  });

  it('replaces once: a reference inside a value stays as it is', () => {
    const { accounts } = configOf(COMPLETE, { ...CANARIES, AK: `\${SK}` });
    expect(accounts[0]?.credentials).toMatchObject({ accessKeyId: `\${SK}` });
  });

  it('takes the digits of an id as they are written', () => {
    const text = COMPLETE.replace('054ba152d480d55b2f5dc0069e7ddef0', '00541525');
    expect(configOf(text).accounts[1]).toMatchObject({ project: '00541525' });
  });

  it('needs the signing secret, and no app-level token, with the http transport', () => {
    const text = small({ slack: '{ channel: C1, transport: http, port: 0 }' });
    const env = { SLACK_BOT_TOKEN: 'b', SLACK_SIGNING_SECRET: 's' };
    expect(configOf(text, env).slack).toMatchObject({ transport: 'http', port: 0, appToken: null });
    expect(configOf(text, env).slack.signingSecret?.reveal()).toBe('s');
  });

  it("reads a DRS user's password", () => {
    const text = COMPLETE.replace(
      `{ accessKey: \${DRS_AK}, secretKey: \${DRS_SK} }`,
      `{ username: bot, password: \${DRS_SK}, domain: OTC0001 }`,
    );
    const { credentials } = configOf(text).accounts[1] ?? {};
    expect(credentials).toMatchObject({ kind: 'password', username: 'bot', domain: 'OTC0001' });
    expect(JSON.stringify(credentials)).toBe(
      '{"kind":"password","username":"bot","password":"[secret]","domain":"OTC0001"}',
    );
  });

  it('takes every kind of Slack id by its first letter', () => {
    const rest = [
      'policy:',
      '  - { allow: [pause], who: [U1, W1, S1, everyone], channels: [C1, G1, D1], approvers: [everyone] }',
    ].join('\n');
    expect(configOf(small({ rest })).policy[0]?.who).toEqual(['U1', 'W1', 'S1', 'everyone']);
  });

  it('reads a rule that denies, by tags, with its reason', () => {
    const rest = [
      'policy:',
      '  - { deny: [terminate, release], who: [everyone], tags: { env: prod*, team: "*" }, because: ask the leads }',
    ].join('\n');
    expect(configOf(small({ rest })).policy).toEqual([
      {
        effect: 'deny',
        deeds: ['terminate', 'release'],
        who: ['everyone'],
        channels: null,
        accounts: null,
        tasks: null,
        tags: { env: 'prod*', team: '*' },
        confirm: null,
        approvals: 0,
        approvers: null,
        readiness: 'shown',
        presence: 'required',
        because: 'ask the leads',
      },
    ]);
  });

  it('takes a rule that needs nobody there, and requires it where nothing is said', () => {
    const rest = [
      'policy:',
      '  - { allow: [terminate], who: [U1], presence: not-needed }',
      '  - { allow: [terminate], who: [U2] }',
    ].join('\n');
    expect(configOf(small({ rest })).policy.map(({ presence }) => presence)).toEqual([
      'not-needed',
      'required',
    ]);
  });

  it('takes one access key in two projects, and one project in two regions', () => {
    const drs = (name: string, project: string, region: string) =>
      `  - { name: ${name}, provider: drs, cloud: otc, regions: [${region}], project: ${project}, credentials: { accessKey: a, secretKey: s } }`;
    const accounts = [drs('a', 'p1', 'eu-de'), drs('b', 'p2', 'eu-de'), drs('c', 'p1', 'eu-nl')].join('\n');
    expect(configOf(small({ accounts })).accounts).toHaveLength(3);
  });

  it('follows anchors and aliases', () => {
    const accounts = [
      '  - { name: a, provider: alibaba-dts, regions: &r [eu-1, eu-2], credentials: { accessKeyId: a, accessKeySecret: s } }',
      '  - { name: b, provider: alibaba-dts, regions: *r, credentials: { accessKeyId: b, accessKeySecret: s } }',
    ].join('\n');
    expect(configOf(small({ accounts })).accounts[1]?.regions).toEqual(['eu-1', 'eu-2']);
  });
});
