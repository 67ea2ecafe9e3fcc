import { formatDate } from './dates.js';
import { el } from './dom.js';
import { emoji } from './emoji.js';
import { mentionOfChannel, mentionOfGroup, mentionOfPerson } from './names.js';

function plain(text) {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** A link, if its address is one a message may lead to; otherwise its text alone. */
export function link(address, label) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return document.createTextNode(label);
  }
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) return document.createTextNode(label);
  const here = url.origin === location.origin;
  return el(
    'a',
    { href: url.href, ...(here ? {} : { target: '_blank', rel: 'noopener noreferrer' }) },
    label,
  );
}

export function mention({ text, isMe }) {
  return el('span', { class: isMe ? 'mention mention-me' : 'mention' }, text);
}

function special(inside) {
  const [body, label] = inside.split('|');
  if (body.startsWith('!date^')) {
    const [, seconds, format, address] = body.split('^');
    const fallback = plain(label ?? '');
    const shown = formatDate(seconds, plain(format ?? ''), fallback);
    const node = el('time', { title: fallback }, shown);
    return address === undefined ? node : link(plain(address), shown);
  }
  if (body.startsWith('!subteam^')) return mention(mentionOfGroup(body.slice(9)));
  return mention({ text: `@${body.slice(1)}`, isMe: true });
}

function angled(inside) {
  if (inside.startsWith('@')) return mention(mentionOfPerson(inside.slice(1).split('|')[0]));
  if (inside.startsWith('#')) return mention(mentionOfChannel(inside.slice(1).split('|')[0]));
  if (inside.startsWith('!')) return special(inside);
  const [address, label] = inside.split('|');
  return link(plain(address), plain(label ?? address));
}

const PARTS = [
  { find: /^```\n?([\s\S]+?)\n?```/, show: ([, code]) => el('pre', {}, plain(code)) },
  { find: /^`([^`\n]+)`/, show: ([, code]) => el('code', {}, plain(code)) },
  { find: /^<([^<>\n]+)>/, show: ([, inside]) => angled(inside) },
  { find: /^:([a-z0-9_+-]+):/, show: ([, name]) => document.createTextNode(emoji(name)) },
  {
    find: /^\*(\S(?:[^*\n]*\S)?)\*(?![\p{L}\p{N}])/u,
    opens: true,
    show: ([, text]) => el('strong', {}, inline(text)),
  },
  {
    find: /^_(\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}])/u,
    opens: true,
    show: ([, text]) => el('em', {}, inline(text)),
  },
  {
    find: /^~(\S(?:[^~\n]*\S)?)~(?![\p{L}\p{N}])/u,
    opens: true,
    show: ([, text]) => el('s', {}, inline(text)),
  },
];

function partAt(text, index) {
  const afterWord = index > 0 && /[\p{L}\p{N}]/u.test(text[index - 1]);
  for (const part of PARTS) {
    if (part.opens && afterWord) continue;
    const match = part.find.exec(text.slice(index));
    if (match !== null) return { length: match[0].length, node: part.show(match) };
  }
  return null;
}

function inline(text) {
  const nodes = [];
  let run = '';
  let index = 0;
  while (index < text.length) {
    const part = '`<:*_~'.includes(text[index]) ? partAt(text, index) : null;
    if (part === null) {
      run += text[index];
      index += 1;
      continue;
    }
    nodes.push(document.createTextNode(plain(run)), part.node);
    run = '';
    index += part.length;
  }
  return [...nodes, document.createTextNode(plain(run))];
}

function lines(text) {
  const nodes = [];
  let quote = null;
  for (const [index, line] of text.split('\n').entries()) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted === null) {
      if (index > 0 && quote === null) nodes.push(el('br'));
      quote = null;
      nodes.push(...inline(line));
      continue;
    }
    if (quote === null) {
      quote = el('blockquote');
      nodes.push(quote);
    } else quote.append(el('br'));
    quote.append(...inline(quoted[1]));
  }
  return nodes;
}

/** Slack's mrkdwn as nodes: code blocks first, then quotes by line, the rest in the line; line breaks stay. */
export function mrkdwn(text) {
  const pieces = text.split(/\n?(```[\s\S]+?```)\n?/);
  const shown = pieces
    .filter((piece) => piece !== '')
    .flatMap((piece) => (piece.startsWith('```') ? inline(piece) : lines(piece)));
  return el('span', { class: 'mrkdwn' }, shown);
}

/** A plain_text or mrkdwn object. */
export function textObject(object) {
  if (object === undefined || object === null) return document.createTextNode('');
  if (object.type === 'mrkdwn') return mrkdwn(object.text);
  const text = object.text.replace(/:([a-z0-9_+-]+):/g, (_whole, name) => emoji(name));
  return el('span', { class: 'plain' }, text);
}
