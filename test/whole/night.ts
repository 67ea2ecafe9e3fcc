import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, vi } from 'vitest';
import { type Clouds, startClouds } from '../../src/demo/clouds/clouds.ts';
import type { Post } from '../../src/demo/slack/model.ts';
import { CHANNELS, GROUPS, PEOPLE } from '../../src/demo/slack/seed.ts';
import { startWorkspace, type Workspace } from '../../src/demo/slack/workspace.ts';
import { freePort } from '../helpers/free-port.ts';
import { expectNothingLeaked, expectWholeEvents } from './nothing-leaked.ts';

/** The real bot in a process of its own, between the local workspace and the simulated clouds, over real sockets. */
export interface Night {
  readonly workspace: Workspace;
  readonly clouds: Clouds;
  readonly folder: string;
  /** Everything the bot has printed so far. */
  output(): string;
  /** Types a command in #cutover (or elsewhere) and returns the answer that only this person sees. */
  ask(person: string, line: string, channel?: string): Promise<Post>;
  /** Presses a button on a message; returns when Slack has the acknowledgement. */
  press(person: string, message: Post, actionId: string, value?: string): Promise<void>;
  /** Presses a button and returns the next answer that only this person sees. */
  pressFor(person: string, message: Post, actionId: string, value?: string): Promise<Post>;
  /** Waits for the modal of this person. */
  modal(person: string): Promise<Record<string, unknown>>;
  submit(person: string, inputs: Record<string, string>): Promise<Awaited<ReturnType<Workspace['submit']>>>;
  /** Asks for a plan, confirms it and types the name: the ordinary way to an ending. */
  end(person: string, line: string, name: string, reason?: string): Promise<void>;
  /** Waits for the newest channel message of an ending in this state. */
  ending(state: string, timeoutMs?: number): Promise<Post>;
  /** Waits for the newest checklist that has been looked at. */
  checklist(timeoutMs?: number): Promise<Post>;
  /** Calls that change a cloud, as the clouds received them. */
  deeds(): readonly { action: string; parameters: Record<string, unknown> }[];
  /** Starts the bot again on the same memory; with a point it kills itself there. */
  restart(crashAt?: string): Promise<void>;
  /** Resolves with the exit code or the signal when the bot process is gone. */
  gone(timeoutMs?: number): Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
}

export interface NightOptions {
  /** The whole `policy:` part, YAML; left out: the dba group may do everything, a force needs a lead. */
  readonly policy?: string;
  /** The inside of `ending: { … }`. */
  readonly ending?: string;
  readonly crashAt?: string;
  readonly speed?: number;
  /** How Slack reaches the bot; left out: a socket. */
  readonly transport?: 'socket' | 'http';
  /** The program; left out: the one that was built. */
  readonly program?: string;
  /** More environment for the bot process. */
  readonly env?: Record<string, string>;
  /** Changes the configuration text before it is written. */
  readonly config?: (text: string) => string;
}

export const { alice, bob, carol, oscar, gina, dora } = PEOPLE;
export const { cutover, dbOps, random } = CHANNELS;

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const MANIFEST = fileURLToPath(new URL('../../manifest.yml', import.meta.url));

const POLICY = `
  - allow: [terminate, release, pause, resume, cleanup]
    who: [${GROUPS.dba}]
  - allow: [force-terminate]
    who: [${GROUPS.dba}]
    approvals: 1
    approvers: [${GROUPS.leads}]
`;

function configText(
  options: NightOptions,
  workspace: Workspace,
  clouds: Clouds,
  folder: string,
  port: number,
): string {
  const { alibaba, drs, url } = clouds;
  const transport = options.transport ?? 'socket';
  return `slack: { transport: ${transport}, apiUrl: "${workspace.apiUrl}", channel: ${cutover}, port: ${port} }
accounts:
  - name: prod-cn
    provider: alibaba-dts
    regions: [cn-hangzhou, ap-southeast-1]
    credentials: { accessKeyId: \${AK}, accessKeySecret: \${SK} }
    endpoint: ${url}
  - name: otc
    provider: drs
    cloud: otc
    regions: [eu-de]
    project: ${drs.project}
    credentials: { accessKey: ${drs.accessKey}, secretKey: \${DRS_SK} }
    endpoint: ${url}
policy: ${options.policy ?? POLICY}
store: { path: ${JSON.stringify(join(folder, 'data'))} }
ending: { ${options.ending ?? 'pollSeconds: 0.2, timeoutMinutes: 0.5, confirmMinutes: 5, approvalHours: 1'} }
# ${alibaba.accessKeyId}
`;
}

