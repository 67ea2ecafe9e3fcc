import { z } from 'zod';
import type { CallOutcome } from '../../../lifecycle/ports.ts';
import type { Answer, Exchange } from '../http.ts';
import { isServiceFailure, isThrottled, wordsOf } from '../refusals.ts';

export interface AskedOfRule {
  readonly step: 'remove' | 'restore';
  /** The right that the call needs. */
  readonly permission: string | null;
  readonly clean: (text: string) => string;
}

const Created = z.object({ security_group_rule: z.object({ id: z.string().min(1) }) });

/** "Security group rule already exists. Rule id is …" (VPC API reference, "Error Codes"). */
const ALREADY_THERE = 'VPC.9902';

/**
 * The class of outcome of a call that changes a rule, from status and code, never from the text of an error. A
 * deletion is taken with 204, a new rule with 201 and its id; any other success is nobody's answer.
 */
export function outcomeOfRuleCall(result: Exchange, asked: AskedOfRule): CallOutcome {
  if (result.kind === 'no-answer') {
    if (result.notSent) return { kind: 'not-sent', why: result.why };
    return { kind: 'unknown', why: result.why, requestId: null };
  }
  const { requestId, status } = result;
  const words = wordsOf(result);
  if (isThrottled(result))
    return { kind: 'throttled', code: words.code ?? 'HTTP.429', retryAfterMs: result.retryAfterMs };
  if (isTaken(result, asked.step)) return { kind: 'accepted', requestId };
  const code = words.code ?? (status === 401 ? 'HTTP.401' : null);
  if (isServiceFailure(result) || status < 400 || code === null) {
    return { kind: 'unknown', why: `HTTP ${status}${code === null ? '' : ` ${code}`}`, requestId };
  }
  if (status === 404 && code.startsWith('VPC.')) return { kind: 'gone', code, requestId };
  const isThere = asked.step === 'restore' && status === 409 && code === ALREADY_THERE;
  const message = `${isThere ? 'the same rule is there already: ' : ''}${asked.clean(words.message)}`;
  return {
    kind: 'refused',
    code,
    message,
    requestId,
    permission: status === 403 ? asked.permission : null,
  };
}

function isTaken(answer: Answer, step: AskedOfRule['step']): boolean {
  if (step === 'remove') return answer.status === 204;
  return answer.status === 201 && Created.safeParse(answer.body).success;
}
