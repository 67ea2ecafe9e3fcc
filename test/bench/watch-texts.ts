import type { Page } from 'playwright-core';

/** What a page notes of itself while it is measured. */
export interface Notes {
  /** When a text was first in the document, in ms since 1970 by the clock of the page. */
  readonly seen: Record<string, number>;
  readonly order: string[];
  /** The longest task of the main thread, and the longest time between two frames, in ms. */
  longestTask: number;
  longestGap: number;
}

declare global {
  interface Window {
    notes: Notes;
  }
}

/** Has a page note when each text of this form ("flood 17") is first in the document, and how long it was busy. */
export async function watchTexts(page: Page, word: string): Promise<void> {
  await page.evaluate((wanted) => {
    const notes: Notes = { seen: {}, order: [], longestTask: 0, longestGap: 0 };
    window.notes = notes;
    const form = new RegExp(`${wanted} \\d+`, 'g');
    const note = (text: string) => {
      for (const [found] of text.matchAll(form)) {
        if (notes.seen[found] !== undefined) continue;
        notes.seen[found] = performance.timeOrigin + performance.now();
        notes.order.push(found);
      }
    };
    new MutationObserver((records) => {
      for (const record of records) {
        if (record.type === 'characterData') note(record.target.textContent ?? '');
        for (const node of record.addedNodes) note(node.textContent ?? '');
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) notes.longestTask = Math.max(notes.longestTask, duration);
    }).observe({ type: 'longtask' });
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      notes.longestGap = Math.max(notes.longestGap, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, word);
}

/** By how many ms the clock of the page is ahead of ours: the reading with the shortest way there and back. */
export async function clockDifference(page: Page): Promise<number> {
  let best = { way: Number.POSITIVE_INFINITY, ahead: 0 };
  for (let reading = 0; reading < 40; reading += 1) {
    const before = now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const way = now() - before;
    if (way < best.way) best = { way, ahead: there - (before + way / 2) };
  }
  return best.ahead;
}

/** This moment in ms since 1970, with fractions. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** When a text was first seen, by our clock; waits for it. */
export async function seenAt(page: Page, text: string, ahead: number): Promise<number> {
  await page.waitForFunction((wanted) => window.notes.seen[wanted] !== undefined, text, { polling: 5 });
  return (await page.evaluate((wanted) => window.notes.seen[wanted] ?? 0, text)) - ahead;
}

/** Everything that a page has noted. */
export function notesOf(page: Page): Promise<Notes> {
  return page.evaluate(() => window.notes);
}
