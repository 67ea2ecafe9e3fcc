/** The store refuses: what is wrong, where, and what to do next. Names rows and files, never their content. */
export class StoreError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'StoreError';
  }
}

/** The code of a failed file operation ("ENOENT"), or `null`. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
