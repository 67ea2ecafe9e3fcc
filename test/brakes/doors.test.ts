import { describe, expect, it } from 'vitest';
import { hold } from '../judgement/obstacles.ts';
import { BOB } from '../lifecycle/world.ts';
import { DOORS, type Ready } from './doors.ts';

const doors = Object.entries(DOORS);
const OPEN = { zone: 'Europe/Berlin', because: 'quiet month', accounts: null } as const;

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
        const pace = { kind: 'dates', from: '2026-11-01T00:00', to: '2026-12-01T00:00' } as const;
        windows.push({ ...OPEN, pace, accounts: ['another'] });
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
