import type { Answer } from '../exchange.ts';
import { gatewayError } from './gateway-answers.ts';

export interface AccessKey {
  accessKeyId: string;
  accessKeySecret: string;
}

const ALLOWED_SKEW = 15 * 60 * 1000;

export function unknownKey(): Answer {
  return gatewayError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
}

/** The signature is not the one the cloud computes; like the real gateway it shows what it signed. */
export function wrongSignature(stringToSign: string): Answer {
  const shown = stringToSign.replace(/\n/g, ' ');
  const text = `Specified signature is not matched with our calculation. server string to sign is:${shown}`;
  return gatewayError(400, 'SignatureDoesNotMatch', text);
}

export function missingCredentials(): Answer {
  return gatewayError(400, 'MissingAccessKeyId', 'AccessKeyId is mandatory for this action.');
}

/** Refuses a date that is unreadable or more than 15 minutes away from the real time. */
export function objectionToDate(date: string): Answer | null {
  const time = Date.parse(date);
  if (Number.isNaN(time) || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date)) {
    return gatewayError(
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    );
  }
  if (Math.abs(Date.now() - time) <= ALLOWED_SKEW) return null;
  return gatewayError(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
}

/** Refuses a nonce that an earlier request has used, as long as the date of that request would still be taken. */
export class Nonces {
  /** When each was used, oldest first. */
  readonly #used = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#used.size;
  }

  objection(nonce: string): Answer | null {
    if (nonce === '')
      return gatewayError(400, 'MissingSignatureNonce', 'SignatureNonce is mandatory for this action.');
    if (this.#used.has(nonce)) {
      return gatewayError(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
    }
    this.#forget();
    this.#used.set(nonce, this.#now());
    return null;
  }

  /** A date may be 15 minutes ahead and is good for 15 minutes after. */
  #forget(): void {
    for (const [nonce, usedAt] of this.#used) {
      if (this.#now() - usedAt <= 2 * ALLOWED_SKEW) return;
      this.#used.delete(nonce);
    }
  }
}
