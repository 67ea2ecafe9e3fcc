import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import type { Check, Finding } from '../../../src/doctor/finding.ts';
import { channelChecks } from '../../../src/doctor/slack/channels.ts';
import { commandsCheck } from '../../../src/doctor/slack/commands.ts';
import { askSlack } from '../../../src/doctor/slack/connect.ts';
import { peopleChecks } from '../../../src/doctor/slack/people.ts';
import { SCOPES, scopesCheck } from '../../../src/doctor/slack/scopes.ts';
import { appInToken, tokenChecks } from '../../../src/doctor/slack/tokens.ts';

type Json = Record<string, unknown>;

const ME = { ok: true, team: 'Acme', team_id: 'T1', user: 'cutover', user_id: 'U0BOT', bot_id: 'B1' };
const ALL = Object.keys(SCOPES).join(',');

interface Given {
  readonly policy?: string;
  readonly transport?: 'socket' | 'http';
  readonly env?: Record<string, string>;
}

function configOf({ policy = '[]', transport = 'socket', env = {} }: Given): Config {
  const text = `
slack: { transport: ${transport}, channel: C0MAIN }
accounts:
  - name: one
    provider: alibaba-dts
    regions: [cn-hangzhou]
    credentials: { accessKeyId: a, accessKeySecret: \${AS} }
policy: ${policy}
`;
  const tokens = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1-A0ONE-2-ff',
    SLACK_SIGNING_SECRET: 'f'.repeat(32),
  };
  const read = readConfig({ text, path: 'cutover.yml', env: { ...tokens, AS: 'b', ...env } });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

/** What Slack answers, by method; a method without an answer must not be called. */
function slackSays(
  answers: Readonly<Record<string, Json | readonly Json[]>>,
  scopes: string | null = ALL,
): void {
  const headers = scopes === null ? {} : { 'x-oauth-scopes': scopes };
  for (const [method, given] of Object.entries(answers))
    for (const answer of [given].flat() as Json[])
      nock('https://slack.com').post(`/api/${method}`).reply(200, answer, headers);
}

const no = (error: string) => ({ ok: false, error });
const app = (app_id: string) => ({ ok: true, bot: { id: 'B1', app_id } });
const channel = (more: Json = {}) => ({
  ok: true,
  channel: {
    id: 'C0MAIN',
    name: 'moves',
    is_archived: false,
    is_member: true,
    is_ext_shared: false,
    ...more,
  },
});
const user = (id: string, more: Json = {}) => ({
  ok: true,
  user: { id, team_id: 'T1', real_name: 'Ann', ...more },
});

function only(checks: readonly Check[], title: RegExp): Promise<Finding> {
  const found = checks.filter((check) => title.test(check.title));
  const [check] = found;
  if (check === undefined || found.length > 1) throw new Error(`${found.length} checks are called ${title}`);
  return check.run();
}

/** Nobody answers this method, as with a proxy that leads nowhere. */
function slackIsSilentAt(method: string): void {
  nock('https://slack.com')
    .post(`/api/${method}`)
    .replyWithError({ code: 'ECONNREFUSED', message: 'refused' });
}

