import { describe, expect, it } from 'vitest';
import { withEventsLogged } from '../../src/log/logged-store.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';
import { keptLog } from './lines.ts';

const at = '2026-11-21T08:00:00.000Z';

describe('a store whose events are logged', () => {
  it('says who did what to which task, and neither why nor under which name', async () => {
    const { log, lines } = keptLog();
    const store = withEventsLogged(new MemoryStore(() => 0), log);
    const event = { ending: 'e1', action: 'terminate', task: 'drs/otc/eu-de/x/forward', actor: 'U0ALICE' };
    await store.commit(
      [],
      [
        {
          type: 'ending.confirmed',
          at,
          ...event,
          actorName: 'Alice',
          reason: 'INC-1',
          outcome: { kind: 'x' },
        },
      ],
    );
    expect(lines()).toEqual([
      { level: 'info', time: expect.any(String), event: 'ending.confirmed', ...event },
    ]);
  });

  it('warns of what the cloud refused, and of what nobody knows', async () => {
    const { log, lines } = keptLog();
    const store = withEventsLogged(new MemoryStore(() => 0), log);
    for (const type of ['ending.failed', 'ending.outcome-unknown', 'ending.needs-human', 'ending.ended'])
      await store.commit([], [{ type, at }]);
    expect(lines().map(({ level }) => level)).toEqual(['warn', 'warn', 'warn', 'info']);
  });

  it('says nothing where somebody was faster, or where nothing could be written', async () => {
    const { log, lines } = keptLog();
    const memory = new MemoryStore(() => 0);
    const store = withEventsLogged(memory, log);
    const late = [{ kind: 'ending', id: 'e1', expect: 7, value: {} }];
    expect(await store.commit(late, [{ type: 'ending.ended', at }])).toBe(false);
    memory.beforeCommit = () => {
      throw new Error('the disk is full');
    };
    await expect(store.commit([], [{ type: 'ending.ended', at }])).rejects.toThrow('full');
    expect(lines()).toEqual([]);
  });
});
