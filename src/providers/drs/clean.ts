import { redact } from '../redact.ts';

export interface Cleaner {
  /** Takes secrets and the options of connection strings out of what a cloud wrote. */
  clean(text: string): string;
  /** From now on this value is taken out, and the one learned before no longer. */
  learn(secret: string): void;
}

/** Options of a JDBC address, and a database user among other words. */
const JDBC_OPTIONS = /(jdbc:[^\s?;"'<>]+)[?;][^\s"'<>]*/gi;
const USER = /\b(user(?:name)?=)[^\s&;,)]+/gi;

/**
 * Cleans text with the account's own secrets known: a gateway that refuses a signature echoes the headers, and
 * DRS writes whole JDBC addresses, with options and database user, into its errors.
 */
export function createCleaner(secrets: () => readonly string[]): Cleaner {
  let learned: readonly string[] = [];
  return {
    clean(text) {
      const withoutLogin = text.replace(JDBC_OPTIONS, '$1').replace(USER, '$1***');
      return redact(withoutLogin, [...secrets(), ...learned]);
    },
    learn(secret) {
      learned = [secret];
    },
  };
}
