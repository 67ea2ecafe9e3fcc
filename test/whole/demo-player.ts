import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { BackstageShown } from '../../src/demo/backstage/shown.ts';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import type { Post } from '../../src/demo/slack/model.ts';
import { CHANNELS, PEOPLE } from '../../src/demo/slack/seed.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
export const { cutover } = CHANNELS;

/** Starts the demo with the real bot, on any free port, without a word on the terminal. */
export function startQuietDemo(): Promise<Demo> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  return startDemo({ port: 0, bot: [process.execPath, MAIN], env, out: () => undefined });
}

/** What the page's panels show, as the page reads it. */
export async function shown(demo: Demo): Promise<BackstageShown> {
  const answer = await fetch(`${demo.url}page/backstage`);
  return (await answer.json()) as BackstageShown;
}

/** Sends a deed as the page does; returns the status and what was said, or why not. */
export async function act(demo: Demo, body: unknown): Promise<{ status: number; said: string }> {
  const answer = await fetch(`${demo.url}page/backstage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { said, error } = (await answer.json()) as { said?: string; error?: string };
  return { status: answer.status, said: said ?? error ?? '' };
}

/** Everything this person sees in #cutover, the newest first. */
export function visible({ workspace }: Demo, person: string): Post[] {
  const posts = [...workspace.messages(cutover), ...workspace.ephemerals(person, cutover)];
  return posts.sort((one, other) => Number(other.ts) - Number(one.ts));
}

/** How many steps of the story are done; they must be the first ones. */
export function doneSteps({ backstage }: Demo): number {
  const done = (backstage.show().story?.steps ?? []).map((step) => step.done);
  const first = done.indexOf(false);
  expect(done.slice(first === -1 ? done.length : first)).not.toContain(true);
  return done.filter(Boolean).length;
}

/** Resolves when so many steps are done; says which step it waited for in vain. */
export function untilDone(demo: Demo, steps: number, timeoutMs = 30_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = demo.backstage.onChange(look);
    const late = setTimeout(() => {
      stop();
      const step = demo.backstage.show().story?.steps[steps - 1];
      reject(new Error(`Step ${steps} is not done: ${step?.say}\n${newestTexts(demo)}`));
    }, timeoutMs);
    function look(): void {
      if (doneSteps(demo) < steps) return;
      clearTimeout(late);
      stop();
      resolve();
    }
    look();
  });
}

/** What Alice has read last. */
export function newestTexts(demo: Demo): string {
  return visible(demo, PEOPLE.alice)
    .slice(0, 3)
    .map((post) => post.text)
    .join('\n---\n');
}
