import type { JsonObject } from './json-value.ts';

/** How many of the options once offered for one element are remembered. */
const MOST_REMEMBERED = 500;
/** … and for how many elements, those used last. */
const MOST_ELEMENTS = 1_000;

function keyOf(user: string, blockId: string, actionId: string): string {
  return JSON.stringify([user, blockId, actionId]);
}

/** The options the app offered to each person for the elements that ask it while one types. */
export class Suggestions {
  #offered = new Map<string, Map<string, JsonObject>>();

  /** For how many elements options are remembered. */
  get size(): number {
    return this.#offered.size;
  }

  offer(user: string, blockId: string, actionId: string, options: readonly JsonObject[]): void {
    const key = keyOf(user, blockId, actionId);
    const known = this.#offered.get(key) ?? new Map<string, JsonObject>();
    for (const option of options) known.set(String(option['value']), option);
    this.#offered.delete(key);
    this.#offered.set(key, new Map([...known].slice(-MOST_REMEMBERED)));
    const [oldest] = this.#offered.keys();
    if (this.#offered.size > MOST_ELEMENTS && oldest !== undefined) this.#offered.delete(oldest);
  }

  offeredTo(user: string, blockId: string, actionId: string): JsonObject[] {
    return [...(this.#offered.get(keyOf(user, blockId, actionId))?.values() ?? [])];
  }

  /** Forgets every option. */
  empty(): void {
    this.#offered.clear();
  }
}
