import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** One window of a person, in a browser context of its own: nothing is shared with another window but the server. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What a person must never meet: errors in the console or the page, and requests that leave this machine. */
  readonly troubles: readonly string[];
}

export type WindowOptions = BrowserContextOptions;

const DESKTOP = { width: 1360, height: 860 };
export const PHONE: WindowOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

function leavesThisMachine(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol !== 'data:' && protocol !== 'blob:' && hostname !== '127.0.0.1';
}

function watch(page: Page, troubles: string[]): void {
  page.on('pageerror', (error) => troubles.push(`the page failed: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('request', (request) => {
    if (leavesThisMachine(request.url())) troubles.push(`a request left this machine: ${request.url()}`);
  });
}

/** Opens a page in a window of its own. Waiting for anything on it takes 20 s at most. */
export async function openWindow(
  browser: Browser,
  url: string,
  options: WindowOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const troubles: string[] = [];
  context.on('page', (page) => watch(page, troubles));
  const page = await context.newPage();
  await page.goto(url);
  return { page, context, troubles };
}
