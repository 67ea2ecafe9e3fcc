import type { CloudsShown } from '../../../backstage/shown.ts';
import type { Word } from './cloud-words.ts';

export type ShownCall = CloudsShown['calls'][number];

/** What went wrong on purpose, by the fault's name in the clouds. */
const FAULTS: Readonly<Record<string, Word>> = {
  'cut-off': { text: 'no answer: cut off', tone: 'bad' },
  'region-cut-off': { text: 'no answer: region silent', tone: 'bad' },
  cut: { text: 'no answer: connection cut', tone: 'bad' },
  'cut-after-change': { text: 'done, but the answer was lost', tone: 'bad' },
  hang: { text: 'never answered', tone: 'bad' },
  throttle: { text: 'throttled', tone: 'odd' },
  'rate-limit': { text: 'throttled', tone: 'odd' },
  html: { text: 'answered with a web page', tone: 'bad' },
  truncated: { text: 'answer broke off', tone: 'bad' },
};

/** What came of a call, in a few words: ok, the cloud's own error code, or what was in the way. */
export function outcomeOf({ answer: { status, code, fault } }: ShownCall): Word {
  const inTheWay = fault === 'region-cut-off' && status > 0 ? undefined : FAULTS[fault];
  if (inTheWay !== undefined) return inTheWay;
  if (status === 0) return { text: fault === 'delay' ? 'kept waiting' : 'under way', tone: 'quiet' };
  if (code !== '') return { text: code, tone: 'odd' };
  if (status >= 400) return { text: `HTTP ${status}`, tone: 'odd' };
  return fault === 'delay' ? { text: 'ok, but late', tone: 'odd' } : { text: 'ok', tone: 'good' };
}

/** The name of the operation, with its product, as a right would name it. */
export function operationOf({ product, action }: ShownCall): string {
  return product === '' ? action : `${product}:${action}`;
}

/** The answer as far as the clouds remember it. */
export function answerOf({ answer: { status, code, fault } }: ShownCall): Record<string, unknown> {
  return {
    http: status === 0 ? 'no answer' : status,
    ...(code === '' ? {} : { code }),
    ...(fault === '' ? {} : { 'on purpose': fault }),
  };
}
