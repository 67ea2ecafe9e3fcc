import { ErrorCode, type WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { createHomes } from '../../../src/slack/home/homes.ts';
import { closedHomeView } from '../../../src/slack/messages/home.ts';
import { QUIET } from '../fakes.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

interface Call {
  readonly at: number;
  readonly user_id: string;
  readonly hash?: string;
  readonly words: string;
}

const refusal = (error: string) =>
  Object.assign(new Error(error), { code: ErrorCode.PlatformError, data: { ok: false, error } });
const limited = (seconds: number) =>
  Object.assign(new Error('ratelimited'), { code: ErrorCode.RateLimitedError, retryAfter: seconds });

/** Home tabs over a Slack that says what is lined up for it, and otherwise takes everything. */
function tabs(people = ['U1']) {
  let now = 0;
  let hashes = 0;
  const calls: Call[] = [];
  const answers: (Error | 'lost')[] = [];
  const warnings: string[] = [];
  const state = {
    ...{ words: 'one', changes: 0, renders: 0, lists: 0, broken: false },
    own: new Map<string, string>(),
  };
  let list = async (): Promise<void> => {
    state.lists += 1;
  };
  const publish = async ({ user_id, hash, view }: { user_id: string; hash?: string; view: object }) => {
    const said = /"text":"([^"]*)"/.exec(JSON.stringify(view))?.[1] ?? '';
    calls.push({ at: now, user_id, ...(hash === undefined ? {} : { hash }), words: said });
    const answer = answers.shift();
    if (answer === 'lost') throw new Error('socket hang up');
    if (answer !== undefined) throw answer;
    hashes += 1;
    return { ok: true, view: { hash: `h${hashes}` } };
  };
  const homes = createHomes({
    client: { views: { publish } } as unknown as WebClient,
    render: async ({ userId }, isLooking) => {
      state.renders += 1;
      if (state.broken) throw new Error('the store is closed');
      const content = `${userId} ${state.own.get(userId) ?? state.words}${isLooking ? ' looking' : ''}`;
      return { view: closedHomeView(content), content };
    },
    list: () => list(),
    changes: () => state.changes,
    log: {
      ...QUIET,
      warn: (event) => void warnings.push(event),
      error: (event) => void warnings.push(event),
    },
    now: () => now,
  });
  for (const userId of people) homes.opened({ userId, teamId: 'T1' });
  return {
    homes,
    calls,
    answers,
    warnings,
    state,
    change(words: string) {
      state.words = words;
      state.changes += 1;
    },
    onList: (next: () => Promise<void>) => {
      list = next;
    },
    /** Rounds, a quarter of a second apart, for so many milliseconds. */
    async pass(milliseconds: number, stepMs = 250) {
      for (const until = now + milliseconds; now < until; ) {
        now += stepMs;
        await homes.round();
      }
    },
  };
}

