import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WebClient } from '@slack/web-api';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/demo/slack/workspace.ts';
import { openWindow, type Window } from '../browser/window.ts';
import { figure, ms, printTable, quantile, spread } from './table.ts';
import { clockDifference, notesOf, now, seenAt, watchTexts } from './watch-texts.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const MANIFEST = fileURLToPath(new URL('../../manifest.yml', import.meta.url));
const channel = 'C0CUTOVER';
const AS_ALICE = `#as=U0ALICE&channel=${channel}`;

let browser: Browser;

beforeAll(async () => {
  const found = inject('chromium');
  if ('why' in found) throw new Error(found.why);
  browser = await chromium.launch({ executablePath: found.path, args: [...found.args] });
});

afterAll(async () => {
  await browser.close();
  printTable();
});

/** Resolves with the first line that a process prints. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk) => {
      printed += String(chunk);
      if (printed.includes('\n')) resolve(printed.split('\n')[0] ?? '');
    });
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}`)));
  });
}

/** Waits until one can type (the channel is named, and its box has the focus); how many ms that took. */
async function usable({ page }: Pick<Window, 'page'>): Promise<number> {
  const after = await page.waitForFunction(
    () =>
      document.querySelector('h1')?.textContent?.includes('cutover') === true &&
      document.activeElement?.getAttribute('role') === 'combobox' &&
      performance.now(),
    undefined,
    { polling: 'raf' },
  );
  return Number(await after.jsonValue());
}

test('from the start of the demo to a page that can be used', async () => {
  const begun = performance.now();
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  const demo = spawn(process.execPath, [MAIN, 'demo', '--port', '0'], { env });
  try {
    const url = await firstLine(demo);
    figure('npm run demo, built: start to printed address', ms(performance.now() - begun));
    const opened: number[] = [];
    for (let time = 0; time < 7; time += 1) {
      const window = await openWindow(browser, url);
      opened.push(await usable(window));
      await window.context.close();
    }
    figure('opening the page until one can type, first time', ms(opened[0] ?? Number.NaN));
    figure('the same, six more times', `median ${ms(quantile(opened.slice(1), 0.5))}`);
  } finally {
    demo.kill('SIGTERM');
    await once(demo, 'exit');
  }
});

async function startAlone(): Promise<{ slack: Workspace; client: WebClient }> {
  const slack = await startWorkspace({ manifestPath: MANIFEST, rateLimits: false });
  return { slack, client: new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl }) };
}

test('the weight of the page', async () => {
  const { slack } = await startAlone();
  const context = await browser.newContext();
  const page = await context.newPage();
  const sizes = new Map<string, number>();
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url());
    if (response.url().startsWith('http') && !pathname.startsWith('/page/'))
      sizes.set(pathname, (await response.body()).length);
  });
  await page.goto(slack.url, { waitUntil: 'load' });
  await usable({ page });
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const scripts = [...sizes].filter(([path]) => path.endsWith('.js'));
  figure(
    'page weight, not compressed',
    `${(all / 1024).toFixed(0)} KiB in ${sizes.size} files (${scripts.length} scripts)`,
  );
  await context.close();
  await slack.close();
});

/** From a call to the text in the page, by the call's sending and by its answer. */
async function updates(others: number): Promise<{ fromSending: number[]; fromAnswer: number[] }> {
  const { slack, client } = await startAlone();
  const posts = Array.from({ length: others }, (_, index) => index);
  for (const index of posts) await client.chat.postMessage({ channel, text: `message ${index}` });
  const { ts } = await client.chat.postMessage({ channel, text: 'update 0' });
  const window = await openWindow(browser, slack.url + AS_ALICE);
  await usable(window);
  await window.page.getByText('update 0').waitFor();
  await watchTexts(window.page, 'update');
  const ahead = await clockDifference(window.page);
  const fromSending: number[] = [];
  const fromAnswer: number[] = [];
  for (let count = 1; count <= 100; count += 1) {
    const text = `update ${count}`;
    const sent = now();
    await client.chat.update({ channel, ts: String(ts), text });
    const answered = now();
    const seen = await seenAt(window.page, text, ahead);
    fromSending.push(seen - sent);
    fromAnswer.push(seen - answered);
  }
  await window.context.close();
  await slack.close();
  return { fromSending, fromAnswer };
}

test('how soon an update is seen', async () => {
  const few = await updates(10);
  const many = await updates(1_000);
  figure('chat.update until seen, from its sending', spread(few.fromSending));
  figure('chat.update until seen, from its answer', spread(few.fromAnswer));
  figure('from its sending, 1,000 messages in the channel', spread(many.fromSending));
  const ratio = quantile(many.fromSending, 0.5) / quantile(few.fromSending, 0.5);
  figure('1,000 messages against 10, median', `${ratio.toFixed(2)} times`);
});

/** Posts a message every 10 ms for ten seconds, whether the earlier ones are answered or not. */
async function flood(client: WebClient, count: number): Promise<number> {
  const begun = now();
  const calls: Promise<unknown>[] = [];
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(count, Math.floor((now() - begun) / 10) + 1);
      while (calls.length < due)
        calls.push(client.chat.postMessage({ channel, text: `flood ${calls.length + 1}` }));
      if (calls.length < count) return;
      clearInterval(timer);
      resolve();
    }, 5);
  });
  await Promise.all(calls);
  return now();
}

test('a hundred messages a second for ten seconds', async () => {
  const count = 1_000;
  const { slack, client } = await startAlone();
  const window = await openWindow(browser, slack.url + AS_ALICE);
  await usable(window);
  await watchTexts(window.page, 'flood');
  const ahead = await clockDifference(window.page);
  const done = await flood(client, count);
  const last = slack.messages(channel).at(-1)?.text ?? '';
  const lastSeen = await seenAt(window.page, last, ahead);
  const notes = await notesOf(window.page);
  const written = slack.messages(channel).map(({ text }) => text);
  const inOrder = notes.order.every((text, index) => text === written[index]);
  const shown = await window.page.getByRole('article').count();
  figure('100 messages a second for 10 s: seen', `${notes.order.length} of ${count}`);
  figure('in the order of the channel', inOrder ? 'yes' : 'NO');
  figure('in the page in the end', String(shown));
  const late = lastSeen - done;
  figure('the last one is seen', `${ms(Math.abs(late))} ${late < 0 ? 'before' : 'after'} the last answer`);
  figure(
    'longest task of the page meanwhile',
    notes.longestTask === 0 ? 'below 50 ms' : ms(notes.longestTask),
  );
  figure('longest time between two frames', ms(notes.longestGap));
  await window.context.close();
  await slack.close();
});
