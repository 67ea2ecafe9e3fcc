import type { RawAnswer } from '../lifecycle/ports.ts';

/** The longest body that is kept, in bytes of UTF-8. */
const LONGEST = 4096;
const DEEPEST = 20;

/** Fields whose value is a credential whatever it looks like. */
const SECRET_FIELD =
  /pass(?:word|wd|phrase)?$|pwd|secret|token|access_?key|private_?key|signature|authorization|credential|cookie/i;

/** How many characters are still needed. What comes after them is cut off, so that nobody has to look at it. */
interface Needed {
  left: number;
}

function cleaned(value: unknown, clean: (text: string) => string, needed: Needed, depth: number): unknown {
  if (needed.left <= 0) return '…';
  if (typeof value === 'string') {
    const text = clean(value);
    needed.left -= text.length;
    return text;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((inner) => cleaned(inner, clean, needed, depth + 1));
  const fields: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (needed.left <= 0) break;
    const name = clean(key);
    needed.left -= name.length;
    const isSecret = SECRET_FIELD.test(key) && inner !== null;
    fields.push([name, isSecret ? '***' : cleaned(inner, clean, needed, depth + 1)]);
  }
  return Object.fromEntries(fields);
}

function cut(text: string): string {
  if (Buffer.byteLength(text) <= LONGEST) return text;
  const kept = Buffer.from(text)
    .subarray(0, LONGEST - 3)
    .toString('utf8');
  return `${kept.replace(/\uFFFD+$/, '')}…`;
}

/**
 * What a cloud answered, fit for the audit trail: JSON without the values of secret fields, every text through `clean`,
 * at most 4 kB. `body` is parsed JSON, or the text where it was none.
 */
export function rawAnswer(status: number, body: unknown, clean: (text: string) => string): RawAnswer {
  const fit = cleaned(body, clean, { left: LONGEST }, 0);
  return { status, body: cut(typeof fit === 'string' ? fit : (JSON.stringify(fit) ?? '')) };
}