describe('a Home tab', () => {
  it('is published when it is opened, again when something changes, and not otherwise', async () => {
    const { calls, pass, change, homes } = tabs();
    await pass(MINUTE);
    expect(calls).toMatchObject([{ user_id: 'U1', words: 'U1 one' }]);
    change('two');
    await pass(MINUTE);
    expect(calls.map(({ words }) => words)).toEqual(['U1 one', 'U1 two']);
    homes.opened({ userId: 'U1', teamId: 'T1' });
    await pass(MINUTE);
    expect(calls).toHaveLength(3);
  });

  it('is not even put together where nothing was written, but once in half a minute', async () => {
    const { state, pass } = tabs();
    await pass(10 * MINUTE);
    expect(state.renders).toBeLessThanOrEqual(22);
  });

  it('takes many changes together: at once, and then once a second at most', async () => {
    const { calls, pass, change } = tabs();
    await pass(SECOND);
    for (let at = 0; at < 40; at += 1) {
      change(`change ${at}`);
      await pass(100, 100);
    }
    await pass(2 * SECOND);
    expect(calls.at(-1)?.words).toBe('U1 change 39');
    expect(calls.length).toBeLessThanOrEqual(7);
    for (const [at, call] of calls.entries())
      if (at > 0) expect(call.at - (calls[at - 1]?.at ?? 0)).toBeGreaterThanOrEqual(SECOND);
  });

  it('shows what changed while it was being published', async () => {
    const { calls, pass, change, homes, state } = tabs();
    const render = homes.round();
    change('two');
    await render;
    await pass(2 * SECOND);
    expect(calls.at(-1)?.words).toBe('U1 two');
    expect(state.changes).toBe(1);
  });

  it('is kept up to date for a day after it was opened, and no longer', async () => {
    const { calls, pass, change } = tabs();
    await pass(DAY - 10 * MINUTE, MINUTE);
    change('late');
    await pass(MINUTE);
    expect(calls.at(-1)?.words).toBe('U1 late');
    await pass(10 * MINUTE, MINUTE);
    change('too late');
    await pass(MINUTE);
    expect(calls.at(-1)?.words).toBe('U1 late');
  });

  it('notices by itself what no write tells, such as a group that has changed', async () => {
    const { calls, pass, state } = tabs();
    await pass(MINUTE);
    state.words = 'no more rights';
    await pass(30 * SECOND);
    expect(calls.at(-1)?.words).toBe('U1 no more rights');
  });

  it('is published with the hash of the one before, so that a late one cannot replace it', async () => {
    const { calls, pass, change } = tabs();
    await pass(2 * SECOND);
    change('two');
    await pass(2 * SECOND);
    expect(calls.map(({ hash }) => hash)).toEqual([undefined, 'h1']);
  });

  it('is published anew, without a hash, where Slack has another one than we knew', async () => {
    const { calls, pass, change, answers } = tabs();
    await pass(2 * SECOND);
    change('two');
    answers.push(refusal('hash_conflict'));
    await pass(2 * SECOND);
    expect(calls.map(({ hash, words }) => [hash, words])).toEqual([
      [undefined, 'U1 one'],
      ['h1', 'U1 two'],
      [undefined, 'U1 two'],
    ]);
  });
});

describe('the Home tabs of many', () => {
  const MANY = Array.from({ length: 150 }, (_, at) => `U${at}`);

  it('are published no faster than Slack takes them, and all of them in the end', async () => {
    const { calls, pass } = tabs(MANY);
    await pass(4 * MINUTE);
    expect(new Set(calls.map(({ user_id }) => user_id)).size).toBe(150);
    for (const { at } of calls)
      expect(calls.filter((call) => call.at >= at && call.at < at + MINUTE).length).toBeLessThanOrEqual(100);
  });

  it('are kept for the two hundred who opened theirs last', async () => {
    const { calls, pass, homes, change } = tabs();
    for (let at = 0; at < 250; at += 1) homes.opened({ userId: `U${at}`, teamId: 'T1' });
    await pass(5 * MINUTE);
    change('two');
    calls.length = 0;
    await pass(5 * MINUTE);
    const people = new Set(calls.map(({ user_id }) => user_id));
    expect(people.size).toBe(200);
    expect(people.has('U49')).toBe(false);
    expect(people.has('U249')).toBe(true);
  });

  it('wait as long as Slack says, each of them, and nobody is forgotten', async () => {
    const { calls, pass, answers } = tabs(['U1', 'U2']);
    answers.push(limited(30));
    await pass(29 * SECOND);
    expect(calls).toHaveLength(1);
    await pass(5 * SECOND);
    expect(calls.map(({ user_id }) => user_id)).toEqual(['U1', 'U1', 'U2']);
  });

  it('come for whoever has just opened one before those that only change', async () => {
    const { calls, pass, change, homes } = tabs(MANY.slice(0, 20));
    await pass(2 * SECOND);
    change('two');
    homes.opened({ userId: 'UNEW', teamId: 'T1' });
    await homes.round();
    expect(calls[20]?.user_id).toBe('UNEW');
  });
});

