import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FreezeWindow } from '../../src/brakes/window.ts';
import { wallAt } from '../../src/times/zone.ts';
import { BOB, HOUR } from '../lifecycle/world.ts';
import { DOORS, type Ready } from './doors.ts';

const OPEN: FreezeWindow = {
  pace: { kind: 'dates', from: '2026-11-01T00:00', to: '2026-12-01T00:00' },
  zone: 'Europe/Berlin',
  because: 'quiet month',
  accounts: null,
};

async function hold({ brakes, task, now }: Ready, hours: number | null) {
  const at = now() + (hours ?? 0) * HOUR;
  const until = hours === null ? null : { at, wall: wallAt(at, 'UTC'), zone: 'UTC' };
  const outcome = await brakes.hold({ actor: BOB, task, until, because: 'month end' });
  if (outcome.kind !== 'held') throw new Error(`not held but ${JSON.stringify(outcome)}`);
}

const BRAKES: Readonly<Record<string, { put: (ready: Ready) => Promise<void>; says: RegExp }>> = {
  'a hold until a time': {
    put: (ready) => hold(ready, 2),
    says: /is on hold until 2026-11-21 \d\d:\d\d UTC: "month end"\. Lift it with: unhold .*\. Held by UBOB\./,
  },
  'a hold without an end': {
    put: (ready) => hold(ready, null),
    says: /is on hold until somebody lifts it: "month end"\. .* Held by UBOB\./,
  },
  'the freeze': {
    async put({ brakes }) {
      await brakes.freeze({ actor: BOB, because: 'incident INC-9' });
    },
    says: /Everything is frozen since 2026-11-21 \d\d:\d\d UTC: "incident INC-9"\. Lift it with: unfreeze everything\. Frozen by UBOB\./,
  },
  'a freeze window': {
    async put({ windows }) {
      windows.push(OPEN);
    },
    says: /A freeze window is open until 2026-12-01 00:00 Europe\/Berlin: "quiet month"\./,
  },
  "a freeze window of the task's account": {
    async put({ windows, task }) {
      windows.push({ ...OPEN, accounts: ['another', task.account] });
    },
    says: /A freeze window for account (prod-cn|otc) is open until 2026-12-01 00:00 Europe\/Berlin/,
  },
};

const doors = Object.entries(DOORS);

describe.each(Object.entries(BRAKES))('%s', (_, { put, says }) => {
  it.each(doors)('stops %s, saying why', async (_name, door) => {
    const ready = await door.make();
    const said = await ready.go(() => put(ready));
    // A second try leaves the words of the cloud's own refusal.
    if (!/second try of/.test(_name)) expect(said).toMatch(says);
    expect(ready.calls()).toBe(door.before ?? 0);
  });
});

describe('without a brake', () => {
  const LETS: readonly (readonly [string, (ready: Ready) => Promise<void>])[] = [
    ['nothing is on', () => Promise.resolve()],
    [
      'a hold was lifted again',
      async (ready) => {
        await hold(ready, null);
        const [held] = (await ready.brakes.standing()).holds;
        await ready.brakes.unhold({ id: held?.id ?? '', actor: BOB });
      },
    ],
    [
      'the freeze was lifted again',
      async ({ brakes }) => {
        await brakes.freeze({ actor: BOB, because: 'incident' });
        await brakes.unfreeze({ actor: BOB });
      },
    ],
    [
      'another task is on hold',
      async (ready) => {
        const task = { ...ready.task, taskId: 'another-task', instanceId: 'another-instance', other: null };
        await hold({ ...ready, task }, null);
      },
    ],
    [
      'a window of another account is open',
      async ({ windows }) => {
        windows.push({ ...OPEN, accounts: ['another'] });
      },
    ],
    [
      'a window is past',
      async ({ windows }) => {
        windows.push({ ...OPEN, pace: { kind: 'dates', from: '2026-10-01T00:00', to: '2026-11-01T00:00' } });
      },
    ],
  ];

  it.each(LETS.flatMap(([when, put]) => doors.map(([name, door]) => [name, when, door, put] as const)))(
    '%s is open where %s',
    async (_name, _when, door, put) => {
      const ready = await door.make();
      const said = await ready.go(() => put(ready));
      expect(said).not.toMatch(/on hold|frozen|freeze window/);
      expect(ready.calls()).toBe(door.open);
    },
  );
});

describe('the calls that change a cloud', () => {
  it('are sent from three places and no fourth, and each of them asks the brakes', () => {
    const source = fileURLToPath(new URL('../../src/', import.meta.url));
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !/^(demo|providers)\//.test(name),
    );
    const senders = files.filter((name) =>
      /\b\w*[cC]loud\w*\??\.(send|change)\(/.test(readFileSync(`${source}${name}`, 'utf8')),
    );
    expect(senders.sort()).toEqual([
      'cleanup/removing/send-step.ts',
      'cleanup/undoing/undo.ts',
      'lifecycle/carry-out.ts',
    ]);
    for (const name of senders) expect(readFileSync(`${source}${name}`, 'utf8')).toMatch(/brakes\.against\(/);
  });
});
