import type { Locator } from 'playwright-core';
import { type Person, see } from './person.ts';

export type PanelName = 'Stories' | 'The clouds' | 'Bot and Slack';

/** Opens a side panel by its button in the banner, if it is not open. */
export async function openPanel({ page }: Person, name: PanelName): Promise<Locator> {
  const panel = page.getByRole('complementary', { name, exact: true });
  const toggle = page.getByRole('banner').getByRole('button', { name, exact: true });
  if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  return await see(panel);
}

/** Closes a side panel by its button in the banner, if it is open. */
export async function closePanel({ page }: Person, name: PanelName): Promise<void> {
  const toggle = page.getByRole('banner').getByRole('button', { name, exact: true });
  if ((await toggle.getAttribute('aria-expanded')) === 'true') await toggle.click();
}

/** Begins a story from the panel, in a fresh world. */
export async function playStory(person: Person, title: string): Promise<Locator> {
  const panel = await openPanel(person, 'Stories');
  await panel.getByRole('button', { name: `Play: ${title}`, exact: true }).click();
  await see(panel.getByRole('heading', { name: title, exact: true }));
  await see(stepAt(panel, 0));
  return panel;
}

/** A step of the story that is played, from 0. */
export function stepAt(panel: Locator, index: number): Locator {
  return panel.locator('ol > li').nth(index);
}

/** Waits until the panel says that so many steps are done. */
export async function stepsDone(panel: Locator, count: number): Promise<void> {
  await see(stepAt(panel, count - 1).getByText('done', { exact: true }), 60_000);
}

/** Opens the clouds at their tasks. */
export async function openClouds(person: Person): Promise<Locator> {
  const panel = await openPanel(person, 'The clouds');
  await panel.getByRole('tab', { name: 'Tasks' }).click();
  return panel;
}

/** Makes something happen to a task by its menu in the panel of the clouds. */
export async function happens(panel: Locator, task: string, deed: string): Promise<void> {
  await panel.getByRole('searchbox', { name: 'Search tasks' }).fill(task);
  const button = panel.getByRole('button', { name: deed, exact: true }).first();
  if (!(await button.isVisible())) await panel.getByLabel(`Make something happen to ${task}`).click();
  await button.click();
}
