import { expect, test } from 'vitest';
import {
  answerOf,
  operationOf,
  outcomeOf,
  type ShownCall,
} from '../../../../src/demo/page/panels/clouds/call-words.ts';
import { rememberCalls } from '../../../../src/demo/page/panels/clouds/remembered-calls.ts';

function aCall(answer: Partial<ShownCall['answer']> = {}, serial = 1): ShownCall {
  return {
    serial,
    at: 0,
    cloud: 'alibaba',
    product: 'dts',
    region: 'cn-hangzhou',
    action: 'StopDtsJob',
    parameters: { DtsJobId: 'x' },
    changes: true,
    answer: { status: 200, code: '', fault: '', ...answer },
  };
}

test.each([
  [{}, 'ok', 'good'],
  [{ status: 403, code: 'Forbidden.RAM' }, 'Forbidden.RAM', 'odd'],
  [{ status: 200, code: 'DRS.M01504' }, 'DRS.M01504', 'odd'],
  [{ status: 500 }, 'HTTP 500', 'odd'],
  [{ status: 0 }, 'under way', 'quiet'],
  [{ status: 0, fault: 'delay' }, 'kept waiting', 'quiet'],
  [{ fault: 'delay' }, 'ok, but late', 'odd'],
  [{ status: 0, fault: 'cut-off' }, 'no answer: cut off', 'bad'],
  [{ status: 0, fault: 'region-cut-off' }, 'no answer: region silent', 'bad'],
  [{ status: 503, code: 'ServiceUnavailable', fault: 'region-cut-off' }, 'ServiceUnavailable', 'odd'],
  [{ status: 0, fault: 'cut-after-change' }, 'done, but the answer was lost', 'bad'],
  [{ status: 429, code: 'Throttling.User', fault: 'throttle' }, 'throttled', 'odd'],
])('an answer of %j reads "%s"', (answer, text, tone) => {
  expect(outcomeOf(aCall(answer))).toEqual({ text, tone });
});

test('a call is named as the right to it would be, and by its action where it belongs to nothing', () => {
  expect(operationOf(aCall())).toBe('dts:StopDtsJob');
  expect(operationOf({ ...aCall(), product: '', action: 'GET /nowhere' })).toBe('GET /nowhere');
});

test('the answer shows what the clouds remember of it, and nothing that is empty', () => {
  expect(answerOf(aCall())).toEqual({ http: 200 });
  expect(answerOf(aCall({ status: 0, fault: 'cut' }))).toEqual({ http: 'no answer', 'on purpose': 'cut' });
});

function calls(from: number, to: number): ShownCall[] {
  return Array.from({ length: to - from + 1 }, (_, index) => aCall({}, to - index));
}

test('calls that are not shown any more stay known, newest first', () => {
  const known = rememberCalls(rememberCalls([], calls(1, 60)), calls(41, 100));
  expect(known.map(({ serial }) => serial)).toEqual(calls(1, 100).map(({ serial }) => serial));
});

test('a call that was answered since is known by its answer', () => {
  const [later] = rememberCalls([aCall({ status: 0 })], [aCall({ status: 200 })]);
  expect(later?.answer.status).toBe(200);
});

test('an older change that is shown again stands once, in its place', () => {
  const known = rememberCalls([], calls(1, 60));
  const shown = [...calls(41, 100), ...calls(7, 7)];
  expect(rememberCalls(known, shown).map(({ serial }) => serial)).toEqual(
    calls(1, 100).map(({ serial }) => serial),
  );
});

test('after a fresh start the calls of before are gone', () => {
  const before = rememberCalls([], calls(1, 60));
  expect(rememberCalls(before, [])).toEqual([]);
  expect(rememberCalls(before, calls(61, 62))).toHaveLength(2);
});

test('no more than some hundred are kept', () => {
  const much = Array.from({ length: 20 }, (_, turn) => calls(turn * 60 + 1, turn * 60 + 60));
  const known = much.reduce((all, some) => [...rememberCalls(all, some)], [] as ShownCall[]);
  expect(known).toHaveLength(400);
  expect(known[0]?.serial).toBe(1200);
});
