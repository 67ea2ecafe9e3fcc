import { confirmed } from '../../views/confirm.ts';
import { button } from '../controls.ts';
import { perform } from '../perform.ts';

function plain(text: string) {
  return { type: 'plain_text', text } as const;
}

/** A button that begins a fresh world without a story; it asks first where that takes something away. */
export function freshWorldButton(label: string, hasMessages: () => boolean): HTMLButtonElement {
  return button(label, async (node) => {
    const question = {
      title: plain('Start over with a fresh world?'),
      text: plain(
        'Everything said so far goes away, the clouds are as they were in the beginning, and the bot forgets all it knew.',
      ),
      confirm: plain('Start over'),
      deny: plain('Keep it'),
    };
    if (hasMessages() && !(await confirmed(question))) return;
    await perform(node, { deed: { deed: 'start-over' } });
  });
}
