/** Keeps the newest values under their keys, in memory only; the oldest go first, a restart takes all. */
export interface Memory<Value> {
  keep(key: string, value: Value): void;
  look(key: string): Value | null;
  take(key: string): Value | null;
}

const MOST = 500;

export function createMemory<Value>(): Memory<Value> {
  const values = new Map<string, Value>();
  return {
    keep(key, value) {
      values.delete(key);
      values.set(key, value);
      const oldest = values.size > MOST ? values.keys().next().value : undefined;
      if (oldest !== undefined) values.delete(oldest);
    },
    look: (key) => values.get(key) ?? null,
    take(key) {
      const value = values.get(key) ?? null;
      values.delete(key);
      return value;
    },
  };
}
