/** Who we are to a proxy. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** A "%" that begins no escape stands for itself, as with other programs. */
function meant(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** The user and the password of a proxy's address, as they are meant; `null` where it names none. Never throws. */
export function loginOf({ username, password }: URL): Login | null {
  return username === '' ? null : { user: meant(username), password: meant(password) };
}