describe('a Home tab that Slack does not take', () => {
  it.each(['user_not_found', 'not_enabled', 'invalid_arguments'])(
    'because of %s is left alone until it is opened again, and the others are not',
    async (error) => {
      const { calls, pass, answers, change, homes, warnings } = tabs(['U1', 'U2']);
      answers.push(refusal(error));
      await pass(2 * SECOND);
      change('two');
      await pass(2 * SECOND);
      expect(calls.map(({ user_id }) => user_id)).toEqual(['U1', 'U2', 'U2']);
      expect(warnings).toHaveLength(1);
      homes.opened({ userId: 'U1', teamId: 'T1' });
      await pass(2 * SECOND);
      expect(calls.at(-1)?.user_id).toBe('U1');
    },
  );

  it.each<[string, Error | 'lost']>([
    ['is lost', 'lost'],
    ['meets trouble on its side', refusal('internal_error')],
  ])('because the call %s is tried again, more and more slowly', async (_, answer) => {
    const { calls, pass, answers } = tabs();
    answers.push(answer, answer, answer);
    await pass(MINUTE);
    expect(calls).toHaveLength(4);
    const gaps = calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? 0));
    expect(gaps).toEqual(gaps.toSorted((one, other) => one - other));
    expect(gaps[0]).toBeGreaterThanOrEqual(2 * SECOND);
  });

  it('and one that cannot be put together are tried again, and told to the log', async () => {
    const { calls, pass, state, warnings } = tabs();
    state.broken = true;
    await pass(5 * SECOND);
    expect(calls).toEqual([]);
    expect(warnings).toContain('a Home tab could not be put together');
    state.broken = false;
    await pass(MINUTE);
    expect(calls).toHaveLength(1);
  });

  it('is not published any more once the bot stops', async () => {
    const { calls, pass, homes } = tabs();
    homes.close();
    await pass(MINUTE);
    expect(calls).toEqual([]);
  });
});

describe('many Home tabs', () => {
  it('are all looked at, however many there are and however much goes on', async () => {
    const people = Array.from({ length: 60 }, (_, at) => `U${at}`);
    const { calls, pass, state } = tabs(people);
    await pass(2 * MINUTE);
    expect(new Set(calls.map(({ user_id }) => user_id)).size).toBe(60);
    calls.length = 0;
    // Something is written all the time that none of them shows, but one.
    for (let at = 0; at < 40; at += 1) {
      state.changes += 1;
      state.own.set('U59', `change ${Math.floor(at / 20)}`);
      await pass(250);
    }
    expect(calls.map(({ words }) => words)).toEqual(['U59 change 0', 'U59 change 1']);
  });
});

describe('"Look again" on a Home tab', () => {
  it('says that it lists, lists once for all who press meanwhile, and shows what it found', async () => {
    const { calls, pass, homes, state, onList } = tabs(['U1', 'U2']);
    await pass(2 * SECOND);
    let found: () => void = () => undefined;
    onList(async () => {
      state.lists += 1;
      await new Promise<void>((resolve) => {
        found = resolve;
      });
      state.words = 'found';
    });
    const looks = [homes.look('U1'), homes.look('U2'), homes.look('U1')];
    await pass(2 * SECOND);
    expect(calls.at(-1)?.words).toMatch(/one looking$/);
    found();
    await Promise.all(looks);
    await pass(2 * SECOND);
    expect(state.lists).toBe(1);
    expect(
      calls
        .slice(-2)
        .map(({ words }) => words)
        .toSorted(),
    ).toEqual(['U1 found', 'U2 found']);
  });

  it('lists no more than once in five seconds, but says each time as of when that is', async () => {
    const { calls, pass, homes, state } = tabs();
    await pass(2 * SECOND);
    await homes.look('U1');
    await pass(2 * SECOND);
    await homes.look('U1');
    await pass(2 * SECOND);
    expect(state.lists).toBe(1);
    expect(calls).toHaveLength(3);
    await pass(5 * SECOND);
    await homes.look('U1');
    expect(state.lists).toBe(2);
  });
});
