import { formatPath, type Path, type Problem } from './problem.ts';

const key = (path: Path) => JSON.stringify(path);

/**
 * Collects the mistakes in one file. Where a value was already found wrong, what follows from that is not
 * reported again.
 */
export class Findings {
  readonly #problems: Problem[] = [];
  readonly #wrong = new Set<string>();
  readonly #lines = new Map<string, number>();
  readonly #confidential = new Set<string>();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Remembers where in the file a key or an item stands. */
  place(path: Path, line: number): void {
    this.#lines.set(key(path), line);
  }

  /** Remembers a text that no message may show. */
  hide(text: string): void {
    if (text !== '') this.#confidential.add(text);
  }

  mayShow(text: string): boolean {
    return ![...this.#confidential].some((secret) => text.includes(secret) || secret.includes(text));
  }

  add(path: Path, message: string): void {
    for (let length = 1; length <= path.length; length += 1) {
      if (this.#wrong.has(key(path.slice(0, length)))) return;
    }
    this.#wrong.add(key(path));
    this.#problems.push({
      path: path.length === 0 ? this.#file : formatPath(path),
      line: this.#lineOf(path),
      message,
    });
  }

  /** A mistake in the file as such, at a line. */
  addLine(line: number, message: string): void {
    this.#problems.push({ path: this.#file, line, message });
  }

  /** A mistake in an environment variable. */
  addVariable(name: string, message: string): void {
    this.#problems.push({ path: name, line: null, message });
  }

  /** In the order of the file, then the environment. */
  get problems(): readonly Problem[] {
    const place = ({ line }: Problem) => line ?? Number.MAX_SAFE_INTEGER;
    return this.#problems.toSorted((one, other) => place(one) - place(other));
  }

  #lineOf(path: Path): number | null {
    for (let length = path.length; length > 0; length -= 1) {
      const line = this.#lines.get(key(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return null;
  }
}
