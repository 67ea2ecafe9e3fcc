import {
  type Bundle,
  digestOfLink,
  formatBundle,
  isWhole,
  readBundle,
  sha256Of,
  type Witness,
  witnessesIn,
} from './bundle.ts';
import { type Head, linkHash } from './line.ts';

export type VerifiedBundle =
  | {
      readonly ok: true;
      /** The first and the last line of the trail that it walks over, and how many of them it has whole. */
      readonly first: number;
      readonly last: number;
      readonly whole: number;
      readonly head: Head;
      readonly witnesses: readonly Witness[];
      /** Of the file. */
      readonly sha256: string;
    }
  | { readonly ok: false; readonly problem: string };

function chainProblem({ links, head }: Bundle): string | null {
  let before: Head | null = null;
  for (const link of links) {
    const { seq, prev, hash } = link;
    if (before !== null && seq !== before.seq + 1)
      return `Line ${seq} stands where line ${before.seq + 1} belongs: lines are missing, doubled or out of order.`;
    if (before !== null && prev !== before.hash) return `Line ${seq} does not continue the line before it.`;
    if (hash !== linkHash(prev, digestOfLink(link)))
      return `Line ${seq} was changed${isWhole(link) ? ' after it was written' : ''}.`;
    before = { seq, hash };
  }
  const isEnd = before !== null && before.seq === head.seq && before.hash === head.hash;
  return isEnd ? null : 'The head is not the end of the lines: the tail is missing, or the head was changed.';
}

/** A witness inside the bundle must have seen the very chain that stands there. */
function witnessProblem({ links, witnesses }: Bundle): string | null {
  if (JSON.stringify(witnesses) !== JSON.stringify(witnessesIn(links)))
    return 'The list of witnesses is not that of the lines.';
  const hashes = new Map(links.map(({ seq, hash }) => [seq, hash]));
  const [first] = links;
  if (first !== undefined) hashes.set(first.seq - 1, first.prev);
  const liar = witnesses.find(({ seq, hash }) => hashes.has(seq) && hashes.get(seq) !== hash);
  return liar === undefined ? null : `Line ${liar.line} is the witness of another chain.`;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Checks a bundle with nothing but its own bytes: every link, the head, the witnesses, and that each letter stands as it
 * was written. That the chain is the bot's own, and not one made anew, only a witness outside can tell.
 */
export function verifyBundle(bytes: Uint8Array): VerifiedBundle {
  const text = decode(bytes);
  const bundle = text === null ? null : readBundle(text);
  if (bundle === null)
    return { ok: false, problem: 'This is no bundle of Cutover, or it is cut off or damaged.' };
  const problem = chainProblem(bundle) ?? witnessProblem(bundle);
  if (problem !== null) return { ok: false, problem };
  if (formatBundle(bundle) !== text)
    return { ok: false, problem: 'The file is not written as it was made: its seal does not fit.' };
  const { links, head, witnesses } = bundle;
  return {
    ok: true,
    first: links[0]?.seq ?? 0,
    last: head.seq,
    whole: links.filter(isWhole).length,
    head,
    witnesses,
    sha256: sha256Of(bytes),
  };
}
