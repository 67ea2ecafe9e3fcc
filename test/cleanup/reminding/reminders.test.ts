import { describe, expect, it } from 'vitest';
import type { Checklist, Item } from '../../../src/cleanup/checklist/checklist.ts';
import { byHand } from '../../../src/cleanup/leftovers/draft.ts';
import { DIGEST_SENT, type DigestSent, remind } from '../../../src/cleanup/reminding/reminders.ts';
import { isWorkingTime, nextWorkingStart } from '../../../src/cleanup/reminding/working-hours.ts';
import { CHECKLIST } from '../../../src/cleanup/rows.ts';
import { type Announcement, OUTBOX } from '../../../src/lifecycle/rows.ts';
import { MemoryStore } from '../../lifecycle/memory-store.ts';
import { dtsTask } from '../../lifecycle/tasks.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const at = (time: string) => Date.parse(time);

/** A Friday evening in Berlin. */
const OPENED = at('2026-11-20T20:00:00Z');
/** The next working day's nine o'clock in Berlin. */
const MONDAY = at('2026-11-23T08:00:00Z');

function item(id: string, more: Partial<Item> = {}): Item {
  return { ...byHand('triggers', 'Make them by hand.'), id, ...more };
}

function checklist(id: string, more: Partial<Checklist> = {}): Checklist {
  return {
    id,
    endingId: null,
    task: dtsTask({ taskId: `task-${id}` }),
    owner: 'UBERLIN',
    openedAt: OPENED,
    items: [item(`${id}.1`)],
    lookedAt: null,
    looks: [],
    quietUntil: null,
    closedAt: null,
    released: false,
    searched: null,
    ...more,
  };
}

const ZONES: Readonly<Record<string, string>> = {
  UBERLIN: 'Europe/Berlin',
  UTOKYO: 'Asia/Tokyo',
  UAPIA: 'Pacific/Apia',
  UNEWYORK: 'America/New_York',
};

/** A bot with checklists and a clock that only moves when told. */
async function desk(...checklists: readonly Checklist[]) {
  let time = OPENED;
  let ids = 0;
  const now = () => time;
  const store = new MemoryStore(now);
  const silent = new Set<string>();
  const asked: string[] = [];
  const hold = async (list: Checklist, dueAt: number | null = null) => {
    const row = await store.read(CHECKLIST, list.id);
    const expect = row?.version ?? 0;
    await store.commit([{ kind: CHECKLIST, id: list.id, expect, value: list, dueAt }]);
  };
  for (const list of checklists) await hold(list);
  const ports = {
    store,
    now,
    newId: (prefix: string) => {
      ids += 1;
      return `${prefix}${String(ids).padStart(6, '0')}`;
    },
    channelOf: (account: string) => (account === 'prod-cn' ? 'CMAIN' : 'COTHER'),
    timeZoneOf: async (userId: string) => {
      asked.push(userId);
      await Promise.resolve();
      if (silent.has(userId)) throw new Error('slack is away');
      return ZONES[userId] ?? null;
    },
  };
  const digests = async () =>
    (await store.list<Announcement>(OUTBOX, { limit: 1000 })).flatMap(({ value }) =>
      value.what === 'digest' ? [value] : [],
    );
  return {
    ports,
    store,
    silent,
    asked,
    hold,
    digests,
    /** Reminds at a time, and hands out the digests that came of it. */
    async remindAt(when: number): Promise<readonly Announcement[]> {
      const before = (await digests()).length;
      time = when;
      await remind(ports);
      return (await digests()).slice(before);
    },
  };
}

const digest = (...checklists: string[]) => ({ what: 'digest', id: 'CMAIN', checklists });

