import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppsManifestCreateArguments, WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../src/slack/ids.ts';

type Manifest = AppsManifestCreateArguments['manifest'];
type Scopes = NonNullable<NonNullable<Manifest['oauth_config']>['scopes']>;
type BotScope = NonNullable<Scopes['bot']>[number];

const top = new URL('..', import.meta.url).pathname;
const text = readFileSync(join(top, 'manifest.yml'), 'utf8');
const manifest: Manifest = parse(text);
const commands = manifest.features?.slash_commands ?? [];
const scopes: readonly string[] = manifest.oauth_config?.scopes?.bot ?? [];

/** The scopes that a method of the Web API needs of a bot (the methods' pages in Slack's reference). */
const SCOPES: Readonly<Record<string, readonly BotScope[]>> = {
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'bots.info': ['users:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'reactions.add': ['reactions:write'],
  'views.open': [],
  'views.update': [],
  'views.push': [],
  'views.publish': [],
  'auth.test': [],
  'apps.connections.open': [],
};
const webClient = new WebClient();

/** Whether Slack's client has such a method, e.g. "usergroups.users.list". */
function isWebApiMethod(name: string): boolean {
  let step: unknown = webClient;
  for (const word of name.split('.')) step = (step as Record<string, unknown> | undefined)?.[word];
  return typeof step === 'function';
}

/** The code of everything that talks to Slack, without comments. */
function sources(): string {
  const all = readdirSync(join(top, 'src'), { recursive: true, encoding: 'utf8' });
  return all
    .filter((file) => file.endsWith('.ts') && !/^(demo|providers|store|lifecycle)\b/.test(file))
    .map((file) => readFileSync(join(top, 'src', file), 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}

/** The methods of the Web API that the code calls, on whatever it calls its client, or by `apiCall('…')`. */
function methodsUsed(): readonly string[] {
  const code = sources();
  const called = [...code.matchAll(/([\w$]+(?:\s*\??\.\s*[\w$]+)+)\s*\(/g)].flatMap((match) => {
    const words = (match[1] ?? '').replace(/[\s?]/g, '').split('.');
    const endings = [words.slice(-3), words.slice(-2)].map((ending) => ending.join('.'));
    return endings.find((ending) => ending.includes('.') && isWebApiMethod(ending)) ?? [];
  });
  const named = [...code.matchAll(/\bapiCall\(\s*['"`]([a-zA-Z.]+)['"`]/g)].map((match) => match[1] ?? '');
  return [...new Set([...called, ...named])].toSorted();
}

describe('manifest.yml', () => {
  it('has no keys at the top that Slack does not know', () => {
    const known = ['_metadata', 'display_information', 'features', 'oauth_config', 'settings'];
    expect(Object.keys(manifest).filter((key) => !known.includes(key))).toEqual([]);
  });

  it('asks for version 1 of the schema, which has all that is used', () => {
    expect(manifest._metadata).toEqual({ major_version: 1, minor_version: 1 });
  });

  it('has a name of at most 35 letters, and a colour that Slack can read', () => {
    expect(manifest.display_information.name).toMatch(/^.{1,35}$/);
    expect(manifest.display_information.background_color).toMatch(/^#[0-9a-f]{3}([0-9a-f]{3})?$/i);
  });

  it('describes itself in at most 140 letters, and at length in 175 to 4000', () => {
    expect(manifest.display_information.description).toMatch(/^.{1,140}$/);
    const long = manifest.display_information.long_description ?? '';
    expect(long.length).toBeGreaterThanOrEqual(175);
    expect(long.length).toBeLessThanOrEqual(4000);
  });

  it('has a bot user with a name of allowed letters', () => {
    expect(manifest.features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
  });

  it('has no features but the bot user, the commands and the Home tab', () => {
    expect(Object.keys(manifest.features ?? {}).toSorted()).toEqual([
      'app_home',
      'bot_user',
      'slash_commands',
    ]);
  });

  it('has a Home tab, and direct messages in which only the bot writes', () => {
    expect(manifest.features?.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    });
  });

  it('subscribes to the events that the code hears, and to no others', () => {
    const heard = [...sources().matchAll(/\.event\(\s*'([a-z_]+)'/g)].map(([, event]) => event);
    expect(manifest.settings?.event_subscriptions).toEqual({ bot_events: heard });
    expect(heard).toEqual(['app_home_opened']);
  });

  it('has the commands of the code, each once', () => {
    expect(commands.map(({ command }) => command)).toEqual([...COMMANDS]);
  });

  it.each(commands)('keeps to the limits of a command with $command', (command) => {
    expect(command.command).toMatch(/^\/[^\s]{1,31}$/);
    expect(command.description).toMatch(/^.{1,2000}$/);
    expect(command.usage_hint).toMatch(/^.{1,1000}$/);
    const known = ['command', 'description', 'usage_hint', 'should_escape'];
    expect(Object.keys(command).filter((key) => !known.includes(key))).toEqual([]);
  });

  it.each(commands)('gives the words after $command to the bot as they were typed', (command) => {
    expect(command.should_escape).toBe(false);
  });

  it('works over a socket, with buttons, and needs no public address', () => {
    expect(manifest.settings?.socket_mode_enabled).toBe(true);
    expect(manifest.settings?.interactivity).toEqual({ is_enabled: true });
    const live = text.replace(/#.*$/gm, '');
    expect(live).not.toMatch(/\b(url|request_url|redirect_urls)\s*:/);
  });

  it('is for one workspace, and leaves token rotation off', () => {
    expect(manifest.settings).toMatchObject({ org_deploy_enabled: false, token_rotation_enabled: false });
  });

  it('has no settings that Slack does not know', () => {
    const known: (keyof NonNullable<Manifest['settings']>)[] = [
      'event_subscriptions',
      'interactivity',
      'org_deploy_enabled',
      'socket_mode_enabled',
      'token_rotation_enabled',
    ];
    expect(Object.keys(manifest.settings ?? {}).toSorted()).toEqual(known.toSorted());
  });

  it('asks for nothing in the name of users', () => {
    expect(manifest.oauth_config?.scopes?.user).toBeUndefined();
  });

  it('gives a reason for each scope in the line above it', () => {
    const lines = text.split('\n').map((line) => line.trim());
    const without = scopes.filter((scope) => !lines[lines.indexOf(`- ${scope}`) - 1]?.startsWith('# '));
    expect(without).toEqual([]);
  });

  it('knows the scopes of every method that is called', () => {
    expect(methodsUsed()).toContain('chat.postMessage');
    expect(methodsUsed().filter((method) => SCOPES[method] === undefined)).toEqual([]);
  });

  it('asks for the scopes of the methods that are called, each once, and for no others', () => {
    const needed = new Set<string>(['commands', ...methodsUsed().flatMap((method) => SCOPES[method] ?? [])]);
    expect([...scopes].toSorted()).toEqual([...needed].toSorted());
  });
});
