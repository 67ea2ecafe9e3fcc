import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, expect, inject, it } from 'vitest';
import { type FoundChromium, findChromium } from './chromium.ts';
import { type Person, personAt } from './person.ts';
import { openWindow, type WindowOptions } from './window.ts';

/** A browser, and windows in it that are closed when the test is over. */
export interface Windows {
  readonly browser: Browser;
  /** Opens the page of a workspace in a window of its own, as somebody, and waits until it can be used. */
  open(url: string, realName: string, options?: WindowOptions): Promise<Person>;
  /** Does this when all windows are closed. */
  afterwards(deed: () => Promise<void>): void;
}

const search = inject('chromium') ?? (await findChromium());
let launched: Promise<Browser> | null = null;

afterAll(async () => {
  await (await launched)?.close();
});

/** One browser for all tests of a file. No name but that of this machine can be looked up. */
function launch({ path, args }: FoundChromium): Promise<Browser> {
  launched ??= chromium.launch({
    executablePath: path,
    args: [...args, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  return launched;
}

async function saveScreens(people: readonly Person[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-browser-'));
  const pages = people.flatMap(({ context }) => context.pages());
  await Promise.allSettled(
    pages.map((page, index) => page.screenshot({ path: join(folder, `window-${index + 1}.png`) })),
  );
  return folder;
}

async function watched(found: FoundChromium, body: (windows: Windows) => Promise<void>): Promise<void> {
  const browser = await launch(found);
  const people: Person[] = [];
  const afterwards: (() => Promise<void>)[] = [];
  try {
    await body({
      browser,
      async open(url, realName, options = {}) {
        const person = personAt(await openWindow(browser, url, options));
        people.push(person);
        await person.composer().waitFor();
        await person.become(realName);
        return person;
      },
      afterwards: (deed) => void afterwards.push(deed),
    });
    for (const { troubles } of people) expect(troubles).toEqual([]);
  } catch (error) {
    const folder = await saveScreens(people);
    const troubles = people.flatMap((person) => person.troubles);
    const words = error instanceof Error ? error.message : String(error);
    throw new Error([words, ...troubles, `What was on the screen: ${folder}`].join('\n'), { cause: error });
  } finally {
    await Promise.all(people.map(({ context }) => context.close()));
    for (const deed of afterwards) await deed();
  }
}

/**
 * A test that needs a real browser; it fails, too, where a page logs an error or asks beyond this machine. Without a
 * Chromium it is left out, but with CI=true it fails.
 */
export function inChromium(title: string, body: (windows: Windows) => Promise<void>, timeout = 60_000): void {
  if (!('why' in search)) it(title, { timeout }, () => watched(search, body));
  else if (process.env['CI'] === 'true')
    it(title, () => {
      throw new Error(search.why);
    });
  else it.skip(title);
}
