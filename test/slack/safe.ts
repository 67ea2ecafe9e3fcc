import type { ModalView } from '@slack/types';
import { expect } from 'vitest';
import { messageProblems, textLength, viewProblems } from '../../src/demo/slack/blocks/validate.ts';
import type { Message } from '../../src/slack/messages/message.ts';

export const HOSTILE = '<!channel> <https://evil.example|console> *x* `y` \u202Eevil\u200B & co';
export const LONG = '𝄞'.repeat(4_000);

function problemsOf(message: Message): unknown[] {
  const blocks: unknown = JSON.parse(JSON.stringify(message.blocks));
  const found: unknown[] = [...messageProblems(blocks)];
  if (textLength(blocks) > 13_000) found.push(`too much text: ${textLength(blocks)}`);
  if ([...message.text].length > 4_000) found.push('the words are too long');
  return found;
}

/** A message is fit for Slack, and nothing of a hostile text became markup. */
export function expectSafe(message: Message): void {
  expect(problemsOf(message)).toEqual([]);
  expect(message.text).not.toMatch(/<!channel|<!here|<https?:/);
  expect(JSON.stringify(message.blocks)).not.toContain('"mrkdwn"');
  expect(message.text).not.toMatch(/[\u202a-\u202e\u200b]/);
}

/** A modal is fit for Slack, and nothing of a hostile text became markup. */
export function expectSafeView(view: ModalView): void {
  const json = JSON.stringify(view);
  expect(viewProblems(JSON.parse(json), 'modal')).toEqual([]);
  expect(json).not.toContain('"mrkdwn"');
  expect(json).not.toMatch(/[\u202a-\u202e\u200b]/);
  expect(json.length).toBeLessThan(250_000);
}

/** The action ids of the buttons of a message, each with its value. */
export function buttonsOf({
  blocks,
}: Pick<Message, 'blocks'>): { id: string; value: string; label: string }[] {
  return blocks.flatMap((block) => {
    if (block.type !== 'actions') return [];
    return block.elements.flatMap((element) =>
      element.type === 'button'
        ? [{ id: element.action_id ?? '', value: element.value ?? '', label: element.text.text }]
        : [],
    );
  });
}

/** All that a person reads in some blocks. */
export function readableIn(blocks: readonly object[]): string {
  return [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)]
    .map((match) => JSON.parse(`"${match[1]}"`) as string)
    .join('');
}
