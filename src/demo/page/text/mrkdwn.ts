import { type Atom, atomsOf, plain } from './atoms.ts';

/** A piece of a line of Slack's mrkdwn. */
export type Inline =
  | Exclude<Atom, { readonly kind: 'mark' }>
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly inside: readonly Inline[] }
  | { readonly kind: 'break' };

/** A piece of a text: of a line, a block of code, or a quote. */
export type Piece =
  | Inline
  | { readonly kind: 'preformatted'; readonly text: string }
  | { readonly kind: 'quote'; readonly inside: readonly Inline[] };

const KINDS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

function closingOf(atoms: readonly Atom[], from: number, to: number, sign: string): number {
  for (let index = from + 1; index < to; index += 1) {
    const atom = atoms[index];
    if (atom?.kind === 'mark' && atom.sign === sign && atom.closes && index > from + 1) return index;
  }
  return -1;
}

function joined(pieces: readonly Inline[]): Inline[] {
  const whole: Inline[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') {
      whole[whole.length - 1] = { kind: 'text', text: last.text + piece.text };
    } else whole.push(piece);
  }
  return whole;
}

function resolved(atoms: readonly Atom[], from: number, to: number): Inline[] {
  const pieces: Inline[] = [];
  /** Signs that nothing closes from here on: each is looked for once, so that long texts stay fast. */
  const unclosed = new Set<string>();
  for (let index = from; index < to; index += 1) {
    const atom = atoms[index];
    if (atom === undefined) continue;
    if (atom.kind !== 'mark') {
      pieces.push(atom);
      continue;
    }
    const mayOpen = atom.opens && !unclosed.has(atom.sign);
    const end = mayOpen ? closingOf(atoms, index, to, atom.sign) : -1;
    if (end === -1) {
      if (mayOpen) unclosed.add(atom.sign);
      pieces.push({ kind: 'text', text: atom.sign });
      continue;
    }
    pieces.push({ kind: KINDS[atom.sign], inside: resolved(atoms, index + 1, end) });
    index = end;
  }
  return joined(pieces);
}

function line(text: string, autoLinks: boolean): Inline[] {
  const atoms = atomsOf(text, autoLinks);
  return resolved(atoms, 0, atoms.length);
}

function linesOf(text: string, autoLinks: boolean): Piece[] {
  const pieces: Piece[] = [];
  let quote: Inline[] | null = null;
  let isQuoteToTheEnd = false;
  for (const [index, row] of text.split('\n').entries()) {
    const opened: RegExpExecArray | null = isQuoteToTheEnd ? null : /^(?:(?:&gt;|>){3}|&gt;|>) ?/.exec(row);
    if (opened === null && !isQuoteToTheEnd) {
      if (index > 0 && quote === null) pieces.push({ kind: 'break' });
      quote = null;
      pieces.push(...line(row, autoLinks));
      continue;
    }
    if (quote === null) {
      quote = [];
      pieces.push({ kind: 'quote', inside: quote });
    } else quote.push({ kind: 'break' });
    quote.push(...line(row.slice(opened?.[0].length ?? 0), autoLinks));
    if (opened !== null && /^(?:&gt;|>){3}/.test(row)) isQuoteToTheEnd = true;
  }
  return pieces;
}

/**
 * Slack's mrkdwn as a tree ("Formatting text for app surfaces"): blocks of code first, then quotes by line, then
 * the marks within a line. `verbatim` texts get no links but those written as `<address|label>`.
 */
export function parseMrkdwn(text: string, verbatim = false): Piece[] {
  return text.split(/\n?(```[\s\S]+?```)\n?/).flatMap((part): Piece[] => {
    if (part === '') return [];
    const code = /^```\n?([\s\S]+?)\n?```$/.exec(part)?.[1];
    return code === undefined ? linesOf(part, !verbatim) : [{ kind: 'preformatted', text: plain(code) }];
  });
}
