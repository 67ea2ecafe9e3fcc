import { describe, expect, it } from 'vitest';
import { withActorNames } from '../../src/audit/name-actors.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';
import { event } from '../store/folders.ts';

async function lineWith(
  nameOf: (id: string) => Promise<string | null>,
  more: Record<string, unknown> = { actor: 'UALICE' },
) {
  const store = new MemoryStore(() => 0);
  const named = withActorNames(store, nameOf, 20);
  expect(await named.commit([{ kind: 'k', id: '1', expect: 0, value: {} }], [event(more)])).toBe(true);
  expect(await store.read('k', '1')).not.toBeNull();
  return store.audit[0];
}

describe('withActorNames', () => {
  it('puts the name that Slack shows beside the id of whoever acts', async () => {
    const line = await lineWith(async (id) => `name of ${id}`);
    expect(line).toMatchObject({ actor: 'UALICE', actorName: 'name of UALICE', type: 'ending.checking' });
  });

  it.each<[string, () => Promise<string | null>]>([
    ['is not known', async () => null],
    ['cannot be read', () => Promise.reject(new Error('users.info'))],
    ['does not come in time', () => new Promise(() => undefined)],
    [
      'breaks before it is asked',
      () => {
        throw new Error('no client');
      },
    ],
  ])('writes null, and the commit goes through, where the name %s', async (_, nameOf) => {
    expect(await lineWith(nameOf)).toMatchObject({ actor: 'UALICE', actorName: null });
  });

  it('asks nobody for a line without a person', async () => {
    const line = await lineWith(() => Promise.reject(new Error('asked')), {});
    expect(line).not.toHaveProperty('actorName');
    expect(await lineWith(() => Promise.reject(new Error('asked')), { actor: null })).not.toHaveProperty(
      'actorName',
    );
  });

  it('asks once for everybody in a commit, and cuts a name that is too long', async () => {
    const store = new MemoryStore(() => 0);
    const asked: string[] = [];
    const named = withActorNames(store, async (id) => {
      asked.push(id);
      return '🙂'.repeat(5000);
    });
    await named.commit([], [event({ actor: 'UA' }), event({ actor: 'UA' }), event({ actor: 'UB' })]);
    expect(asked).toEqual(['UA', 'UB']);
    expect(store.audit.map((line) => line['actorName'])).toEqual(Array(3).fill('🙂'.repeat(200)));
  });

  it('says that somebody was faster, as the store does', async () => {
    const named = withActorNames(new MemoryStore(() => 0), async () => 'A');
    const write = { kind: 'k', id: '1', expect: 7, value: {} };
    expect(await named.commit([write], [event({ actor: 'UA' })])).toBe(false);
  });
});
