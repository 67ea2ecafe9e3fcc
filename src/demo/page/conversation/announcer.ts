import type { MessageShown } from '../../slack/page-api/shown.ts';
import { byId, el } from '../dom.ts';
import { personName } from '../names.ts';
import { spokenText } from '../text/spoken.ts';

const LONGEST = 300;
const AT_ONCE = 3;

/** A message as a screen reader says it: Slack reads the top-level text, and not the blocks (chat.postMessage). */
function sentence(message: MessageShown): string {
  const text = spokenText(message.text, { now: Date.now() }).slice(0, LONGEST);
  return `${personName(message.user)}${message.onlyFor === null ? '' : ', only to you'}: ${text}`;
}

/** Lets a screen reader say messages that somebody else wrote, each once; of many at once, how many they are. */
export function announce(messages: readonly MessageShown[]): void {
  if (messages.length === 0) return;
  const place = byId('announcer');
  const texts = messages.length > AT_ONCE ? [`${messages.length} new messages`] : messages.map(sentence);
  place.replaceChildren(...texts.map((text) => el('p', {}, text)));
}
