import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Findings } from './findings.ts';
import type { Path } from './problem.ts';
import { hideReferences, resolveReferences } from './references.ts';
import { Secret } from './secret.ts';

type Env = Record<string, string | undefined>;

/** Our sentences for YAML's mistakes; the reader's own messages may quote the file, and secrets with it. */
const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key is written twice in the same group',
  TAB_AS_INDENT: 'tabs cannot indent YAML; use blanks',
  BAD_INDENT: 'the indentation does not fit the lines before',
  MISSING_CHAR:
    'a closing quote, bracket, brace or comma is missing here or before, or a line is indented unlike its neighbours',
  MULTIPLE_DOCS: 'the file must hold one YAML document only',
  BAD_DQ_ESCAPE: 'inside double quotes a backslash must be written twice',
  BAD_ALIAS: 'an alias (*name) stands for an anchor (&name) that does not exist',
  TAG_RESOLVE_FAILED: 'YAML tags (!…) are not used here',
};
const DEEPEST = 12;

/**
 * Reads YAML into plain lists and groups of text, with `${NAME}` replaced. Numbers stay text, so that an id like
 * 0541 keeps its zero; what stands under an account's `credentials` is a `Secret` at once. `null` is "left out".
 */
export function readTree(text: string, env: Env, findings: Findings): unknown {
  const lines = new LineCounter();
  const document = parseDocument(hideReferences(text), {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'failsafe',
  });
  const mistakes = [...document.errors, ...document.warnings];
  for (const { code, pos } of mistakes) {
    findings.addLine(lines.linePos(pos[0]).line, SYNTAX[code] ?? 'this is not valid YAML');
  }
  if (mistakes.some(({ code }) => code !== 'DUPLICATE_KEY')) return undefined;

  function grow(node: unknown, path: Path): unknown {
    if (path.length > DEEPEST) {
      findings.add(path, 'is nested too deeply');
      return null;
    }
    if (isAlias(node)) return grow(node.resolve(document), path);
    if (isScalar(node)) return readScalar(node, path, env, findings);
    if (isSeq(node)) {
      return node.items.map((item, at) => {
        placeNode(item, [...path, at]);
        return grow(item, [...path, at]);
      });
    }
    if (!isMap(node)) return null;
    return Object.fromEntries(
      node.items.map(({ key, value }) => {
        const name = isScalar(key) ? String(key.value) : '?';
        placeNode(key, [...path, name]);
        return [name, grow(value, [...path, name])];
      }),
    );
  }

  function placeNode(node: unknown, path: Path): void {
    const start = (node as Node | null)?.range?.[0];
    if (start !== undefined) findings.place(path, lines.linePos(start).line);
  }

  return grow(document.contents, []);
}

function isCredential(path: Path): boolean {
  return path[0] === 'accounts' && path[2] === 'credentials';
}

/** The scalar's text, a `Secret` for a credential, or `null` where nothing usable is written. */
function readScalar(
  node: { readonly value: unknown; readonly type?: string | undefined },
  path: Path,
  env: Env,
  findings: Findings,
): string | Secret | null {
  const written = String(node.value ?? '');
  if (node.type === 'PLAIN' && ['', '~', 'null'].includes(written)) return null;
  const { text, values, unset, misnamed } = resolveReferences(written, env);
  for (const value of values) findings.hide(value);
  if (unset.length > 0) {
    const names = [...new Set(unset)].join(' and ');
    findings.add(path, `the environment variable ${names} is not set`);
    return null;
  }
  if (misnamed) {
    findings.add(
      path,
      'holds a reference whose braces enclose something else than the name of an environment variable',
    );
    return null;
  }
  if (values.length > 0 && text.trim() === '') {
    findings.add(path, 'the environment variable that it comes from is empty');
    return null;
  }
  if (!isCredential(path)) return text;
  findings.hide(text);
  return new Secret(text);
}
