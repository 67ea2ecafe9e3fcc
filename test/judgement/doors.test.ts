import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../src/lifecycle/ports.ts';
import { DOORS } from '../brakes/doors.ts';
import { OBSTACLES } from './obstacles.ts';

/** What a line of the audit trail gives as the reason. */
function reasonsOf(line: AuditEvent): string {
  return [line['why'], line['because']].filter((text) => typeof text === 'string').join(' ');
}

describe.each(Object.entries(OBSTACLES))('%s', (_, { put, says }) => {
  it.each(Object.entries(DOORS))('stops %s, says why, and leaves a line', async (_name, door) => {
    const ready = await door.make();
    let before = 0;
    const said = await ready.go(async () => {
      await put(ready);
      before = ready.audit.length;
    });
    expect(ready.calls()).toBe(door.before ?? 0);
    expect(said).toMatch(says);
    expect(ready.audit.slice(before).map(reasonsOf)).toContainEqual(expect.stringMatching(says));
  });
});

describe('with nothing in the way', () => {
  it.each(Object.entries(DOORS))('%s sends what it is for', async (_name, door) => {
    const ready = await door.make();
    await ready.go(() => Promise.resolve());
    expect(ready.calls()).toBe(door.open);
  });
});