function isEnding(post: Post): boolean {
  return post.metadata?.event_type === 'cutover_ending';
}

function stateOf(post: Post): unknown {
  return post.metadata?.event_payload['state'];
}

/**
 * Starts everything; it is taken down when the test is over. Then no secret must have left the bot, and every line of
 * its log must be whole.
 */
export async function startNight(options: NightOptions = {}): Promise<Night> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-night-'));
  const clouds = await startClouds({ speed: options.speed ?? 20 });
  const http = options.transport === 'http';
  const port = http ? await freePort() : 0;
  const workspace = await startWorkspace({
    manifestPath: MANIFEST,
    rateLimits: false,
    ...(http ? { requestUrl: `http://127.0.0.1:${port}/slack/events` } : {}),
  });
  const text = configText(options, workspace, clouds, folder, port);
  const file = join(folder, 'cutover.yml');
  const written = options.config?.(text) ?? text;
  writeFileSync(file, written);
  const secrets = {
    SLACK_BOT_TOKEN: workspace.botToken,
    ...(http ? { SLACK_SIGNING_SECRET: workspace.signingSecret } : { SLACK_APP_TOKEN: workspace.appToken }),
    SK: clouds.alibaba.accessKeySecret,
    DRS_SK: clouds.drs.secretKey,
  };
  const planted = [
    ...Object.entries(secrets).flatMap(([name, secret]) => [secret, options.env?.[name] ?? '']),
    clouds.drs.password,
    ...(written.match(/canary[\w-]+/g) ?? []),
  ];
  let printed = '';
  let logged = '';
  let silent: Promise<unknown> = Promise.resolve();
  let bot: ChildProcess | null = null;

  const exited = (child: ChildProcess) =>
    new Promise<number | string>((resolve) => {
      const settle = () => resolve(child.exitCode ?? child.signalCode ?? 'unknown');
      if (child.exitCode !== null || child.signalCode !== null) settle();
      else child.once('exit', settle);
    });

  const launch = async (crashAt: string | undefined) => {
    const child = spawn(process.execPath, [options.program ?? MAIN, 'start', '--config', file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        LOG_LEVEL: 'debug',
        ...secrets,
        AK: clouds.alibaba.accessKeyId,
        ...(crashAt === undefined ? {} : { CUTOVER_CRASH_AT: crashAt }),
        ...options.env,
      },
    });
    bot = child;
    silent = new Promise((resolve) => child.once('close', resolve));
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      logged += String(chunk);
      printed += String(chunk);
    });
    const died = exited(child).then((code) => {
      throw new Error(`the bot ended (${code}) before it was connected:\n${printed}`);
    });
    died.catch(() => undefined);
    const told = printed.length;
    const up = http
      ? vi.waitFor(() => expect(printed.slice(told)).toContain('"connected to Slack"'), 15_000)
      : workspace.waitFor(() => workspace.connections() > 0, 15_000);
    await Promise.race([up, died]);
  };

  onTestFinished(async () => {
    if (bot !== null) {
      bot.kill('SIGKILL');
      await silent;
    }
    const said = workspace.calls.map(({ method, args }) => ({ method, args }));
    await workspace.close();
    await clouds.close();
    try {
      expectNothingLeaked({ printed, said, folder: join(folder, 'data') }, planted);
      expectWholeEvents(logged);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  await launch(options.crashAt);

  const nextWhisper = async (person: string, act: () => Promise<unknown>): Promise<Post> => {
    const seen = new Map(workspace.ephemerals(person).map((post) => [post.ts, JSON.stringify(post)]));
    await act();
    return workspace.waitFor(
      () =>
        workspace
          .ephemerals(person)
          .findLast(
            (post) => seen.get(post.ts) !== JSON.stringify(post) && !post.text.startsWith('Still looking'),
          ),
      15_000,
    );
  };
  const press = async (person: string, message: Post, actionId: string, value?: string) => {
    const place = message.onlyFor === null ? { messageTs: message.ts } : { ephemeral: message.ts };
    const pressed = await workspace.press(person, {
      ...place,
      channelId: message.channel,
      actionId,
      ...(value === undefined ? {} : { value }),
    });
    if (pressed.kind !== 'acknowledged') throw new Error(`${actionId} was not acknowledged: ${pressed.kind}`);
  };
  const modal = (person: string) => workspace.waitFor(() => workspace.view(person), 5_000);

  return {
    workspace,
    clouds,
    folder,
    output: () => printed,
    ask: (person, line, channel = cutover) =>
      nextWhisper(person, () => workspace.type(person, channel, line)),
    press,
    pressFor: (person, message, actionId, value) =>
      nextWhisper(person, () => press(person, message, actionId, value)),
    modal,
    submit: (person, inputs) => workspace.submit(person, undefined, inputs),
    async end(person, line, name, reason = 'cut-over INC-4711') {
      const plan = await nextWhisper(person, () => workspace.type(person, cutover, line));
      await press(person, plan, 'ending.confirm');
      await modal(person);
      const submitted = await workspace.submit(person, undefined, { name, reason });
      if (submitted.kind !== 'closed')
        throw new Error(`the modal did not close: ${JSON.stringify(submitted)}`);
    },
    ending: (state, timeoutMs = 30_000) =>
      workspace.waitFor(
        () => workspace.messages(cutover).findLast((post) => isEnding(post) && stateOf(post) === state),
        timeoutMs,
      ),
    checklist: (timeoutMs = 30_000) =>
      workspace.waitFor(
        () =>
          workspace
            .messages(cutover)
            .findLast(
              (post) => post.metadata?.event_type === 'cutover_checklist' && /, looked \d/.test(post.text),
            ),
        timeoutMs,
      ),
    deeds: () =>
      clouds.calls
        .filter((call) => /^(Stop|Suspend|Start|Delete)Dts|^batch-(jobs|pause|retry)/.test(call.action))
        .map(({ action, parameters }) => ({ action, parameters: parameters as Record<string, unknown> })),
    async restart(crashAt) {
      if (bot !== null) await exited(bot);
      await workspace.waitFor(() => workspace.connections() === 0, 10_000);
      await launch(crashAt);
    },
    async gone(timeoutMs = 15_000) {
      if (bot === null) return 'never started';
      const late = new Promise<never>((_, reject) => {
        setTimeout(
          () => reject(new Error(`the bot is still there after ${timeoutMs} ms`)),
          timeoutMs,
        ).unref();
      });
      return Promise.race([exited(bot), late]);
    },
    kill: (signal) => {
      bot?.kill(signal);
    },
  };
}

/** All the text of a message, blocks and words, as one string to look into. */
export function textOf(post: Post): string {
  return `${post.text}\n${JSON.stringify(post.blocks)}`;
}

/** The action ids of the buttons on a message. */
export function buttonsOn(post: Post): string[] {
  return [...JSON.stringify(post.blocks).matchAll(/"action_id":"([^"]+)"/g)].map((match) => match[1] ?? '');
}

/** The values of the buttons with this action id, in their order. */
export function valuesOn(post: Post, actionId: string): string[] {
  type Element = { action_id?: string; value?: string };
  return post.blocks
    .flatMap((block) => (block['elements'] ?? []) as Element[])
    .filter((element) => element.action_id === actionId)
    .map((element) => element.value ?? '');
}

/** The buttons on a message as people see them: action id, label and value. */
export function labelledButtons(post: Post): { id: string; label: string; value: string }[] {
  type Element = { type?: string; action_id?: string; value?: string; text?: { text?: string } };
  return post.blocks
    .flatMap((block) => (block['elements'] ?? []) as Element[])
    .filter((element) => element.type === 'button')
    .map((element) => ({
      id: element.action_id ?? '',
      label: element.text?.text ?? '',
      value: element.value ?? '',
    }));
}

/** The value of the one button whose label contains these words; throws where there is none or more than one. */
export function buttonValue(post: Post, words: string): string {
  const found = labelledButtons(post).filter(({ label }) => label.includes(words));
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} buttons say "${words}" on: ${post.text}`);
  return only.value;
}

/** What everybody in the channel reads: messages and the replies in their threads, oldest first. */
export function everythingIn(night: Night, channel: string): Post[] {
  return night.workspace.messages(channel).flatMap((post) => night.workspace.thread(channel, post.ts));
}

/** Waits for the newest channel message that says these words. */
export function message(night: Night, words: string, timeoutMs = 30_000): Promise<Post> {
  const look = () => night.workspace.messages(cutover).findLast((post) => post.text.includes(words));
  return night.workspace.waitFor(look, timeoutMs);
}
