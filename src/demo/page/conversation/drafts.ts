const MOST_LINES = 50;

/** What is being written in a place: kept in this tab until it is sent. */
export function draftOf(place: string): string {
  return sessionStorage.getItem(`draft ${place}`) ?? '';
}

/** Keeps a draft; an empty one is forgotten. */
export function keepDraft(place: string, text: string): void {
  if (text === '') sessionStorage.removeItem(`draft ${place}`);
  else sessionStorage.setItem(`draft ${place}`, text);
}

/** The lines that were sent, latest first, for the arrow keys. */
export class History {
  #lines: string[] = [];
  #at = -1;

  add(line: string): void {
    this.#lines = [line, ...this.#lines.filter((one) => one !== line)].slice(0, MOST_LINES);
    this.#at = -1;
  }

  /** The line before, or after, the one that was shown last; null where there is none. */
  step(to: 'older' | 'newer'): string | null {
    const next = this.#at + (to === 'older' ? 1 : -1);
    if (next < -1 || next >= this.#lines.length) return null;
    this.#at = next;
    return this.#lines[next] ?? '';
  }

  /** Whether this is the line that was shown last, so that the arrows may go on from it. */
  isShown(line: string): boolean {
    return this.#at >= 0 && this.#lines[this.#at] === line;
  }
}
