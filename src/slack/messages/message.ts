import type { Button, KnownBlock } from '@slack/types';
import { cut, type Line, rich, shorten, speak } from './rich.ts';

/** What is sent to Slack: the blocks, and the same said in words. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Limits of Slack ("Block Kit reference", "chat.postMessage"). */
export const LIMIT = { header: 150, button: 75, text: 3900, perActions: 25 } as const;

export interface ButtonSpec {
  readonly id: string;
  readonly label: string;
  /** An id of ours and nothing else. */
  readonly value: string;
  readonly style?: 'primary' | 'danger';
}

/** A button; a label that is too long is cut, never refused by Slack. */
export function button(spec: ButtonSpec): Button {
  return {
    type: 'button',
    action_id: spec.id,
    text: { type: 'plain_text', text: cut(spec.label, LIMIT.button), emoji: false },
    value: spec.value,
    ...(spec.style === undefined ? {} : { style: spec.style }),
  };
}

/** A row of buttons, each with its own action id; nothing where there are none. */
export function buttons(blockId: string, specs: readonly ButtonSpec[]): KnownBlock[] {
  if (specs.length === 0) return [];
  return [
    { type: 'actions', block_id: cut(blockId, 250), elements: specs.slice(0, LIMIT.perActions).map(button) },
  ];
}

/** Buttons that share an action id: Slack wants it to be unique in a block, so each gets a block of its own. */
export function stackedButtons(blockId: string, specs: readonly ButtonSpec[]): KnownBlock[] {
  return specs.flatMap((spec, at) => buttons(`${blockId}.${at}`, [spec]));
}

export function header(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text: cut(text, LIMIT.header), emoji: false } };
}

/** A message of a title, lines and buttons. The words carry everything that the blocks show. */
export function message(
  title: string | null,
  lines: readonly Line[],
  rest: readonly KnownBlock[] = [],
): Message {
  const body: KnownBlock[] = lines.length === 0 ? [] : [rich(lines)];
  const blocks = [...(title === null ? [] : [header(title)]), ...body, ...rest];
  const words = title === null ? lines : [[title], ...lines];
  return { text: shorten(speak(words), LIMIT.text), blocks };
}

/** A message that is only said, without buttons. */
export function say(...lines: readonly Line[]): Message {
  return message(null, lines);
}
