/** What a key of an account is for: looking, ending (with pausing, resuming and releasing), and changing the network. */
export type KeyUse = 'read' | 'end' | 'cleanup';

/** Keys of their own for what changes something; `null` is the one that reads. */
export interface OwnKeys<Key> {
  readonly end: Key | null;
  readonly cleanup: Key | null;
}

export const KEY_WORDS: Readonly<Record<KeyUse, string>> = {
  read: 'key for reading',
  end: 'key for ending',
  cleanup: 'key for cleaning up',
};

/** A missing right in words; where the account has several keys, with the one that lacks it. */
export function lackedBy(
  right: string | null,
  use: KeyUse,
  own: OwnKeys<unknown> | undefined,
): string | null {
  if (right === null || own === undefined || (own.end === null && own.cleanup === null)) return right;
  const key = use === 'read' || own[use] === null ? 'read' : use;
  return `${right} (${KEY_WORDS[key]})`;
}
