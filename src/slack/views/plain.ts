import type { PlainTextElement } from '@slack/types';
import { cut } from '../messages/rich.ts';

/** Text that Slack shows as it is. */
export function plain(text: string, length = 300): PlainTextElement {
  return { type: 'plain_text', text: cut(text, length), emoji: false };
}
