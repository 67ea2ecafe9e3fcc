import { redact } from '../redact.ts';

const LONGEST = 600;

export interface Cleaner {
  /** Takes secrets and connection strings out of what a cloud wrote, and cuts it to a readable length. */
  clean(text: string): string;
  /** From now on this value is taken out, too. */
  learn(secret: string): void;
}

/**
 * Cleans text with the account's own secrets known: a gateway that refuses a signature echoes the headers, and
 * DRS writes whole JDBC addresses with user and options into its errors.
 */
export function createCleaner(secrets: () => readonly string[]): Cleaner {
  const learned = new Set<string>();
  return {
    clean(text) {
      const withoutSecrets = [...secrets(), ...learned]
        .filter((secret) => secret.length >= 4)
        .reduce((cleaned, secret) => cleaned.replaceAll(secret, '[secret]'), text);
      const cleaned = redact(withoutSecrets.replace(/jdbc:[^\s"'<>]+/gi, '[JDBC address]'));
      return cleaned.length > LONGEST ? `${cleaned.slice(0, LONGEST)}…` : cleaned;
    },
    learn(secret) {
      learned.clear();
      learned.add(secret);
    },
  };
}
