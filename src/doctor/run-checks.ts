import type { Check, Finding, Section } from './finding.ts';

const WORD = { ok: 'ok  ', note: 'note', fail: 'FAIL' } as const;
const INDENT = '      ';
/** A terminal that is narrower than that breaks lines by itself. */
const NARROW = 40;

/** Breaks a text at blanks, so that no line is longer than `width`; `null` breaks none, which is easier to search. */
function wrapped(text: string, width: number | null): string[] {
  if (width === null || width < NARROW) return [`${INDENT}${text}`];
  const room = width - INDENT.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${INDENT}${one}`);
}

function told({ title }: Check, { kind, text, lines = [] }: Finding, width: number | null): string[] {
  const beside = kind === 'ok' && text !== null && text.length < 70 && lines.length === 0;
  const head = `${WORD[kind]}  ${title}${beside ? `: ${text}` : ''}`;
  const below = text === null || beside ? [] : wrapped(text, width);
  return [head, ...below, ...lines.map((line) => `${INDENT}${line}`)];
}

function broken(error: unknown): Finding {
  const why = error instanceof Error ? error.message : String(error);
  return {
    kind: 'fail',
    text: `This could not be looked at: ${why}. If it happens again, report it with this text.`,
  };
}

/** How many checks came out how. */
export interface Outcome {
  readonly ok: number;
  readonly note: number;
  readonly fail: number;
}

/**
 * Makes the checks one after the other and tells each as soon as it is made. What needs a check that failed is not made,
 * which is a note. `width` is that of a terminal, in letters, where there is one.
 */
export async function runChecks(
  sections: readonly Section[],
  out: (line: string) => void,
  width: number | null = null,
): Promise<Outcome> {
  const count = { ok: 0, note: 0, fail: 0 };
  const missing = new Set<string>();
  for (const section of sections) {
    out('');
    out(section.title);
    for (const check of section.checks) {
      const { needs } = check;
      const isOut = needs !== undefined && missing.has(needs);
      const finding: Finding = isOut
        ? { kind: 'note', text: `Not looked at, because this comes first: ${needs}.` }
        : await check.run().catch(broken);
      if (isOut || finding.kind === 'fail') missing.add(check.title);
      count[finding.kind] += 1;
      for (const line of told(check, finding, width)) out(line);
    }
  }
  return count;
}
