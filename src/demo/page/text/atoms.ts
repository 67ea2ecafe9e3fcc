/** The smallest pieces of a line of mrkdwn; a mark is a sign that may open or close bold, italic or struck text. */
export type Atom =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'link'; readonly address: string; readonly label: string }
  | { readonly kind: 'person' | 'channel' | 'group' | 'everybody'; readonly id: string }
  | {
      readonly kind: 'date';
      readonly seconds: number;
      readonly format: string;
      readonly fallback: string;
      readonly address: string | null;
    }
  | {
      readonly kind: 'mark';
      readonly sign: '*' | '_' | '~';
      readonly opens: boolean;
      readonly closes: boolean;
    };

/** Text without the three escapes that Slack's texts carry. */
export function plain(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

function dateOf(body: string, label: string): Atom {
  const [, seconds, format = '', address] = body.split('^');
  return {
    kind: 'date',
    seconds: Number(seconds),
    format: plain(format),
    fallback: plain(label),
    address: address === undefined ? null : plain(address),
  };
}

/** What stands between angle brackets: a mention, a date, or a link. */
function angled(inside: string): Atom {
  const bar = inside.indexOf('|');
  const body = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? '' : inside.slice(bar + 1);
  if (body.startsWith('@')) return { kind: 'person', id: body.slice(1) };
  if (body.startsWith('#')) return { kind: 'channel', id: body.slice(1) };
  if (body.startsWith('!date^')) return dateOf(body, label);
  if (body.startsWith('!subteam^')) return { kind: 'group', id: body.slice('!subteam^'.length) };
  if (body.startsWith('!')) return { kind: 'everybody', id: body.slice(1) };
  return { kind: 'link', address: plain(body), label: plain(label === '' ? body : label) };
}

function autoLink(found: string): Atom {
  const address = plain(found);
  return { kind: 'link', address: address.includes('://') ? address : `mailto:${address}`, label: address };
}

const WORD = /[\p{L}\p{N}]/u;
const BARE = /^(?:https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]*_~`]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/;

function isWordAt(text: string, index: number): boolean {
  return index >= 0 && index < text.length && WORD.test(text[index] ?? '');
}

function isBlankAt(text: string, index: number): boolean {
  return index < 0 || index >= text.length || /\s/.test(text[index] ?? '');
}

function markAt(text: string, index: number): Atom | null {
  const sign = text[index];
  if (sign !== '*' && sign !== '_' && sign !== '~') return null;
  return {
    kind: 'mark',
    sign,
    opens: !isWordAt(text, index - 1) && !isBlankAt(text, index + 1),
    closes: !isBlankAt(text, index - 1) && !isWordAt(text, index + 1),
  };
}

function found(text: string, index: number, autoLinks: boolean): { atom: Atom; length: number } | null {
  const rest = text.slice(index);
  const code = /^`([^`\n]+)`/.exec(rest);
  if (code !== null) return { atom: { kind: 'code', text: plain(code[1] ?? '') }, length: code[0].length };
  const angle = /^<([^<>\n]+)>/.exec(rest);
  if (angle !== null) return { atom: angled(angle[1] ?? ''), length: angle[0].length };
  const emoji = isWordAt(text, index - 1) ? null : /^:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/.exec(rest);
  if (emoji !== null) return { atom: { kind: 'emoji', name: emoji[1] ?? '' }, length: emoji[0].length };
  const bare = autoLinks && !isWordAt(text, index - 1) ? BARE.exec(rest) : null;
  if (bare !== null) return { atom: autoLink(bare[0]), length: bare[0].length };
  const mark = markAt(text, index);
  return mark === null ? null : { atom: mark, length: 1 };
}

/** Cuts a line of mrkdwn into its smallest pieces; bare addresses become links where `autoLinks`. */
export function atomsOf(text: string, autoLinks: boolean): Atom[] {
  const atoms: Atom[] = [];
  let run = '';
  let index = 0;
  while (index < text.length) {
    const isStart = '`<:*_~'.includes(text[index] ?? '') || !isWordAt(text, index - 1);
    const piece = isStart ? found(text, index, autoLinks) : null;
    if (piece === null) {
      run += text[index];
      index += 1;
      continue;
    }
    if (run !== '') atoms.push({ kind: 'text', text: plain(run) });
    run = '';
    atoms.push(piece.atom);
    index += piece.length;
  }
  if (run !== '') atoms.push({ kind: 'text', text: plain(run) });
  return atoms;
}
