import type { MessageShown } from '../../slack/page-api/shown.ts';
import { formatDate } from '../dates.ts';
import { byId, el } from '../dom.ts';
import { mentionOfChannel, mentionOfGroup, mentionOfPerson, personName } from '../names.ts';
import { type Piece, parseMrkdwn } from '../text/mrkdwn.ts';

const LONGEST = 300;
const AT_ONCE = 3;

function spoken(piece: Piece): string {
  switch (piece.kind) {
    case 'text':
    case 'code':
    case 'preformatted':
      return piece.text;
    case 'emoji':
      return piece.name.replaceAll('_', ' ');
    case 'link':
      return piece.label;
    case 'person':
      return mentionOfPerson(piece.id).text;
    case 'group':
      return mentionOfGroup(piece.id).text;
    case 'channel':
      return mentionOfChannel(piece.id).text;
    case 'everybody':
      return `@${piece.id}`;
    case 'date':
      return formatDate(piece.seconds, piece.format, piece.fallback, { now: Date.now() });
    case 'break':
      return ' ';
    case 'quote':
    case 'bold':
    case 'italic':
    case 'strike':
      return piece.inside.map(spoken).join('');
  }
}

/** A message as a screen reader says it: Slack reads the top-level text, and not the blocks (chat.postMessage). */
function sentence(message: MessageShown): string {
  const text = parseMrkdwn(message.text).map(spoken).join('').slice(0, LONGEST);
  return `${personName(message.user)}${message.onlyFor === null ? '' : ', only to you'}: ${text}`;
}

/** Lets a screen reader say messages that somebody else wrote, each once; of many at once, how many they are. */
export function announce(messages: readonly MessageShown[]): void {
  if (messages.length === 0) return;
  const place = byId('announcer');
  const texts = messages.length > AT_ONCE ? [`${messages.length} new messages`] : messages.map(sentence);
  place.replaceChildren(...texts.map((text) => el('p', {}, text)));
}
