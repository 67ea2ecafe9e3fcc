import { z } from 'zod';
import type { RawAnswer } from '../../lifecycle/ports.ts';
import { rawAnswer } from '../raw-answer.ts';
import { redact } from '../redact.ts';
import { baseUrl } from './base-url.ts';
import type { AlibabaAccountConfig } from './config.ts';
import { type Failure, judgeBody, keyFailure, thrownFailure } from './failure.ts';
import type { KeyRing, Keys } from './keys.ts';
import { callOnce, type RpcCall } from './sdk.ts';

/** How one request came out; `success` is `null` where the answer does not say. */
export type Answer = Judged & {
  /** The answer itself, fit for the record; `null` where there was none. It is made when it is asked for: lists are long. */
  readonly raw: () => RawAnswer | null;
};

type Judged =
  | {
      readonly ok: true;
      readonly body: unknown;
      readonly success: boolean | null;
      readonly requestId: string | null;
      /** The code of an error that the answer carries all the same. */
      readonly errorCode: string | null;
    }
  | { readonly ok: false; readonly failure: Failure };

export interface AskSettings {
  readonly config: Pick<AlibabaAccountConfig, 'endpoint' | 'endpoints' | 'dated'>;
  readonly keyRing: KeyRing;
  readonly timeoutMs: number;
}

const Thrown = z.object({ statusCode: z.number(), data: z.unknown() });

/** The body that the SDK carries in its errors (`data`); `null` where the cloud did not answer. */
function thrownAnswer(thrown: unknown, clean: (text: string) => string): RawAnswer | null {
  const { data: error } = Thrown.safeParse(thrown);
  return error === undefined ? null : rawAnswer(error.statusCode, error.data ?? '', clean);
}

/** Makes one request and never a second one. Never throws; no secret is in what it returns. */
export async function askOnce(settings: AskSettings, call: RpcCall): Promise<Answer> {
  const { config, keyRing, timeoutMs } = settings;
  let keys: Keys;
  try {
    keys = await keyRing();
  } catch (thrown) {
    return {
      raw: () => null,
      ok: false,
      failure: keyFailure(thrown instanceof Error ? thrown.message : 'unknown'),
    };
  }
  const clean = (text: string) => redact(text, secrets);
  const secrets = [keys.accessKeySecret, keys.securityToken ?? '', keys.accessKeyId];
  try {
    const where = baseUrl(config, call.product, call.region);
    const { body, date } = await callOnce(call, where, keys, timeoutMs);
    if (date !== null) config.dated?.(date);
    const verdict = judgeBody(body, secrets);
    const raw = () => rawAnswer(200, body, clean);
    if (verdict?.failure) return { raw, ok: false, failure: verdict.failure };
    const { success = null, requestId = null, errorCode = null } = verdict ?? {};
    return { raw, ok: true, body, success, requestId, errorCode };
  } catch (thrown) {
    const raw = () => thrownAnswer(thrown, clean);
    return { raw, ok: false, failure: thrownFailure(thrown, secrets) };
  }
}