describe('a reminder', () => {
  it('waits until a working day of the owner has begun after the opening', async () => {
    const { remindAt } = await desk(checklist('k1'));
    for (let time = OPENED; time < MONDAY; time += HOUR / 2) expect(await remindAt(time)).toEqual([]);
    expect(await remindAt(MONDAY)).toEqual([digest('k1')]);
  });

  it('does not come on the day on which the list was opened at work', async () => {
    const { remindAt } = await desk(checklist('k1', { openedAt: MONDAY + HOUR }));
    for (let hours = 1; hours < 24; hours += 1) expect(await remindAt(MONDAY + hours * HOUR)).toEqual([]);
    expect(await remindAt(MONDAY + DAY)).toEqual([digest('k1')]);
  });

  it('comes once a working day, for as long as something is open', async () => {
    const { remindAt } = await desk(checklist('k1'));
    const told: string[] = [];
    for (let time = OPENED; time <= MONDAY + 9 * DAY; time += HOUR / 2)
      if ((await remindAt(time)).length > 0) told.push(new Date(time).toISOString());
    expect(told).toEqual(
      ['23', '24', '25', '26', '27', '30']
        .map((day) => `2026-11-${day}T08:00:00.000Z`)
        .concat(['01', '02'].map((day) => `2026-12-${day}T08:00:00.000Z`)),
    );
  });

  it('never comes for a checklist that is done, nor outside working hours', async () => {
    const done = item('k2.1', { state: 'gone' });
    const { remindAt, asked } = await desk(checklist('k2', { items: [done] }));
    expect(await remindAt(MONDAY)).toEqual([]);
    expect(asked).toEqual([]);
    const { remindAt: another } = await desk(checklist('k1'));
    expect(await another(MONDAY + 8 * HOUR)).toEqual([]);
    expect(await another(MONDAY + 5 * DAY)).toEqual([]);
  });

  it('is quiet until the time that somebody asked for, and comes then', async () => {
    const until = nextWorkingStart(MONDAY, 'Europe/Berlin');
    const { remindAt } = await desk(checklist('k1', { quietUntil: until }));
    expect(await remindAt(MONDAY)).toEqual([]);
    expect(await remindAt(until - 1)).toEqual([]);
    expect(await remindAt(until)).toEqual([digest('k1')]);
  });

  it('leaves a quiet checklist out of the digest of others', async () => {
    const quiet = checklist('k1', { quietUntil: MONDAY + DAY });
    const { remindAt } = await desk(quiet, checklist('k2'));
    expect(await remindAt(MONDAY)).toEqual([digest('k2')]);
    expect(await remindAt(MONDAY + DAY)).toEqual([digest('k1', 'k2')]);
  });

  it('goes by UTC for an owner whose zone Slack does not tell', async () => {
    const { remindAt } = await desk(checklist('k1', { owner: 'UNOBODY' }));
    expect(await remindAt(at('2026-11-23T08:59:00Z'))).toEqual([]);
    expect(await remindAt(at('2026-11-23T09:00:00Z'))).toEqual([digest('k1')]);
  });
});

describe('a digest', () => {
  it('names every open checklist of its channel once: urgent ones first, then the oldest', async () => {
    const urgent = item('k3.1', { urgent: true });
    const closed = item('k4.1', { urgent: true, state: 'signed-off' });
    const { remindAt, digests } = await desk(
      checklist('k1', { openedAt: OPENED - HOUR }),
      checklist('k2', { openedAt: OPENED - DAY }),
      checklist('k3', { items: [urgent] }),
      checklist('k4', { items: [closed, item('k4.2')] }),
      checklist('k5', { openedAt: MONDAY - 1, owner: 'UTOKYO' }),
      checklist('k6', { task: dtsTask({ account: 'elsewhere' }) }),
    );
    const told = await remindAt(MONDAY);
    expect(told).toEqual([
      digest('k3', 'k2', 'k1', 'k4', 'k5'),
      { what: 'digest', id: 'COTHER', checklists: ['k6'] },
    ]);
    for (let minute = 1; minute < 8 * 60; minute += 7) await remindAt(MONDAY + minute * 60_000);
    expect(await digests()).toHaveLength(2);
  });

  it('stands in one commit with its audit line, and touches no checklist', async () => {
    const { store, hold, remindAt } = await desk();
    await hold(checklist('k1'), MONDAY - 1);
    await hold(checklist('k2'), MONDAY + HOUR);
    await remindAt(MONDAY - 1);
    const [leased] = await store.claimDue<Checklist>(CHECKLIST, 'a look', HOUR, 1);
    const commits: string[][] = [];
    store.beforeCommit = (writes, audit) =>
      void commits.push([...writes.map(({ kind }) => kind), ...audit.map(({ type }) => type)]);
    expect(await remindAt(MONDAY)).toEqual([digest('k1', 'k2')]);
    expect(commits).toEqual([[OUTBOX, DIGEST_SENT, 'checklist.reminded']]);
    expect(store.audit.at(-1)).toEqual({
      type: 'checklist.reminded',
      at: new Date(MONDAY).toISOString(),
      channel: 'CMAIN',
      checklists: ['k1', 'k2'],
      tasks: [
        'alibaba-dts/prod-cn/cn-hangzhou/task-k1/forward',
        'alibaba-dts/prod-cn/cn-hangzhou/task-k2/forward',
      ],
    });
    expect(store.dueAt(CHECKLIST, 'k2')).toBe(MONDAY + HOUR);
    expect((await store.read(CHECKLIST, 'k1'))?.version).toBe(leased?.version);
    expect(await store.claimDue(CHECKLIST, 'another look', HOUR, 10)).toEqual([]);
  });

  it('is written once, however many ask for it at the same time', async () => {
    const { ports, remindAt, digests } = await desk(checklist('k1'));
    await Promise.all([remindAt(MONDAY), remind(ports), remind(ports)]);
    expect(await digests()).toEqual([digest('k1')]);
  });

  it('comes again at the right time where nothing could be written', async () => {
    const { store, remindAt } = await desk(checklist('k1'));
    store.beforeCommit = () => {
      throw new Error('no space left');
    };
    await expect(remindAt(MONDAY)).rejects.toThrow('no space left');
    store.beforeCommit = () => undefined;
    expect(await remindAt(MONDAY + 1000)).toEqual([digest('k1')]);
  });

  it('is neither doubled nor kept back by a clock that is put right', async () => {
    const { store, remindAt } = await desk(checklist('k1'));
    await remindAt(MONDAY);
    expect(await remindAt(MONDAY - 5_000)).toEqual([]);
    await store.commit([
      { kind: DIGEST_SENT, id: 'CMAIN', expect: 1, value: { at: MONDAY + 900 * DAY, reminded: {} } },
    ]);
    expect(await remindAt(MONDAY + DAY)).toEqual([digest('k1')]);
  });

  it('forgets when it reminded of checklists that are no longer held', async () => {
    const { store, remindAt } = await desk(checklist('k1'), checklist('k2'));
    await remindAt(MONDAY);
    await store.commit([{ kind: CHECKLIST, id: 'k1', expect: 1, value: null }]);
    await remindAt(MONDAY + DAY);
    const row = await store.read<DigestSent>(DIGEST_SENT, 'CMAIN');
    expect(row?.value).toEqual({ at: MONDAY + DAY, reminded: { k2: MONDAY + DAY } });
  });
});

