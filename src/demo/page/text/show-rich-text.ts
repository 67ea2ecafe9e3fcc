import { el } from '../dom.ts';
import { mentionOfChannel, mentionOfGroup, mentionOfPerson } from '../names.ts';
import { emoji } from './emoji.ts';
import { linkNode } from './link.ts';
import { dateNode } from './show-date.ts';
import { mentionNode } from './show-text.ts';

type Style = Readonly<Partial<Record<'bold' | 'italic' | 'strike' | 'code' | 'underline', boolean>>>;

/** A piece of a line of rich text (Slack: "Rich text block"); the workspace has checked it before it took it. */
export type RichInline = { readonly style?: Style } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly text?: string }
  | { readonly type: 'emoji'; readonly name: string; readonly unicode?: string }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'usergroup'; readonly usergroup_id: string }
  | { readonly type: 'channel'; readonly channel_id: string }
  | { readonly type: 'broadcast'; readonly range: string }
  | {
      readonly type: 'date';
      readonly timestamp: number;
      readonly format: string;
      readonly url?: string;
      readonly fallback?: string;
    }
  | { readonly type: 'color'; readonly value: string }
);

interface RichSection {
  readonly elements: readonly RichInline[];
}

interface RichList {
  readonly type: 'rich_text_list';
  readonly style: 'bullet' | 'ordered';
  readonly indent?: number;
  readonly offset?: number;
  readonly elements: readonly RichSection[];
}

/** A part of a rich_text block: a paragraph, a quote, a block of code, or a list. */
export type RichPart =
  | ({ readonly type: 'rich_text_section' } & RichSection)
  | ({ readonly type: 'rich_text_quote' } & RichSection)
  | ({ readonly type: 'rich_text_preformatted' } & RichSection)
  | RichList;

function bare(piece: RichInline): Node {
  switch (piece.type) {
    case 'text':
      return document.createTextNode(piece.text);
    case 'link':
      return linkNode(piece.url, piece.text ?? piece.url);
    case 'emoji':
      return document.createTextNode(emoji(piece.name));
    case 'user':
      return mentionNode(mentionOfPerson(piece.user_id));
    case 'usergroup':
      return mentionNode(mentionOfGroup(piece.usergroup_id));
    case 'channel':
      return mentionNode(mentionOfChannel(piece.channel_id));
    case 'broadcast':
      return mentionNode({ text: `@${piece.range}`, isMe: true });
    case 'date':
      return dateNode({
        seconds: piece.timestamp,
        format: piece.format,
        fallback: piece.fallback ?? '',
        address: piece.url ?? null,
      });
    case 'color':
      return el('span', { class: 'color' }, piece.value);
  }
}

const TAGS = { code: 'code', bold: 'strong', italic: 'em', strike: 's', underline: 'u' } as const;

function styled(piece: RichInline): Node {
  let node = bare(piece);
  for (const [name, tag] of Object.entries(TAGS)) {
    if (piece.style?.[name as keyof Style] === true) node = el(tag, {}, node);
  }
  return node;
}

function listNode({ style, indent = 0, offset = 0, elements }: RichList): HTMLElement {
  const items = elements.map((item) => el('li', {}, item.elements.map(styled)));
  if (style === 'bullet') return el('ul', { class: `indent-${indent}` }, items);
  return el('ol', { class: `indent-${indent}`, start: offset + 1 }, items);
}

function partNode(part: RichPart): HTMLElement {
  switch (part.type) {
    case 'rich_text_list':
      return listNode(part);
    case 'rich_text_quote':
      return el('blockquote', {}, part.elements.map(styled));
    case 'rich_text_preformatted':
      return el('pre', {}, part.elements.map(styled));
    case 'rich_text_section':
      return el('div', { class: 'mrkdwn' }, part.elements.map(styled));
  }
}

/** A rich_text block as nodes; nothing in it is parsed. */
export function richTextNode(parts: readonly RichPart[]): HTMLElement {
  return el('div', { class: 'rich-text' }, parts.map(partNode));
}
