import type { Directory } from './ports.ts';

const MINUTE = 60_000;
/** What is older is asked for again where there is room for a question … */
const FRESH_MS = MINUTE;
/** … and what is older than that is used no more. */
const OLDEST_MS = 10 * MINUTE;
/** Where Slack did not answer, it is left alone for so long: one Home tab asks the same many times. */
const LEFT_ALONE_MS = 10_000;

interface Remembered<Value> {
  readonly at: number;
  readonly value: Value;
}

/** Asks once for all who ask at the same time; a failure is the answer for a few seconds. */
function sharing<Value>(
  now: () => number,
  ask: (id: string) => Promise<Value>,
): (id: string) => Promise<Value> {
  const last = new Map<string, { until: number; readonly answer: Promise<Value> }>();
  return (id) => {
    const before = last.get(id);
    if (before !== undefined && now() < before.until) return before.answer;
    const answer = ask(id);
    const asked = { until: Number.POSITIVE_INFINITY, answer };
    last.set(id, asked);
    answer.then(
      () => last.delete(id),
      () => {
        asked.until = now() + LEFT_ALONE_MS;
      },
    );
    return answer;
  };
}

/** Asks again for what it knows at most so often a minute; what it does not know, it asks for in any case. */
function sparing<Value>(
  now: () => number,
  perMinute: number,
  ask: (id: string) => Promise<Value>,
): (id: string) => Promise<Value> {
  const known = new Map<string, Remembered<Value>>();
  let again: number[] = [];
  const mayAsk = () => {
    again = again.filter((at) => now() - at < MINUTE);
    return again.length < perMinute;
  };
  const learn = sharing(now, async (id) => {
    const value = await ask(id);
    known.set(id, { at: now(), value });
    return value;
  });
  return async (id) => {
    const before = known.get(id);
    if (before === undefined || now() - before.at >= OLDEST_MS) return learn(id);
    if (now() - before.at < FRESH_MS || !mayAsk()) return before.value;
    again.push(now());
    return learn(id).catch(() => before.value);
  };
}

/**
 * The same directory for what is only shown, to many people and again and again: what Slack said in the last minutes
 * will do, even where a fresh answer is asked for, so that Slack still answers whoever decides ("Rate limits": tier 4
 * for people, tier 2 for groups). Never for a policy that decides. `now` counts milliseconds.
 */
export function remembering(directory: Directory, now: () => number): Directory {
  return {
    person: sparing(now, 30, (userId) => directory.person(userId, false)),
    members: sparing(now, 5, (groupId) => directory.members(groupId, false)),
  };
}
