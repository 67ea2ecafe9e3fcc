import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../src/config/problem.ts';
import { CANARIES, COMPLETE, read, small } from './sources.ts';

type Env = Record<string, string | undefined>;

const alibaba = (more: string) =>
  small({ accounts: `  - { name: cn, provider: alibaba-dts, regions: [cn-hangzhou], ${more} }` });
const drs = (more: string) =>
  small({ accounts: `  - { name: otc, provider: drs, cloud: otc, regions: [eu-de], project: p, ${more} }` });
const rule = (more: string) => small({ rest: `policy:\n  - { ${more} }` });
const two = (one: string, other: string) => small({ accounts: `  - { ${one} }\n  - { ${other} }` });
const KEYS = 'credentials: { accessKey: a, secretKey: s }';
const SET = '{ accessKeyId: canary-r, accessKeySecret: canary-t }';

/** Each mistake: the file, the place that is named, and words that the message has. */
const MISTAKES: Record<string, { text: string; env?: Env; at: string; says: RegExp }> = {
  'a value at the top': { text: 'hello', at: 'cutover.yml', says: /group of keys/ },
  'an unknown key at the top': {
    text: small({ rest: 'polcy: []' }),
    at: 'polcy',
    says: /did you mean policy\?/,
  },
  'an unknown key in slack': {
    text: small({ slack: '{ channel: C1, chanel: C2 }' }),
    at: 'slack.chanel',
    says: /did you mean channel\?/,
  },
  'an unknown key in an account': {
    text: alibaba('projct: p'),
    at: 'accounts[0].projct',
    says: /not a key/,
  },
  'an unknown key in credentials': {
    text: alibaba('credentials: { accessKeyId: a, accessKeySecret: s, securtyToken: canary-x }'),
    at: 'accounts[0].credentials.securtyToken',
    says: /did you mean securityToken\?/,
  },
  'an unknown product': {
    text: alibaba('endpoints: { dst: "http://127.0.0.1" }'),
    at: 'accounts[0].endpoints.dst',
    says: /did you mean dts\?/,
  },
  'a product of the other cloud': {
    text: drs(`${KEYS}, endpoints: { rds: "http://127.0.0.1" }`),
    at: 'accounts[0].endpoints.rds',
    says: /not a key/,
  },
  'an unknown key in a rule': {
    text: rule('allow: [pause], who: [U1], approver: [U2]'),
    at: 'policy[0].approver',
    says: /did you mean approvers\?/,
  },
  'no channel': { text: small({ slack: '{}' }), at: 'slack.channel', says: /is missing/ },
  'an empty key': { text: small({ slack: '\n  channel:\n' }), at: 'slack.channel', says: /is missing/ },
  "a channel's name": {
    text: small({ slack: '{ channel: "#ops" }' }),
    at: 'slack.channel',
    says: /C, G or D/,
  },
  'a user for a channel': {
    text: small({ slack: '{ channel: U1 }' }),
    at: 'slack.channel',
    says: /C, G or D/,
  },
  "an account's channel that is none": {
    text: alibaba('channel: ops'),
    at: 'accounts[0].channel',
    says: /C, G or D/,
  },
  'an unknown transport': {
    text: small({ slack: '{ channel: C1, transport: sokcet }' }),
    at: 'slack.transport',
    says: /must be socket or http; did you mean socket\?/,
  },
  'a list for text': { text: small({ slack: '{ channel: [C1] }' }), at: 'slack.channel', says: /plain text/ },
  'text for a list': { text: rule('allow: pause, who: [U1]'), at: 'policy[0].allow', says: /must be a list/ },
  'text for a group': { text: small({ slack: 'C1' }), at: 'slack', says: /group of keys/ },
  'a group for a list': { text: 'slack: { channel: C1 }\naccounts: { a: b }', at: 'accounts', says: /list/ },
  'a port that is none': {
    text: small({ slack: '{ channel: C1, port: 70000 }' }),
    at: 'slack.port',
    says: /0 to 65535/,
  },
  'metrics neither on nor off': {
    text: small({ slack: '{ channel: C1, metrics: yes }' }),
    at: 'slack.metrics',
    says: /must be on or off/,
  },
  'a port in words': {
    text: small({ slack: '{ channel: C1, port: http }' }),
    at: 'slack.port',
    says: /0 to 65535/,
  },
  'an address of Slack that is not encrypted': {
    text: small({ slack: '{ channel: C1, apiUrl: "http://slack-gov.com/api/" }' }),
    at: 'slack.apiUrl',
    says: /https:\/\/.*only for an address of this machine/,
  },
  'an address that only looks like one of this machine': {
    text: small({ slack: '{ channel: C1, apiUrl: "http://127.0.0.1.example.org/api/" }' }),
    at: 'slack.apiUrl',
    says: /https:\/\//,
  },
  'an address of a cloud that is not encrypted': {
    text: alibaba('endpoint: "http://gateway.example.org"'),
    at: 'accounts[0].endpoint',
    says: /must begin with https:\/\/ \(http:\/\/ only for an address of this machine/,
  },
  'an address of a cloud in the own network that is not encrypted': {
    text: drs(`${KEYS}, endpoint: "http://10.0.0.7:4010"`),
    at: 'accounts[0].endpoint',
    says: /must begin with https:\/\//,
  },
  'an address of one product that is not encrypted': {
    text: drs(`${KEYS}, endpoint: "http://127.0.0.1:4010", endpoints: { iam: "http://iam.example.org" }`),
    at: 'accounts[0].endpoints.iam',
    says: /must begin with https:\/\//,
  },
  "a cloud's address that only looks like one of this machine": {
    text: alibaba('endpoints: { dts: "http://localhost.example.org/" }'),
    at: 'accounts[0].endpoints.dts',
    says: /must begin with https:\/\//,
  },
  'a drain without an end': {
    text: small({ slack: '{ channel: C1, drainSeconds: 100000 }' }),
    at: 'slack.drainSeconds',
    says: /at most 86400/,
  },
  'an address that is none': {
    text: small({ slack: '{ channel: C1, apiUrl: slack.com }' }),
    at: 'slack.apiUrl',
    says: /must be an address/,
  },
  'an address of another kind': {
    text: alibaba('endpoint: "ftp://h"'),
    at: 'accounts[0].endpoint',
    says: /must be an address/,
  },
  'an address with a password': {
    text: alibaba('endpoint: "https://u:canary-x@h"'),
    at: 'accounts[0].endpoint',
    says: /without a user/,
  },
  'no accounts': { text: 'slack: { channel: C1 }', at: 'accounts', says: /at least one account/ },
  'an account without a name': {
    text: small({ accounts: '  - { provider: alibaba-dts, regions: [x] }' }),
    at: 'accounts[0].name',
    says: /is missing/,
  },
  "a slash in an account's name": {
    text: small({ accounts: '  - { name: a/b, provider: alibaba-dts, regions: [x] }' }),
    at: 'accounts[0].name',
    says: /slash/,
  },
  'an unknown provider': {
    text: small({ accounts: '  - { name: a, provider: dts, regions: [x], cloud: otc }' }),
    at: 'accounts[0].provider',
    says: /alibaba-dts or drs/,
  },
  'no regions': {
    text: small({ accounts: '  - { name: a, provider: alibaba-dts, regions: [] }' }),
    at: 'accounts[0].regions',
    says: /not be empty/,
  },
  'a region that would be a host': {
    text: small({ accounts: '  - { name: a, provider: alibaba-dts, regions: ["evil.example/"] }' }),
    at: 'accounts[0].regions[0]',
    says: /must be a region/,
  },
  'a region twice': {
    text: small({ accounts: '  - { name: a, provider: alibaba-dts, regions: [x, x] }' }),
    at: 'accounts[0].regions',
    says: /twice/,
  },
  'half of the keys': {
    text: alibaba('credentials: { accessKeyId: canary-x }'),
    at: 'accounts[0].credentials.accessKeySecret',
    says: /is missing/,
  },
  'credentials that are an empty key': {
    text: alibaba('credentials: '),
    at: 'accounts[0].credentials.accessKeyId',
    says: /is missing/,
  },
  'credentials that are text': {
    text: alibaba('credentials: canary-x'),
    at: 'accounts[0].credentials',
    says: /group of keys/,
  },
  "the other cloud's keys": {
    text: drs('credentials: { accessKeyId: canary-x, secretKey: canary-y }'),
    at: 'accounts[0].credentials.accessKeyId',
    says: /did you mean accessKey\?/,
  },
  'a DRS account without credentials': {
    text: drs('channel: C1'),
    at: 'accounts[0].credentials',
    says: /missing/,
  },
  'a key and a password': {
    text: drs('credentials: { accessKey: canary-a, secretKey: canary-s, password: canary-p }'),
    at: 'accounts[0].credentials',
    says: /not both/,
  },
  'a password without its domain': {
    text: drs('credentials: { username: u, password: canary-p }'),
    at: 'accounts[0].credentials.domain',
    says: /is missing/,
  },
  'one key for everything beside one for ending': {
    text: alibaba(`credentials: { accessKeyId: canary-a, accessKeySecret: canary-s, end: ${SET} }`),
    at: 'accounts[0].credentials',
    says: /accessKeyId and accessKeySecret for everything, or read, end and cleanup with a set each, but not both/,
  },
  'a password beside sets by use': {
    text: drs(`credentials: { read: { accessKey: canary-a, secretKey: canary-s }, password: canary-p }`),
    at: 'accounts[0].credentials',
    says: /not both/,
  },
  'a set for a use that there is not': {
    text: alibaba(`credentials: { read: ${SET}, ending: ${SET} }`),
    at: 'accounts[0].credentials.ending',
    says: /does not belong here: a set is for read, end or cleanup/,
  },
  'a set by use, but none that reads': {
    text: alibaba(`credentials: { end: ${SET} }`),
    at: 'accounts[0].credentials.read',
    says: /is missing; it reads, and does what has no set of its own/,
  },
  'half of a set': {
    text: alibaba(`credentials: { read: ${SET}, end: { accessKeyId: canary-x } }`),
    at: 'accounts[0].credentials.end.accessKeySecret',
    says: /is missing/,
  },
  'a set that is an empty key': {
    text: alibaba(`credentials: { read: ${SET}, end: }`),
    at: 'accounts[0].credentials.end.accessKeyId',
    says: /is missing/,
  },
  'a set that is text': {
    text: alibaba(`credentials: { read: ${SET}, cleanup: canary-x }`),
    at: 'accounts[0].credentials.cleanup',
    says: /group of keys/,
  },
  'an unknown key in a set': {
    text: drs('credentials: { read: { accessKey: canary-a, secretkey: canary-s } }'),
    at: 'accounts[0].credentials.read.secretkey',
    says: /did you mean secretKey\?/,
  },
  'a key and a password in a set': {
    text: drs(
      'credentials: { read: { accessKey: a, secretKey: s }, end: { accessKey: canary-a, username: u } }',
    ),
    at: 'accounts[0].credentials.end',
    says: /not both/,
  },
  'an Alibaba account twice, by the key of one of its sets': {
    text: two(
      `name: a, provider: alibaba-dts, regions: [x], credentials: { read: ${SET}, end: { accessKeyId: canary-x, accessKeySecret: s } }`,
      'name: b, provider: alibaba-dts, regions: [y], credentials: { accessKeyId: canary-x, accessKeySecret: t }',
    ),
    at: 'accounts[1].credentials',
    says: /accounts\[0\] is the same cloud account/,
  },
  'an Alibaba account twice, by a key of each': {
    text: two(
      `name: a, provider: alibaba-dts, regions: [x], credentials: { read: ${SET}, cleanup: { accessKeyId: canary-x, accessKeySecret: s } }`,
      `name: b, provider: alibaba-dts, regions: [y], credentials: { read: { accessKeyId: canary-y, accessKeySecret: s }, end: { accessKeyId: canary-x, accessKeySecret: t } }`,
    ),
    at: 'accounts[1].credentials',
    says: /accounts\[0\] is the same cloud account/,
  },
  'an unknown cloud': {
    text: small({
      accounts: `  - { name: a, provider: drs, cloud: huawei, regions: [x], project: p, ${KEYS} }`,
    }),
    at: 'accounts[0].cloud',
    says: /otc or huaweicloud/,
  },
  'a project that would be a path': {
    text: small({
      accounts: `  - { name: a, provider: drs, cloud: otc, regions: [x], project: ../x, ${KEYS} }`,
    }),
    at: 'accounts[0].project',
    says: /id of a project/,
  },
  'a name twice, in another case': {
    text: two(
      'name: Prod, provider: alibaba-dts, regions: [x]',
      `name: prod, provider: drs, cloud: otc, regions: [x], project: p, ${KEYS}`,
    ),
    at: 'accounts[1].name',
    says: /also the name of accounts\[0\]/,
  },
  'an Alibaba account twice, in other regions': {
    text: two(
      'name: a, provider: alibaba-dts, regions: [x], credentials: { accessKeyId: canary-x, accessKeySecret: s }',
      'name: b, provider: alibaba-dts, regions: [y], credentials: { accessKeyId: canary-x, accessKeySecret: t }',
    ),
    at: 'accounts[1].credentials',
    says: /accounts\[0\] is the same cloud account/,
  },
  'the default chain twice': {
    text: two('name: a, provider: alibaba-dts, regions: [x]', 'name: b, provider: alibaba-dts, regions: [y]'),
    at: 'accounts[1].provider',
    says: /both use the default chain/,
  },
  'a DRS project twice, with another key': {
    text: two(
      `name: a, provider: drs, cloud: otc, regions: [x, y], project: p, ${KEYS}`,
      'name: b, provider: drs, cloud: otc, regions: [y, z], project: P, credentials: { accessKey: b, secretKey: s }',
    ),
    at: 'accounts[1].project',
    says: /accounts\[0\] is the same cloud account/,
  },
  'an unknown action': {
    text: rule('allow: [pause, terminat], who: [U1]'),
    at: 'policy[0].allow[1]',
    says: /did you mean terminate\?/,
  },
  'a rule that allows nothing': { text: rule('allow: [], who: [U1]'), at: 'policy[0].allow', says: /empty/ },
  'a rule for nobody': { text: rule('allow: [pause], who: []'), at: 'policy[0].who', says: /empty/ },
  'a rule without people': { text: rule('allow: [pause]'), at: 'policy[0].who', says: /is missing/ },
  "a person's name": {
    text: rule('allow: [pause], who: [alice]'),
    at: 'policy[0].who[0]',
    says: /id of a user/,
  },
  'a channel for a person': {
    text: rule('allow: [pause], who: [C1]'),
    at: 'policy[0].who[0]',
    says: /id of a user/,
  },
  'an approver that is none': {
    text: rule('allow: [pause], who: [U1], approvers: [leads]'),
    at: 'policy[0].approvers[0]',
    says: /id of a user/,
  },
  "a rule's channel that is none": {
    text: rule('allow: [pause], who: [U1], channels: [ops]'),
    at: 'policy[0].channels[0]',
    says: /C, G or D/,
  },
  'an empty list of channels': {
    text: rule('allow: [pause], who: [U1], channels: []'),
    at: 'policy[0].channels',
    says: /empty/,
  },
  'an account that is not configured': {
    text: rule('allow: [pause], who: [U1], accounts: [cm]'),
    at: 'policy[0].accounts[0]',
    says: /not the name of an account in this configuration; did you mean cn\?/,
  },
  'a confirmation that does not exist': {
    text: rule('allow: [pause], who: [U1], confirm: buton'),
    at: 'policy[0].confirm',
    says: /type-name or button; did you mean button\?/,
  },
  'a rule that neither allows nor denies': {
    text: rule('who: [U1]'),
    at: 'policy[0]',
    says: /must have either "allow" or "deny"/,
  },
  'a rule that does both': {
    text: rule('allow: [pause], deny: [release], who: [U1]'),
    at: 'policy[0]',
    says: /must have either "allow" or "deny"/,
  },
  'approvals in a rule that denies': {
    text: rule('deny: [pause], who: [everyone], approvals: 1'),
    at: 'policy[0].approvals',
    says: /does not belong into a rule with "deny"/,
  },
  'a reason in a rule that allows': {
    text: rule('allow: [pause], who: [everyone], because: why not'),
    at: 'policy[0].because',
    says: /does not belong into a rule with "allow"/,
  },
  'a tag without a pattern': {
    text: rule('allow: [pause], who: [everyone], tags: { env: "" }'),
    at: 'policy[0].tags.env',
    says: /empty/,
  },
  'tags in a list': {
    text: rule('allow: [pause], who: [everyone], tags: [prod]'),
    at: 'policy[0].tags',
    says: /must be a group of keys/,
  },
  'readiness in a word that is none': {
    text: rule('allow: [terminate], who: [U1], readiness: require'),
    at: 'policy[0].readiness',
    says: /must be shown or required; did you mean required\?/,
  },
  'readiness in a rule that denies': {
    text: rule('deny: [terminate], who: [U1], readiness: required'),
    at: 'policy[0].readiness',
    says: /does not belong into a rule with "deny"/,
  },
  'presence in a word that is none': {
    text: rule('allow: [terminate], who: [U1], presence: required-not'),
    at: 'policy[0].presence',
    says: /must be required or not-needed/,
  },
  'presence in a rule that denies': {
    text: rule('deny: [terminate], who: [U1], presence: not-needed'),
    at: 'policy[0].presence',
    says: /does not belong into a rule with "deny"/,
  },
  'presence in a rule for the freeze alone': {
    text: rule('allow: [freeze], who: [U1], presence: not-needed'),
    at: 'policy[0].presence',
    says: /does not belong into a rule for hold and freeze/,
  },
  'no readings': {
    text: small({ rest: 'ending: { readinessReadings: 0 }' }),
    at: 'ending.readinessReadings',
    says: /whole number from 1 to 60/,
  },
  'a lag below none': {
    text: small({ rest: 'ending: { readinessLagSeconds: -1 }' }),
    at: 'ending.readinessLagSeconds',
    says: /0 or greater/,
  },
  'half an approval': {
    text: rule('allow: [pause], who: [U1], approvals: 0.5'),
    at: 'policy[0].approvals',
    says: /whole number/,
  },
  'a duration of nothing': {
    text: small({ rest: 'ending: { confirmMinutes: 0 }' }),
    at: 'ending.confirmMinutes',
    says: /greater than 0/,
  },
  'a duration with its unit': {
    text: small({ rest: 'watch: { pollSeconds: 60s }' }),
    at: 'watch.pollSeconds',
    says: /must be a number/,
  },
  'an endless duration': {
    text: small({ rest: `ending: { approvalHours: ${'9'.repeat(400)} }` }),
    at: 'ending.approvalHours',
    says: /must be a number/,
  },
  'a variable that is not set': {
    text: COMPLETE,
    env: { ...CANARIES, SK: undefined },
    at: 'accounts[0].credentials.accessKeySecret',
    says: /environment variable SK is not set/,
  },
  'a name that only every object has': {
    text: small({ slack: `{ channel: "\${toString}" }` }),
    at: 'slack.channel',
    says: /toString is not set/,
  },
  'a variable that is empty': {
    text: COMPLETE,
    env: { ...CANARIES, SK: ' ' },
    at: 'accounts[0].credentials.accessKeySecret',
    says: /is empty/,
  },
  'a reference with a default': {
    text: small({ slack: `{ channel: \${CHANNEL:-canary-x} }` }),
    at: 'slack.channel',
    says: /name of an environment variable/,
  },
  'no bot token': {
    text: small(),
    env: { SLACK_APP_TOKEN: 'canary-x' },
    at: 'SLACK_BOT_TOKEN',
    says: /is not set/,
  },
  'no app-level token': {
    text: small(),
    env: { SLACK_BOT_TOKEN: 'canary-x' },
    at: 'SLACK_APP_TOKEN',
    says: /socket/,
  },
  'no signing secret': {
    text: small({ slack: '{ channel: C1, transport: http }' }),
    at: 'SLACK_SIGNING_SECRET',
    says: /http/,
  },
  'an app-level token for the bot token': {
    text: small(),
    env: { ...CANARIES, SLACK_BOT_TOKEN: 'xapp-canary' },
    at: 'SLACK_BOT_TOKEN',
    says: /instead of the bot's/,
  },
  'a bot token for the app-level token': {
    text: small(),
    env: { ...CANARIES, SLACK_APP_TOKEN: 'xoxb-canary' },
    at: 'SLACK_APP_TOKEN',
    says: /instead of an app-level one/,
  },
};

function problemsOf(text: string, env: Env = CANARIES) {
  const result = read(text, env);
  return result.ok ? [] : result.problems;
}

describe('mistakes in the configuration', () => {
  it.each(Object.entries(MISTAKES))('names %s, and shows no value', (_, { text, env, at, says }) => {
    const problems = problemsOf(text, env);
    expect(problems.find(({ path }) => path === at)?.message).toMatch(says);
    expect(formatProblems(problems)).not.toContain('canary');
  });

  it.each([
    ['a bracket that stays open', 'slack: { channel: C1\naccounts: []\n', 2],
    ['a tab', 'slack:\n\tchannel: canary-x\n', 2],
    ['a key twice', 'slack: { channel: C1 }\nslack: { channel: canary-x }\n', 2],
    ['a second document', 'slack: {}\n---\ncanary-x: 1\n', 2],
    ['an alias of nothing', 'slack: {}\naccounts: *canary-x\n', 2],
    ['a tag', 'slack: {}\naccounts: !!js/canary []\n', 2],
    ['a quote that stays open', 'slack:\n  channel: "canary-x\n', 3],
    ['words behind a value', 'slack:\n  channel: "C1" canary-x\n', 2],
  ])('gives the line of %s, and quotes nothing of it', (_, text, line) => {
    const problems = problemsOf(text);
    expect(problems.map((problem) => problem.line)).toContain(line);
    expect(formatProblems(problems)).not.toContain('canary');
  });

  it('refuses a file that contains itself', () => {
    expect(problemsOf('slack: &a { channel: *a }\n').length).toBeGreaterThan(0);
    expect(problemsOf('slack: &a\n  apiUrl: [*a]\n').length).toBeGreaterThan(0);
  });

  it('lists all mistakes at once, each with its line, in the order of the file', () => {
    const text = [
      'slack:',
      '  transport: sokcet',
      '  chanel: C1',
      'accounts:',
      '  - name: cn',
      '    provider: alibaba-dts',
      `    credentials: { accessKeyId: \${AK}, accessKeySecret: \${MISSING} }`,
      'policy:',
      '  - allow: [stop]',
      '    who: [everyone]',
      '    accounts: [nc]',
      'watch: { pollSeconds: -1 }',
    ].join('\n');
    expect(formatProblems(problemsOf(text, { AK: 'canary-x' })).split('\n')).toEqual([
      'slack.channel (line 1): is missing',
      'slack.transport (line 2): must be socket or http; did you mean socket?',
      'slack.chanel (line 3): is not a key that belongs here; did you mean channel?',
      'accounts[0].regions (line 5): is missing',
      'accounts[0].credentials.accessKeySecret (line 7): the environment variable MISSING is not set',
      'policy[0].allow[0] (line 9): must be terminate, force-terminate, release, pause, resume, cleanup, hold or freeze',
      'policy[0].accounts[0] (line 11): is not the name of an account in this configuration; did you mean cn?',
      'watch.pollSeconds (line 12): must be a number greater than 0, such as 10 or 0.5, and at most 86400',
      expect.stringMatching(/^SLACK_BOT_TOKEN: is not set/),
    ]);
  });

  it('suggests no account whose name came from the environment', () => {
    const accounts = `  - { name: "\${NAME}", provider: alibaba-dts, regions: [x] }`;
    const rest = 'policy: [{ allow: [pause], who: [U1], accounts: [canary-y] }]';
    const problems = problemsOf(small({ accounts, rest }), { ...CANARIES, NAME: 'canary-x' });
    expect(formatProblems(problems)).toBe(
      'policy[0].accounts[0] (line 4): is not the name of an account in this configuration',
    );
  });

  it('suggests no account whose name is also a credential', () => {
    const accounts =
      '  - { name: canary-x, provider: alibaba-dts, regions: [x], credentials: { accessKeyId: canary-x, accessKeySecret: s } }';
    const rest = 'policy: [{ allow: [pause], who: [U1], accounts: [canary-y] }]';
    expect(formatProblems(problemsOf(small({ accounts, rest })))).not.toContain('canary');
  });

  it('does not repeat a key that may be a misplaced secret', () => {
    const problems = problemsOf(small({ slack: '{ channel: C1, xoxb-1234-canary: x }' }));
    expect(formatProblems(problems)).toMatch(/^slack\.\? \(line 1\): is not a key/);
  });

  it('reports a token that is missing even where the file cannot be read', () => {
    const paths = problemsOf('slack: [', {}).map(({ path }) => path);
    expect(paths).toContain('cutover.yml');
    expect(paths).toContain('SLACK_BOT_TOKEN');
  });
});
