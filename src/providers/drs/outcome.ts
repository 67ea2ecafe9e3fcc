import type { CallOutcome } from '../../lifecycle/ports.ts';
import type { Answer, Exchange } from './http.ts';
import {
  isGone,
  isMissingRight,
  isServiceFailure,
  isThrottled,
  isThrottlingCode,
  wordsOf,
} from './refusals.ts';
import { BatchAnswer, DeedRow } from './schema.ts';

export interface Asked {
  readonly taskId: string;
  /** The right that the call needs, where the manual names one. */
  readonly permission: string | null;
  readonly clean: (text: string) => string;
}

/**
 * The class of outcome of a call that changes a task, from status, codes and rows, never from the text of an
 * error. A 202 says nothing by itself: DRS answers it with a row "failed" inside ("Stopping or Deleting Tasks
 * in Batches").
 */
export function outcomeOf(result: Exchange, asked: Asked): CallOutcome {
  if (result.kind === 'no-answer') {
    if (result.notSent) return { kind: 'not-sent', why: result.why };
    return { kind: 'unknown', why: result.why, requestId: null };
  }
  if (isThrottled(result)) return throttled(wordsOf(result).code ?? 'HTTP.429', result);
  if (result.status === 200 || result.status === 202) return outcomeOfRows(result, asked);
  return outcomeOfRefusal(result, asked);
}

/** Only one row, about our task, and with a status that the manual knows, says what came of the call. */
function outcomeOfRows(answer: Answer, asked: Asked): CallOutcome {
  const batch = BatchAnswer.safeParse(answer.body);
  if (!batch.success) return unknown(`HTTP ${answer.status} with an answer that cannot be read`, answer);
  const row = DeedRow.safeParse(batch.data.results[0]);
  if (batch.data.results.length !== 1 || !row.success || row.data.id !== asked.taskId) {
    return unknown(`HTTP ${answer.status} without exactly one row about this task`, answer);
  }
  const { status, error_code: code, error_msg: message } = row.data;
  if (status === 'success' && code === null) return { kind: 'accepted', requestId: answer.requestId };
  if (status !== 'failed') return unknown(`the row says neither success nor failed`, answer);
  if (code !== null && isThrottlingCode(code)) return throttled(code, answer);
  return refused(code ?? 'failed', message ?? '', answer, asked);
}

/** A refusal has the cloud's own code and speaks of our task or of none. A proxy's page is no refusal. */
function outcomeOfRefusal(answer: Answer, asked: Asked): CallOutcome {
  const words = wordsOf(answer);
  if (isServiceFailure(answer) || answer.status < 400) {
    return unknown(`HTTP ${answer.status}${words.code === null ? '' : ` ${words.code}`}`, answer);
  }
  if (words.taskId !== null && words.taskId !== asked.taskId) {
    return unknown(`HTTP ${answer.status} about another task`, answer);
  }
  const code = words.code ?? (answer.status === 401 ? 'HTTP.401' : null);
  if (code === null) return unknown(`HTTP ${answer.status} without a code of the cloud`, answer);
  return refused(code, words.message, answer, asked);
}

function refused(code: string, message: string, answer: Answer, asked: Asked): CallOutcome {
  if (isGone(code)) return { kind: 'gone', code, requestId: answer.requestId };
  return {
    kind: 'refused',
    code,
    message: asked.clean(message),
    requestId: answer.requestId,
    permission: isMissingRight(answer.status, code) ? asked.permission : null,
  };
}

function throttled(code: string, answer: Answer): CallOutcome {
  return { kind: 'throttled', code, retryAfterMs: answer.retryAfterMs };
}

function unknown(why: string, answer: Answer): CallOutcome {
  return { kind: 'unknown', why, requestId: answer.requestId };
}
