import { describe, expect, it } from 'vitest';
import { createConnection } from '../../src/slack/connection.ts';

function setUp(mostSilentMs: number | null) {
  let clock = 0;
  const connection = createConnection(mostSilentMs, () => clock);
  const pass = (milliseconds: number) => {
    clock += milliseconds;
  };
  return { connection, pass };
}

describe('a socket', () => {
  it('is up from its greeting, for as long as something is heard', () => {
    const { connection, pass } = setUp(15_000);
    expect(connection.isUp()).toBe(false);
    expect(connection.silentMs()).toBeNull();
    connection.up();
    pass(15_000);
    expect(connection.isUp()).toBe(true);
    pass(1);
    expect(connection.isUp()).toBe(false);
    connection.heard();
    expect(connection.isUp()).toBe(true);
    expect(connection.silentMs()).toBe(0);
  });

  it('is not up after it was lost, whatever was heard', () => {
    const { connection } = setUp(15_000);
    connection.up();
    connection.down();
    connection.heard();
    expect(connection.isUp()).toBe(false);
  });
});

it('a server that waits to be asked is up however long nobody asks', () => {
  const { connection, pass } = setUp(null);
  connection.up();
  expect(connection.silentMs()).toBeNull();
  pass(1_000_000);
  expect(connection.isUp()).toBe(true);
});
