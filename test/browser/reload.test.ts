import { expect } from 'vitest';
import { askFor, endForGood, lookedAt } from './deeds.ts';
import { see, wordsOf } from './person.ts';
import { story } from './story.ts';

story('a reload keeps the person, the place, the open modal and every message', async (stage) => {
  const person = await stage.open('Bob Lindqvist');
  await person.say('good evening');
  await see(person.post('good evening'));
  const plan = await askFor(person, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
  await person.press(plan, 'End orders-prod');
  await see(person.modal('End for good'));

  await person.page.reload();
  await see(person.modal('End for good'));
  await person.page.keyboard.press('Escape');
  const people = person.page.getByRole('combobox', { name: 'You are' });
  expect(await wordsOf(people.locator('option:checked'))).toContain('Bob Lindqvist');
  await see(person.post('good evening'));
  await see(person.whisper('END FOR GOOD: orders-prod'));

  const other = await stage.open('Bob Lindqvist');
  await see(other.post('good evening'));
  await other.say('and another');
  await see(person.post('and another'));
});

story('a permalink opens the page at its message', async (stage) => {
  const alice = await stage.open();
  await endForGood(alice, '/dts terminate orders-prod', 'orders-prod');
  await lookedAt(alice, 'orders-prod');
  for (let line = 1; line <= 12; line += 1) await alice.say(`talk of the night, line ${line}`);
  await see(alice.post('line 12'));
  const ended = stage.demo.workspace.messages('C0CUTOVER').find((post) => post.text.includes('ENDED'));
  const page = await alice.context.newPage();
  await page.goto(`${stage.demo.url}archives/C0CUTOVER/p${ended?.ts.replace('.', '')}`);
  const message = page.getByRole('log', { name: 'Messages', exact: true }).getByRole('article');
  await see(message.filter({ hasText: 'ENDED: orders-prod' }));
  await page.waitForFunction(() => {
    const ended = [...document.querySelectorAll('article')].find((node) =>
      node.textContent.includes('ENDED:'),
    );
    if (ended === undefined) return false;
    const { top, bottom } = ended.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  });
});
