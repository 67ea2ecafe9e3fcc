import type { BackstageDeed } from '../../../backstage/shown.ts';
import { confirmed } from '../../views/confirm.ts';
import { button } from '../controls.ts';

/** How a fresh world is begun, and whether that takes something away. */
export interface Beginning {
  readonly begin: (deed: BackstageDeed, control: HTMLElement) => Promise<void>;
  readonly hasMessages: () => boolean;
}

function plain(text: string) {
  return { type: 'plain_text', text } as const;
}

const QUESTION = {
  title: plain('Start over with a fresh world?'),
  text: plain(
    'Everything said so far goes away, the clouds are as they were in the beginning, and the bot forgets all it knew.',
  ),
  confirm: plain('Start over'),
  deny: plain('Keep it'),
};

/** A button that begins a fresh world without a story; it asks first where that takes something away. */
export function freshWorldButton(label: string, { begin, hasMessages }: Beginning): HTMLButtonElement {
  async function startOver(control: HTMLElement): Promise<void> {
    if (hasMessages() && !(await confirmed(QUESTION))) return;
    await begin({ deed: 'start-over' }, control);
  }
  return button(label, (node) => void startOver(node));
}
