import { boolean, byType, type Check, list, object, oneOf, string, whole } from './check.ts';

const style = object(
  {},
  { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean },
);
const mentionStyle = object(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);

function inline(type: string, required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return object({ type: oneOf(type), ...required }, optional);
}

const text = inline('text', { text: string(12_000) }, { style });
const link = inline('link', { url: string(3000) }, { text: string(12_000), unsafe: boolean, style });

const inlineElements = byType({
  text,
  link,
  emoji: inline('emoji', { name: string(255) }, { unicode: string(255), skin_tone: whole(2, 6) }),
  user: inline('user', { user_id: string(255) }, { style: mentionStyle }),
  usergroup: inline('usergroup', { usergroup_id: string(255) }, { style: mentionStyle }),
  channel: inline('channel', { channel_id: string(255) }, { style: mentionStyle }),
  broadcast: inline('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  date: inline(
    'date',
    { timestamp: whole(0, 99_999_999_999), format: string(255) },
    { url: string(3000), fallback: string(255), style },
  ),
  color: inline('color', { value: string(255) }),
});

const section = inline('rich_text_section', { elements: list(inlineElements, 0, 1000) });
const border = { border: whole(0, 1) };

/** The parts of a rich_text block; nothing in them is parsed as mrkdwn. */
export const richTextParts: Check = byType({
  rich_text_section: section,
  rich_text_list: inline(
    'rich_text_list',
    { style: oneOf('bullet', 'ordered'), elements: list(section, 1, 1000) },
    { indent: whole(0, 8), offset: whole(0, 10_000), ...border },
  ),
  rich_text_quote: inline('rich_text_quote', { elements: list(inlineElements, 0, 1000) }, border),
  rich_text_preformatted: inline(
    'rich_text_preformatted',
    { elements: list(byType({ text, link }), 0, 1000) },
    { ...border, language: string(255) },
  ),
});
