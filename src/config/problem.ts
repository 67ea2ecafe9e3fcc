/** One mistake in the configuration: where it is, and what is wrong, without any value that could be secret. */
export interface Problem {
  /** A path in the file such as `accounts[0].regions`, the name of an environment variable, or the file itself. */
  readonly path: string;
  /** Counted from 1; `null` outside the file. */
  readonly line: number | null;
  readonly message: string;
}

export type Path = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z][A-Za-z-]{0,29}$/;

/** `accounts[0].regions`. A key that is no plain word may be a misplaced secret, and is written as `?`. */
export function formatPath(path: Path): string {
  return path
    .map((step, at) => {
      if (typeof step === 'number') return `[${step}]`;
      return `${at === 0 ? '' : '.'}${PLAIN_KEY.test(step) ? step : '?'}`;
    })
    .join('');
}

/** The mistakes as text, one line each. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ path, line, message }) => `${path}${line === null ? '' : ` (line ${line})`}: ${message}`)
    .join('\n');
}
