import { expect } from 'vitest';
import { askFor } from './deeds.ts';
import { see, seeNoMore } from './person.ts';
import { story } from './story.ts';

story('a wrong name keeps the modal open with an error at its input, and nothing happens', async (stage) => {
  const alice = await stage.open();
  const plan = await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
  await alice.press(plan, 'End orders-prod');
  const modal = await see(alice.modal('End for good'));
  const input = modal.getByRole('textbox', { name: /^Which task/ });
  await input.click();
  await alice.page.keyboard.type('orders-test');
  await alice.page.keyboard.press('Enter');

  await see(modal.getByText('That is not orders-prod. Nothing has happened.'));
  expect(await input.getAttribute('aria-invalid')).toBe('true');
  expect(await input.inputValue()).toBe('orders-test');
  expect(stage.changes()).toEqual([]);
  expect(await alice.post('ENDING').count()).toBe(0);

  await input.fill('');
  await alice.page.keyboard.type('orders-prod');
  await alice.page.keyboard.press('Enter');
  await seeNoMore(modal);
  await see(alice.post('ENDED: orders-prod'));
  expect(stage.changes()).toEqual(['StopDtsJob']);
});

story(
  'a modal that is closed by Escape or by Cancel ends nothing, and the plan still stands',
  async (stage) => {
    const alice = await stage.open();
    const plan = await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
    for (const leave of ['Escape', 'Cancel']) {
      await alice.press(plan, 'End orders-prod');
      const modal = await see(alice.modal('End for good'));
      if (leave === 'Escape') await alice.page.keyboard.press('Escape');
      else await alice.press(modal, 'Cancel');
      await seeNoMore(modal);
    }
    await alice.press(plan, 'Cancel');
    await seeNoMore(plan.getByRole('button', { name: 'End orders-prod' }));
    expect(stage.changes()).toEqual([]);
  },
);