describe('a zone that Slack cannot be asked for', () => {
  it('stops nobody else’s reminder', async () => {
    const { silent, remindAt } = await desk(
      checklist('k1', { owner: 'UTOKYO', openedAt: OPENED - DAY }),
      checklist('k2'),
      checklist('k3', { owner: 'UTOKYO', task: dtsTask({ account: 'elsewhere' }) }),
    );
    silent.add('UTOKYO');
    expect(await remindAt(MONDAY)).toEqual([digest('k1', 'k2')]);
  });

  it('is asked for again, and its owner is then reminded in his own hours', async () => {
    const { silent, remindAt } = await desk(checklist('k1', { owner: 'UTOKYO' }));
    silent.add('UTOKYO');
    expect(await remindAt(at('2026-11-23T00:00:00Z'))).toEqual([]);
    silent.clear();
    expect(await remindAt(at('2026-11-23T00:01:00Z'))).toEqual([digest('k1')]);
  });

  it('is asked for once a round, and not while the channel is not to be told anything', async () => {
    const { asked, remindAt } = await desk(
      checklist('k1'),
      checklist('k2'),
      checklist('k3', { owner: 'UTOKYO' }),
    );
    await remindAt(MONDAY);
    expect(asked.toSorted()).toEqual(['UBERLIN', 'UTOKYO']);
    await remindAt(MONDAY + HOUR);
    expect(asked).toHaveLength(2);
  });
});

describe('owners of one channel in several zones', () => {
  /** For every owner, the times at which a digest with his list came in his working hours. */
  async function reachedIn(owners: readonly string[], days: number) {
    const lists = owners.map((owner, n) => checklist(`k${n}`, { owner, openedAt: OPENED + n }));
    const { remindAt } = await desk(...lists);
    const reached = new Map(owners.map((owner) => [owner, [] as number[]]));
    const told: number[] = [];
    for (let time = OPENED; time < OPENED + days * DAY; time += HOUR / 2) {
      if ((await remindAt(time)).length === 0) continue;
      told.push(time);
      for (const owner of owners)
        if (isWorkingTime(time, ZONES[owner] ?? null)) reached.get(owner)?.push(time);
    }
    return { reached, told };
  }

  it.each([
    [['UBERLIN', 'UTOKYO']],
    [['UTOKYO', 'UBERLIN']],
    [['UBERLIN', 'UNEWYORK', 'UTOKYO']],
    [['UAPIA', 'UBERLIN', 'UTOKYO', 'UNEWYORK']],
  ])('are all reached again and again in their own hours: %j', async (owners) => {
    const { reached, told } = await reachedIn(owners, 42);
    for (const [at, time] of told.entries()) {
      const next = told[at + 1];
      if (next !== undefined) expect(next - time).toBeGreaterThanOrEqual(20 * HOUR);
      expect(owners.some((owner) => isWorkingTime(time, ZONES[owner] ?? null))).toBe(true);
    }
    for (const [owner, times] of reached) {
      const moments = [OPENED, ...times];
      const waits = times.map((time, n) => (time - (moments[n] ?? 0)) / DAY);
      expect(times.length, owner).toBeGreaterThan(42 / (owners.length * 2));
      expect(Math.max(...waits), owner).toBeLessThanOrEqual(owners.length + 3);
    }
  });

  it('share one digest where they work at the same time', async () => {
    const { reached } = await reachedIn(['UAPIA', 'UTOKYO'], 14);
    const both = (reached.get('UAPIA') ?? []).filter((time) => reached.get('UTOKYO')?.includes(time));
    expect(both.length).toBeGreaterThan(2);
  });
});
