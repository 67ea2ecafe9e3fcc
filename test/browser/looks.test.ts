import { expect } from 'vitest';
import { workspace } from '../demo/slack/bench.ts';
import { inChromium } from './in-chromium.ts';
import { type Person, see } from './person.ts';
import { PHONE } from './window.ts';

/** How bright the paper of the page is, from 0 to 255. */
function brightness({ page }: Person): Promise<number> {
  return page.evaluate(() => {
    const paint = getComputedStyle(document.body).backgroundColor;
    const [red = 0, green = 0, blue = 0] = (paint.match(/\d+(\.\d+)?/g) ?? []).map(Number);
    return (red + green + blue) / 3;
  });
}

inChromium(
  'the page is light or dark as the system is, until somebody chooses, and keeps the choice',
  async ({ open }) => {
    const slack = await workspace();
    const light = await open(slack.url, 'Alice Ngata', { colorScheme: 'light' });
    const dark = await open(slack.url, 'Alice Ngata', { colorScheme: 'dark' });
    expect(await brightness(light)).toBeGreaterThan(200);
    expect(await brightness(dark)).toBeLessThan(80);
    await dark.page.locator('#theme').click();
    for (let presses = 0; presses < 2 && (await brightness(dark)) < 80; presses += 1)
      await dark.page.locator('#theme').click();
    expect(await brightness(dark)).toBeGreaterThan(200);
    await dark.page.reload();
    await see(dark.composer());
    expect(await brightness(dark)).toBeGreaterThan(200);
  },
);

inChromium('it says at all times that it is not Slack, on a phone as well', async ({ open }) => {
  const slack = await workspace();
  for (const options of [{}, PHONE]) {
    const alice = await open(slack.url, 'Alice Ngata', options);
    const banner = alice.page.getByRole('banner');
    await see(banner.getByText(/not Slack/));
    const box = await banner
      .getByText(/not Slack/)
      .first()
      .boundingBox();
    expect(box?.y).toBeLessThan(60);
  }
});

inChromium('on a phone every control is big enough for a finger', async ({ open }) => {
  const slack = await workspace();
  const alice = await open(slack.url, 'Alice Ngata', PHONE);
  await alice.page.getByRole('button', { name: 'Channels', exact: true }).click();
  await see(alice.page.getByRole('navigation', { name: 'People and channels' }));
  const small = await alice.page
    .locator('nav button:visible, nav select:visible, header button:visible')
    .evaluateAll((nodes) =>
      nodes
        .filter((node) => node.getBoundingClientRect().height < 40)
        .map((node) => `${node.textContent} ${node.getBoundingClientRect().height}`),
    );
  expect(small).toEqual([]);
});
