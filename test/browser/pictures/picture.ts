import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { Person } from '../person.ts';
import type { WindowOptions } from '../window.ts';

const FOLDER = fileURLToPath(new URL('../../../.github/pictures/', import.meta.url));
/** A README should stay quick to load. */
const MOST_BYTES = 270 * 1024;

/** A window for a picture: sharp, without anything that moves. */
export function frame(width: number, height: number, more: WindowOptions = {}): WindowOptions {
  return {
    viewport: { width, height },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...more,
  };
}

/** What a window shows, with the mouse out of the way and no caret. */
async function taken({ page }: Person, part = 'html'): Promise<Buffer> {
  await page.mouse.move(0, 0);
  return await page.locator(part).screenshot({ animations: 'disabled', caret: 'hide' });
}

function keep(name: string, png: Buffer): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}${name}.png`, png);
  expect(statSync(`${FOLDER}${name}.png`).size, name).toBeLessThan(MOST_BYTES);
}

/** Writes what a window shows, or a part of it, to .github/pictures. */
export async function picture(name: string, person: Person, part?: string): Promise<void> {
  keep(name, await taken(person, part));
}

/** Writes what two windows show, side by side, to .github/pictures. */
export async function pictureOfTwo(
  name: string,
  browser: Browser,
  people: readonly [Person, Person],
): Promise<void> {
  const shots = await Promise.all(people.map((person) => taken(person)));
  const images = shots.map((png) => `<img src="data:image/png;base64,${png.toString('base64')}">`);
  const { width, height } = people[0].page.viewportSize() ?? { width: 0, height: 0 };
  const page = await browser.newPage({
    viewport: { width: 2 * width + 48, height: height + 32 },
    deviceScaleFactor: 1,
  });
  await page.setContent(
    `<style>body{margin:0;padding:16px;display:flex;align-items:flex-start;gap:16px;background:#8b949e}
     img{width:${width}px;border-radius:8px}</style>${images.join('')}`,
  );
  keep(name, await page.screenshot());
  await page.close();
}

/** Scrolls the conversation so that a message begins at its top. */
export async function toTop(person: Person, words: string | RegExp): Promise<void> {
  await person.post(words).evaluate((node) => node.scrollIntoView({ block: 'start' }));
}
