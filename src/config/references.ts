const REFERENCE = /\$\{([^{}\r\n]*)\}/g;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

// Characters of the private use area stand for `$`, `{` and `}` while YAML is read, one for one.
const OPEN = '\uE000';
const CLOSE = '\uE001';
const BAD_NAME = '\uE002';
const HIDDEN = /\uE000\uE000([^\uE001]*)\uE001/g;

export interface Resolved {
  readonly text: string;
  /** The values that were put in. */
  readonly values: readonly string[];
  /** The names that are not set. */
  readonly unset: readonly string[];
  /** Whether something between the braces is no name of a variable. */
  readonly misnamed: boolean;
}

/**
 * Makes every `${NAME}` plain text for a YAML reader, which would take the braces for a map inside `{ … }`.
 * Every character keeps its place.
 */
export function hideReferences(text: string): string {
  return text.replace(REFERENCE, (_, name: string) => {
    const kept = VARIABLE.test(name) ? name : BAD_NAME.repeat(name.length);
    return `${OPEN}${OPEN}${kept}${CLOSE}`;
  });
}

/** Puts the values of the environment in place of the references of one scalar, after YAML has been read. */
export function resolveReferences(text: string, env: Record<string, string | undefined>): Resolved {
  const values: string[] = [];
  const unset: string[] = [];
  let misnamed = false;
  const resolved = text.replace(HIDDEN, (_, name: string) => {
    if (!VARIABLE.test(name)) {
      misnamed = true;
      return '';
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value === undefined) unset.push(name);
    else values.push(value);
    return value ?? '';
  });
  return { text: resolved, values, unset, misnamed };
}
