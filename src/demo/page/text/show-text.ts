import { el } from '../dom.ts';
import { type Mention, mentionOfChannel, mentionOfGroup, mentionOfPerson } from '../names.ts';
import { emoji, withEmoji } from './emoji.ts';
import { linkNode } from './link.ts';
import { type Inline, type Piece, parseMrkdwn } from './mrkdwn.ts';
import { dateNode } from './show-date.ts';

/** A composition object of Block Kit: text that is plain, or mrkdwn. */
export interface TextObject {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
  readonly verbatim?: boolean;
}

/** A name in a text; those that mean the reader stand out. */
export function mentionNode({ text, isMe }: Mention): HTMLElement {
  return el(isMe ? 'mark' : 'span', { class: isMe ? 'mention mention-me' : 'mention' }, text);
}

const TAGS = { bold: 'strong', italic: 'em', strike: 's' } as const;

function nodeOf(piece: Piece): Node {
  switch (piece.kind) {
    case 'text':
      return document.createTextNode(piece.text);
    case 'code':
      return el('code', {}, piece.text);
    case 'emoji':
      return document.createTextNode(emoji(piece.name));
    case 'link':
      return linkNode(piece.address, piece.label);
    case 'person':
      return mentionNode(mentionOfPerson(piece.id));
    case 'channel':
      return mentionNode(mentionOfChannel(piece.id));
    case 'group':
      return mentionNode(mentionOfGroup(piece.id));
    case 'everybody':
      return mentionNode({ text: `@${piece.id}`, isMe: true });
    case 'date':
      return dateNode(piece);
    case 'break':
      return el('br');
    case 'preformatted':
      return el('pre', {}, piece.text);
    case 'quote':
      return el('blockquote', {}, nodesOf(piece.inside));
    case 'bold':
    case 'italic':
    case 'strike':
      return el(TAGS[piece.kind], {}, nodesOf(piece.inside));
  }
}

function nodesOf(pieces: readonly (Piece | Inline)[]): Node[] {
  return pieces.map(nodeOf);
}

/** Slack's mrkdwn as nodes. */
export function mrkdwnNode(text: string, verbatim = false): HTMLElement {
  return el('span', { class: 'mrkdwn' }, nodesOf(parseMrkdwn(text, verbatim)));
}

/** A plain_text or mrkdwn object as nodes. */
export function textNode(object: TextObject): HTMLElement {
  if (object.type === 'mrkdwn') return mrkdwnNode(object.text, object.verbatim === true);
  return el('span', { class: 'plain' }, withEmoji(object.text));
}
