import { expect } from 'vitest';
import { boltApp, workspace } from '../demo/slack/bench.ts';
import { inChromium } from './in-chromium.ts';
import { see, seeNoMore } from './person.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

function form(title: string, submit: string, ...more: object[]) {
  return {
    type: 'modal' as const,
    callback_id: title,
    title: plain(title),
    submit: plain(submit),
    blocks: [
      {
        type: 'input',
        block_id: 'name',
        label: plain('Name'),
        element: { type: 'plain_text_input', action_id: 'name', max_length: 20 },
      },
      ...more,
    ],
  };
}

/** An app whose command opens a form; its button puts a second one on top. */
async function formApp(submitted: unknown[]) {
  const slack = await workspace();
  const deeper = {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'deeper', text: plain('Deeper') }],
  };
  await boltApp(slack, (app) => {
    app.command('/dts', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: form('First', 'Send', deeper) as never });
    });
    app.action('deeper', async ({ ack, body, client }) => {
      await ack();
      const { trigger_id } = body as { trigger_id: string };
      await client.views.push({ trigger_id, view: form('Second', 'Save') as never });
    });
    app.view(/.*/, async ({ ack, view }) => {
      const name = view.state.values['name']?.['name']?.value;
      if (name === 'wrong') return await ack({ response_action: 'errors', errors: { name: 'Not this one' } });
      submitted.push([view.callback_id, name]);
      await ack();
    });
  });
  return slack;
}

inChromium(
  'a modal on top of another gives way to it, and what was typed below is still there',
  async ({ open }) => {
    const submitted: unknown[] = [];
    const slack = await formApp(submitted);
    const alice = await open(slack.url, 'Alice Ngata');
    await alice.say('/dts list');
    const first = alice.modal('First');
    await first.getByRole('textbox', { name: /^Name/ }).fill('below');
    await alice.press(first, 'Deeper');
    const second = alice.modal('Second');
    await see(second);
    await alice.press(second, /^Back to First/);
    await see(first);
    expect(await first.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('below');
    await alice.press(first, 'Deeper');
    await second.getByRole('textbox', { name: /^Name/ }).fill('above');
    await alice.press(second, 'Save');
    await see(first);
    await alice.press(first, 'Send');
    await seeNoMore(first);
    expect(submitted).toEqual([
      ['Second', 'above'],
      ['First', 'below'],
    ]);
  },
);

inChromium(
  'an error stands at its input, is announced with it, and goes when it is put right',
  async ({ open }) => {
    const submitted: unknown[] = [];
    const slack = await formApp(submitted);
    const alice = await open(slack.url, 'Alice Ngata');
    await alice.say('/dts list');
    const modal = alice.modal('First');
    const input = modal.getByRole('textbox', { name: /^Name/ });
    await alice.press(modal, 'Send');
    await see(modal.getByText(/Please complete this required field|required/i));
    await input.fill('wrong');
    await alice.press(modal, 'Send');
    await see(modal.getByText('Not this one'));
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    const describedBy = (await input.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const described = await Promise.all(describedBy.map((id) => alice.page.locator(`#${id}`).textContent()));
    expect(described.join(' ')).toContain('Not this one');
    expect(await input.evaluate((node) => node === document.activeElement)).toBe(true);
    await input.fill('right');
    await alice.press(modal, 'Send');
    await seeNoMore(modal);
    expect(submitted).toEqual([['First', 'right']]);
  },
);

inChromium('a view that nobody sends anything from is closed by its cross', async ({ open }) => {
  const slack = await formApp([]);
  const alice = await open(slack.url, 'Alice Ngata');
  await alice.say('/dts list');
  await alice.press(await see(alice.modal('First')), 'Close all');
  await seeNoMore(alice.modal('First'));
  expect(slack.view('U0ALICE')).toBeNull();
});
