import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterEach } from 'vitest';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../../src/demo/slack/workspace.ts';

export const MANIFEST = fileURLToPath(new URL('./manifest.yml', import.meta.url));

/** Cut connections are what these tests are about; the clients need not report them. */
export const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

let closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
});

export function afterThisTest(close: () => unknown): void {
  closers.push(close);
}

export async function workspace(options: Partial<WorkspaceOptions> = {}): Promise<Workspace> {
  const started = await startWorkspace({ manifestPath: MANIFEST, rateLimits: false, ...options });
  afterThisTest(() => started.close());
  return started;
}

/** The path of a copy of the test's manifest in which these words stand for those. */
export async function manifestWith(...changes: [string, string][]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
  afterThisTest(() => rm(folder, { recursive: true }));
  const path = join(folder, 'manifest.yml');
  let text = await readFile(MANIFEST, 'utf8');
  for (const [before, after] of changes) text = text.replace(before, after);
  await writeFile(path, text);
  return path;
}

/** A manifest with a Home tab. */
export const HOME: [string, string] = ['features:', 'features:\n  app_home: { home_tab_enabled: true }'];
/** A manifest whose app hears of opened tabs. */
export const OPENED: [string, string] = [
  'settings:',
  'settings:\n  event_subscriptions: { bot_events: [app_home_opened] }',
];

/** Slack's own client, without retries. */
export function client(slack: Workspace, token = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
    timeout: 5_000,
  });
}

/** Slack's own framework, connected by Socket Mode. */
export async function boltApp(slack: Workspace, listeners: (app: App) => void): Promise<App> {
  const { apiUrl: slackApiUrl, appToken, botToken } = slack;
  const receiver = new SocketModeReceiver({
    appToken,
    clientPingTimeout: 1_000,
    logger: SILENT,
    installerOptions: {
      clientOptions: {
        slackApiUrl,
        retryConfig: { forever: true, minTimeout: 50, factor: 1, maxTimeout: 100 },
      },
    },
  });
  const app = new App({
    token: botToken,
    logger: SILENT,
    receiver,
    deferInitialization: true,
    convoStore: false,
    clientOptions: { slackApiUrl, timeout: 5_000, retryConfig: { retries: 0 } },
  });
  listeners(app);
  await app.init();
  await app.start();
  afterThisTest(() => app.stop());
  return app;
}

/** A call by hand, for what Slack's client would never send. */
export async function call(
  slack: Workspace,
  method: string,
  body: object,
  token = slack.botToken,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
