import type { RichTextBlock, RichTextElement } from '@slack/types';

/**
 * A piece of a line. Strings are text and never markup: Slack does not parse rich text
 * (docs.slack.dev, "Rich text block").
 */
export type Part =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  /** A moment in milliseconds, shown in the reader's own time zone. */
  | { readonly at: number; readonly show?: 'time' | 'day-and-time' }
  /** A moment in UTC behind one in the reader's own zone: evidence that all readers can compare. */
  | { readonly utcOf: readonly number[] }
  /** The id of a channel. */
  | { readonly channel: string }
  /** An address of Slack's own, such as a permalink; never one that a cloud or a person wrote. */
  | { readonly link: string; readonly words: string }
  /** A user id, a user group id, or "everyone". */
  | { readonly who: string };

export type Line = readonly Part[];

/** Control, bidirectional and invisible characters can make a name look like another one; they become blanks. */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
}

/** Cuts to a length as Slack and JavaScript count it, never within a character, and says that it did. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** One line of foreign text: cleaned, and cut where it is too long. */
export function cut(text: string, length: number): string {
  return shorten(clean(text), length);
}

/** A moment for those who read no local time: screen readers, and Slack's fallback. */
export function utc(at: number, show: 'time' | 'day-and-time' = 'day-and-time'): string {
  const iso = new Date(at).toISOString();
  return show === 'time' ? `${iso.slice(11, 19)} UTC` : `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function utcEvidence(moments: readonly number[]): string {
  const times = moments.map((at) => new Date(at).toISOString().slice(11, 19));
  return times.length === 0 ? '' : ` (${times.join(' and ')} UTC)`;
}

function element(part: Part): RichTextElement {
  if (typeof part === 'string') return { type: 'text', text: clean(part) };
  if ('bold' in part) return { type: 'text', text: clean(part.bold), style: { bold: true } };
  if ('code' in part) return { type: 'text', text: clean(part.code), style: { code: true } };
  if ('at' in part)
    return {
      type: 'date',
      timestamp: Math.floor(part.at / 1000),
      format: part.show === 'time' ? '{time_secs}' : '{date_short_pretty} at {time}',
      fallback: utc(part.at, part.show),
    };
  if ('utcOf' in part) return { type: 'text', text: utcEvidence(part.utcOf) };
  if ('channel' in part) return { type: 'channel', channel_id: part.channel };
  if ('link' in part) return { type: 'link', url: part.link, text: clean(part.words) };
  if (/^[UW]/.test(part.who)) return { type: 'user', user_id: part.who };
  if (part.who.startsWith('S')) return { type: 'usergroup', usergroup_id: part.who };
  return { type: 'text', text: part.who };
}

function isEmptyText(piece: RichTextElement): boolean {
  return piece.type === 'text' && piece.text === '';
}

/** Lines as one rich text block. */
export function rich(lines: readonly Line[]): RichTextBlock {
  const elements = lines.flatMap((line, at): RichTextElement[] => {
    const pieces = line.map(element).filter((piece) => !isEmptyText(piece));
    return at === lines.length - 1 ? pieces : [...pieces, { type: 'text', text: '\n' }];
  });
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** Escapes the three characters that Slack gives a meaning to in a message's `text`. */
export function escapeMarkup(text: string): string {
  return clean(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function spoken(part: Part): string {
  if (typeof part === 'string') return escapeMarkup(part);
  if ('bold' in part) return escapeMarkup(part.bold);
  if ('code' in part) return escapeMarkup(part.code);
  if ('at' in part) return utc(part.at, part.show);
  if ('utcOf' in part) return ''; // the words have every time in UTC already
  if ('channel' in part) return `<#${part.channel}>`;
  if ('link' in part) return escapeMarkup(part.words);
  if (/^[UW]/.test(part.who)) return `<@${part.who}>`;
  if (part.who.startsWith('S')) return `<!subteam^${part.who}>`;
  return part.who;
}

/** The same lines as a message's `text`: what a screen reader and a notification say. */
export function speak(lines: readonly Line[]): string {
  return lines.map((line) => line.map(spoken).join('')).join('\n');
}

/** "a, b and c" of people and groups. */
export function people(ids: readonly string[]): Part[] {
  return ids.flatMap((who, at): Part[] => {
    const joint = at === 0 ? [] : at === ids.length - 1 ? [' or '] : [', '];
    return [...joint, { who }];
  });
}