describe('the tokens', () => {
  it.each<[string, Record<string, Json>, string, RegExp]>([
    [
      'is good',
      { 'auth.test': ME, 'bots.info': app('A0ONE') },
      'ok',
      /workspace Acme, bot @cutover, app A0ONE/,
    ],
    [
      'is not known',
      { 'auth.test': no('invalid_auth') },
      'fail',
      /Slack says invalid_auth\. Copy the bot token/,
    ],
    ['is revoked', { 'auth.test': no('token_revoked') }, 'fail', /token_revoked.*SLACK_BOT_TOKEN/],
    [
      'is of a person',
      { 'auth.test': { ...ME, bot_id: null } },
      'fail',
      /token of a person \(cutover\).*xoxb-/,
    ],
  ])('of the bot %s', async (_, answers, kind, text) => {
    slackSays(answers);
    const config = configOf({});
    const finding = await only(
      tokenChecks(askSlack(config, []), config.slack),
      /^Slack takes the bot token$/,
    );
    expect(finding.kind).toBe(kind);
    expect(finding.text).toMatch(text);
  });

  const opened = { ok: true, url: 'wss://wss-primary.slack.com/link/?ticket=1' };
  it.each<[string, Record<string, Json>, string, RegExp]>([
    [
      'is of the same app',
      { 'apps.connections.open': opened, 'auth.test': ME, 'bots.info': app('A0ONE') },
      'ok',
      /app A0ONE/,
    ],
    [
      'is of another app',
      { 'apps.connections.open': opened, 'auth.test': ME, 'bots.info': app('A0TWO') },
      'fail',
      /of the app A0ONE, and the bot token of A0TWO.*Copy both tokens/,
    ],
    [
      'is of an app that is not told',
      { 'apps.connections.open': opened, 'auth.test': ME, 'bots.info': no('missing_scope') },
      'note',
      /does not tell which app/,
    ],
    [
      'is not known',
      { 'apps.connections.open': no('invalid_auth') },
      'fail',
      /Slack does not know this token\. Make one/,
    ],
    [
      'is no such token',
      { 'apps.connections.open': no('not_allowed_token_type') },
      'fail',
      /must start with xapp-/,
    ],
    ['lacks its scope', { 'apps.connections.open': no('missing_scope') }, 'fail', /connections:write/],
    [
      'meets no Socket Mode',
      { 'apps.connections.open': no('socket_mode_not_enabled') },
      'fail',
      /Socket Mode is off/,
    ],
  ])('of the app %s', async (_, answers, kind, text) => {
    slackSays(answers);
    const config = configOf({});
    const finding = await only(tokenChecks(askSlack(config, []), config.slack), /app-level token/);
    expect(finding.kind).toBe(kind);
    expect(finding.text).toMatch(text);
  });

  it.each([
    ['f'.repeat(32), 'ok'],
    ['xoxb-copied-by-mistake', 'note'],
  ])('the signing secret is judged by its form alone: %s', async (secret, kind) => {
    const config = configOf({ transport: 'http', env: { SLACK_SIGNING_SECRET: secret } });
    const finding = await only(tokenChecks(askSlack(config, []), config.slack), /signing secret/);
    expect(finding.kind).toBe(kind);
    expect(finding.text).not.toContain(secret);
  });

  it('tell their app where they have the form that Slack gives them', () => {
    expect(appInToken('xapp-1-A012ABC-345-deadbeef')).toBe('A012ABC');
    expect(appInToken('xapp-local')).toBe(null);
  });

  it('are not to blame where Slack does not answer: the way there is looked at next', async () => {
    slackIsSilentAt('auth.test');
    const config = configOf({});
    const finding = await only(tokenChecks(askSlack(config, []), config.slack), /bot token$/);
    expect(finding).toMatchObject({ kind: 'fail', text: expect.stringContaining('HTTPS_PROXY') });
    expect(finding.text).toMatch(/^Slack did not answer\./);
    expect(finding.text).not.toContain('Copy');
  });
});

describe('the scopes of the token', () => {
  it.each<[string, string | null, string, RegExp | null, string[]]>([
    ['those of the manifest', ALL, 'ok', null, []],
    ['those and identify', `${ALL},identify`, 'ok', null, []],
    [
      'one too few',
      ALL.replace('users:read,', ''),
      'fail',
      /reinstall the app/,
      ['missing  users:read: telling full members'],
    ],
    [
      'one too many',
      `${ALL},channels:manage`,
      'note',
      /Remove the surplus/,
      ['surplus  channels:manage: the bot never uses it'],
    ],
    ['not told', null, 'note', /did not tell/, []],
  ])('are %s', async (_, scopes, kind, text, lines) => {
    slackSays({ 'auth.test': ME }, scopes);
    const finding = await scopesCheck(askSlack(configOf({}), [])).run();
    expect(finding.kind).toBe(kind);
    if (text !== null) expect(finding.text).toMatch(text);
    expect(finding.lines).toHaveLength(lines.length);
    lines.forEach((line, at) => {
      expect(finding.lines?.[at]).toContain(line);
    });
  });
});

