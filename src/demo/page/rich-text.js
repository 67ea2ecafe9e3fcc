import { formatDate } from './dates.js';
import { el } from './dom.js';
import { emoji } from './emoji.js';
import { link, mention } from './mrkdwn.js';
import { mentionOfChannel, mentionOfGroup, mentionOfPerson } from './names.js';

function styled(node, style = {}) {
  const tags = { code: 'code', bold: 'strong', italic: 'em', strike: 's', underline: 'u' };
  return Object.entries(tags).reduce(
    (inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner),
    node,
  );
}

const INLINE = {
  text: ({ text }) => document.createTextNode(text),
  link: ({ url, text }) => link(url, text ?? url),
  emoji: ({ name }) => document.createTextNode(emoji(name)),
  user: ({ user_id }) => mention(mentionOfPerson(user_id)),
  usergroup: ({ usergroup_id }) => mention(mentionOfGroup(usergroup_id)),
  channel: ({ channel_id }) => mention(mentionOfChannel(channel_id)),
  broadcast: ({ range }) => mention({ text: `@${range}`, isMe: true }),
  date: ({ timestamp, format, fallback }) =>
    el('time', { title: fallback }, formatDate(timestamp, format, fallback ?? '')),
  color: ({ value }) => document.createTextNode(value),
};

function inline(elements) {
  return elements.map((one) => styled(INLINE[one.type]?.(one) ?? document.createTextNode(''), one.style));
}

const PARTS = {
  rich_text_section: ({ elements }) => el('div', { class: 'mrkdwn' }, inline(elements)),
  rich_text_quote: ({ elements }) => el('blockquote', {}, inline(elements)),
  rich_text_preformatted: ({ elements }) => el('pre', {}, inline(elements)),
  rich_text_list: ({ elements, style, indent = 0 }) =>
    el(
      style === 'ordered' ? 'ol' : 'ul',
      { class: `indent-${indent}` },
      elements.map((one) => el('li', {}, inline(one.elements))),
    ),
};

export function richText(block) {
  return el(
    'div',
    { class: 'block rich-text' },
    block.elements.map((part) => PARTS[part.type]?.(part)),
  );
}
