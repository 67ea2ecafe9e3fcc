import { z } from 'zod';

/** A name that decides what is touched: as it is, and never empty. */
export const Name = z.string().min(1);

/** A list of addresses exactly as the cloud writes it. */
export const Addresses = z.string();

/** A text that is sent back as it is; empty where there is none. */
export const Attribute = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** A text that may be missing or empty: then `null`. */
export const OrNull = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));

/** A mark that some products write as a figure. */
export const Mark = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => text ?? null);

/** The texts that are there, each once. */
export function namesIn(texts: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text == null || text.trim() === '' ? [] : [text.trim()])))];
}

/** The parameters that have a value: what is empty is left out, which is how it was when it was made. */
export function given(parameters: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([key, value]): [string, string][] =>
      value === null || value === '' ? [] : [[key, value]],
    ),
  );
}