describe('a channel of announcements', () => {
  const history = { ok: true, messages: [] };
  it.each<[string, Record<string, Json>, string, RegExp]>([
    ['is fine', { 'conversations.info': channel(), 'conversations.history': history }, 'ok', /#moves/],
    [
      'is not there',
      { 'conversations.info': no('channel_not_found'), 'auth.test': ME },
      'fail',
      /no such channel.*\/invite @cutover/,
    ],
    [
      'is archived',
      { 'conversations.info': channel({ is_archived: true }) },
      'fail',
      /#moves is archived.*Unarchive it/,
    ],
    [
      'is without the bot',
      { 'conversations.info': channel({ is_member: false }), 'auth.test': ME },
      'fail',
      /not in #moves\. Type \/invite @cutover/,
    ],
    [
      'is shared',
      { 'conversations.info': channel({ is_ext_shared: true }), 'conversations.history': history },
      'note',
      /shared with another workspace.*is refused/,
    ],
    [
      'cannot be read back',
      { 'conversations.info': channel(), 'conversations.history': no('missing_scope') },
      'fail',
      /missing_scope.*may appear twice/,
    ],
    [
      'cannot be shown, but read',
      { 'conversations.info': no('missing_scope'), 'conversations.history': history },
      'ok',
      /^$/,
    ],
  ])('%s', async (_, answers, kind, text) => {
    slackSays(answers);
    const config = configOf({});
    const finding = await only(channelChecks(askSlack(config, []), config), /C0MAIN can be read/);
    expect(finding.kind).toBe(kind);
    expect(finding.text ?? '').toMatch(text);
  });

  const policy = '[{ allow: [pause], who: [everyone], channels: [C0RULE] }]';
  it.each<[string, Json, string, RegExp]>([
    ['is there', channel({ name: 'talk', is_member: false }), 'ok', /#talk/],
    ['is archived', channel({ name: 'talk', is_archived: true }), 'fail', /its rule never fits/],
    ['is not shown', no('channel_not_found'), 'note', /private channel without the bot, that is fine/],
  ])('that only a rule names %s', async (_, answer, kind, text) => {
    slackSays({ 'conversations.info': answer });
    const config = configOf({ policy });
    const finding = await only(channelChecks(askSlack(config, []), config), /C0RULE of the policy/);
    expect(finding.kind).toBe(kind);
    expect(finding.text).toMatch(text);
  });
});

describe('who is named in the policy', () => {
  const policy =
    '[{ allow: [pause], who: [U0ANN] }, { allow: [terminate], who: [U0ANN], approvers: [S0DBA] }]';
  it.each<[string, Json, string, RegExp]>([
    ['is a full member', user('U0ANN'), 'ok', /Ann/],
    [
      'is deactivated',
      user('U0ANN', { deleted: true }),
      'fail',
      /Ann \(U0ANN\) is deactivated\. Take the id out of policy\[0\]\.who, policy\[1\]\.who/,
    ],
    ['is a guest', user('U0ANN', { is_restricted: true }), 'fail', /guests never count/],
    ['is a bot', user('U0ANN', { is_bot: true }), 'fail', /bots never count/],
    ['is of another workspace', user('U0ANN', { team_id: 'T2' }), 'fail', /strangers never count/],
    ['is nobody', no('user_not_found'), 'fail', /nobody with this id.*Copy member ID/],
    ['cannot be asked for', no('missing_scope'), 'fail', /missing_scope.*is refused/],
  ])('as a person %s', async (_, answer, kind, text) => {
    slackSays({ 'auth.test': ME, 'users.info': answer });
    const config = configOf({ policy });
    const finding = await only(peopleChecks(askSlack(config, []), config), /^person U0ANN/);
    expect(finding.kind).toBe(kind);
    expect(finding.text).toMatch(text);
  });

  it.each<[string, Record<string, Json | Json[]>, string, RegExp]>([
    [
      'has members',
      { 'usergroups.users.list': { ok: true, users: ['U1', 'U2'] }, 'users.info': [user('U1'), user('U2')] },
      'ok',
      /^2 full members$/,
    ],
    [
      'has some who do not count',
      {
        'usergroups.users.list': { ok: true, users: ['U1', 'U2'] },
        'users.info': [user('U1'), user('U2', { deleted: true })],
      },
      'ok',
      /^1 full member, 1 who do not count$/,
    ],
    [
      'is empty',
      { 'usergroups.users.list': { ok: true, users: [] } },
      'note',
      /Nobody is in it.*policy\[1\]\.approvers/,
    ],
    [
      'is not there',
      { 'usergroups.users.list': no('no_such_subteam') },
      'fail',
      /no user group with this id/,
    ],
    ['cannot be asked for', { 'usergroups.users.list': no('missing_scope') }, 'fail', /missing_scope/],
  ])('as a user group %s', async (_, answers, kind, text) => {
    slackSays({ 'auth.test': ME, ...answers });
    const config = configOf({ policy });
    const finding = await only(peopleChecks(askSlack(config, []), config), /^user group S0DBA/);
    expect(finding.kind).toBe(kind);
    expect(finding.text).toMatch(text);
  });
});

describe('the commands', () => {
  it('cannot be asked for, so a person is told what to type, and which app must answer', async () => {
    slackSays({ 'auth.test': ME, 'bots.info': app('A0ONE') });
    const finding = await commandsCheck(askSlack(configOf({}), [])).run();
    expect(finding).toMatchObject({ kind: 'note' });
    expect(finding.text).toMatch(
      /installed last gets it, silently.*"\/dts help".*@cutover, and end with the app A0ONE/,
    );
  });
});
