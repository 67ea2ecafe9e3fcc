import type { Locator, Page } from 'playwright-core';
import type { Window } from './window.ts';

/** A person at the keyboard: types, and clicks on what has a role and a name, as anybody would find it. */
export interface Person extends Window {
  /** Writes a line into the composer of the conversation and sends it. */
  say(line: string): Promise<void>;
  /** The newest message for everybody that says this; looked for anew each time it is used. */
  post(words: string | RegExp): Locator;
  /** The newest message that only this person sees. */
  whisper(words: string | RegExp): Locator;
  /** Presses a button on a message or in a dialog. */
  press(place: Locator, name: string | RegExp): Promise<void>;
  /** The open modal with this title. */
  modal(title: string | RegExp): Locator;
  /** Agrees to, or turns down, Slack's own question before a press. */
  answer(name: string | RegExp): Promise<void>;
  /** Becomes somebody else, by the switch in the sidebar. */
  become(realName: string): Promise<void>;
  /** Opens a conversation of the sidebar: "# db-ops" or "Cutover". */
  goTo(name: string): Promise<void>;
  composer(): Locator;
  thread(): Locator;
}

/** Waits until the first of it is seen. */
export async function see(what: Locator, timeout?: number): Promise<Locator> {
  await what.first().waitFor({ state: 'visible', ...(timeout === undefined ? {} : { timeout }) });
  return what;
}

/** What stands there, as a person reads it. */
export function wordsOf(what: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read, and lines stay lines
  return what.innerText();
}

/** Waits until nothing of it is seen. */
export async function seeNoMore(what: Locator): Promise<void> {
  await what.first().waitFor({ state: 'hidden' });
}

const ONLY_YOU = 'Only visible to you';

function articles(page: Page): Locator {
  return page.getByRole('log', { name: 'Messages', exact: true }).getByRole('article');
}

/** On a phone the sidebar is a drawer behind a button. */
async function openDrawer(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Channels', exact: true });
  const sidebar = page.getByRole('navigation', { name: 'People and channels' });
  if ((await button.isVisible()) && !(await sidebar.isVisible())) await button.click();
}

export function personAt(window: Window): Person {
  const { page } = window;
  const composer = () => page.getByRole('combobox', { name: /^Message/ });
  const sidebar = () => page.getByRole('navigation', { name: 'People and channels' });
  return {
    ...window,
    composer,
    async say(line) {
      await composer().click();
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
    },
    post: (words) => articles(page).filter({ hasNotText: ONLY_YOU }).filter({ hasText: words }).last(),
    whisper: (words) => articles(page).filter({ hasText: ONLY_YOU }).filter({ hasText: words }).last(),
    async press(place, name) {
      await place.getByRole('button', { name }).first().click();
    },
    modal: (title) => page.getByRole('dialog', { name: title }),
    async answer(name) {
      await page.locator('dialog#confirm').getByRole('button', { name, exact: true }).click();
    },
    async become(realName) {
      await openDrawer(page);
      const people = page.getByRole('combobox', { name: 'You are' });
      const value = await people.locator('option', { hasText: realName }).getAttribute('value');
      await people.selectOption(value);
    },
    async goTo(name) {
      await openDrawer(page);
      const exact = new RegExp(`^${name.replace(/^# /, '# ?')}(?![\\w-])`);
      await sidebar().getByRole('button', { name: exact }).click();
    },
    thread: () => page.getByRole('complementary', { name: 'Thread' }),
  };
}
