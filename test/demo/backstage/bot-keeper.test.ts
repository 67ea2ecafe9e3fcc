import { describe, expect, test } from 'vitest';
import { keep, WELL } from './keeper.ts';

const STUBBORN = WELL.replace('process.exit(0)', `console.log('deaf')`);

describe('a bot that is started', () => {
  test('runs when it is connected, and says since when', async () => {
    const { keeper } = keep(WELL);
    expect(keeper.shown()).toMatchObject({ state: 'stopped', starts: 0, lines: [] });
    const before = Date.now();
    await keeper.start();
    expect(keeper.shown()).toMatchObject({ state: 'running', starts: 1, diesAtNextChange: false });
    expect(keeper.shown().since).toBeGreaterThanOrEqual(before);
    expect(keeper.shown().lines).toEqual(['-- started', 'connected']);
  });

  test('is not started twice, however many ask at once', async () => {
    const { keeper } = keep(WELL);
    const outcomes = await Promise.allSettled([keeper.start(), keeper.start(), keeper.start()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: new Error('The bot is running already.'),
    });
    expect(keeper.shown().starts).toBe(1);
  });

  test('that ends before it is connected is a clear failure, and has crashed', async () => {
    const { keeper } = keep(`console.error('no way'); process.exit(3)`);
    await expect(keeper.start()).rejects.toThrow(
      'The bot ended with exit code 3 before it was connected to Slack.',
    );
    expect(keeper.shown()).toMatchObject({ state: 'crashed' });
    expect(keeper.shown().lines).toEqual([
      '-- started',
      'no way',
      '-- The bot ended by itself with exit code 3.',
    ]);
  });

  test('that cannot be started at all is a clear failure', async () => {
    const { keeper } = keep('', { command: ['/nowhere/bot'] });
    await expect(keeper.start()).rejects.toThrow(/because it could not be started \(.*ENOENT/);
    expect(keeper.shown().state).toBe('crashed');
  });

  test('that does not connect in time goes on starting, and runs when it does connect', async () => {
    const slow = `setTimeout(() => console.log('connected'), 400); setInterval(() => {}, 1e6)`;
    const { keeper, state } = keep(slow, { readyWithinMs: 20 });
    await expect(keeper.start()).rejects.toThrow('is not connected to Slack after 0.02 s');
    expect(keeper.shown().state).toBe('starting');
    await state('running');
  });
});

describe('a bot that is ended', () => {
  test('stops at SIGTERM', async () => {
    const { keeper } = keep(WELL);
    await keeper.start();
    await keeper.stop();
    expect(keeper.shown().state).toBe('stopped');
    expect(keeper.shown().lines.at(-1)).toBe('-- stopped with exit code 0');
    await expect(keeper.stop()).rejects.toThrow('The bot is not running.');
    await expect(keeper.kill()).rejects.toThrow('The bot is not running.');
  });

  test('is killed where it does not stop in time', async () => {
    const { keeper } = keep(STUBBORN, { patienceMs: 50 });
    await keeper.start();
    await keeper.stop();
    expect(keeper.shown().state).toBe('stopped');
    expect(keeper.shown().lines.at(-1)).toBe('-- stopped by SIGKILL');
  });

  test('is killed at once, even while somebody waits for it to stop', async () => {
    const { keeper, state } = keep(STUBBORN, { patienceMs: 60_000 });
    await keeper.start();
    const stopping = keeper.stop();
    await state('stopping');
    await keeper.kill();
    await stopping;
    expect(keeper.shown().state).toBe('killed');
  });

  test('that ends by itself has crashed, and is seen to have', async () => {
    const { keeper, state, terminal } = keep(
      `console.log('connected'); setTimeout(() => { throw new Error('oh hush') }, 100)`,
    );
    await keeper.start();
    await state('crashed');
    expect(keeper.shown().lines.at(-1)).toContain('-- The bot ended by itself with exit code 1.');
    expect(terminal.join('\n')).toContain('oh [secret]');
    expect(terminal.at(-1)).toContain('The bot ended by itself with exit code 1.');
  });

  test('that ends by itself without a fault has stopped, and the terminal hears nothing of it', async () => {
    const { keeper, state, terminal } = keep(
      `console.log('connected'); setTimeout(() => process.exit(0), 100)`,
    );
    await keeper.start();
    await state('stopped');
    expect(keeper.shown().lines.at(-1)).toBe('-- it ended by itself with exit code 0');
    expect(terminal).toEqual(['connected']);
  });

  test('is started again after a kill and after a crash', async () => {
    const { keeper } = keep(WELL);
    await keeper.start();
    await keeper.kill();
    await keeper.start();
    expect(keeper.shown()).toMatchObject({ state: 'running', starts: 2 });
  });
});

describe('one bot at a time', () => {
  test('restarts that come at once wait for each other, and the last one stands', async () => {
    const { keeper } = keep(WELL);
    const outcomes = await Promise.allSettled([keeper.restart(), keeper.restart(), keeper.restart()]);
    expect(outcomes.at(-1)).toMatchObject({ status: 'fulfilled' });
    const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect(reasons.every((reason) => reason.includes('was ended again before it was connected'))).toBe(true);
    const { starts, state, lines } = keeper.shown();
    expect({ starts, state }).toEqual({ starts: 3, state: 'running' });
    const events = lines.filter((line) => line.startsWith('-- ')).map((line) => line.split(' ')[1]);
    expect(events).toEqual(['started', 'stopped', 'started', 'stopped', 'started']);
  });

  test('a renewal does its work while there is none', async () => {
    const { keeper } = keep(WELL);
    await keeper.start();
    keeper.dieAtNextChange(true);
    let during = '';
    await keeper.renew(async () => {
      during = keeper.shown().state;
    });
    expect(during).toBe('killed');
    expect(keeper.shown()).toMatchObject({ state: 'running', diesAtNextChange: false });
  });

  test('its starts count from the renewal on', async () => {
    const { keeper } = keep(WELL);
    await keeper.start();
    await keeper.renew(async () => undefined);
    expect(keeper.shown().starts).toBe(1);
    expect(keeper.shown().lines).not.toContain('-- started again');
    await keeper.restart();
    expect(keeper.shown().starts).toBe(2);
    expect(keeper.shown().lines).toContain('-- started again');
  });

  test('a renewal whose work fails leaves no bot, and the next one works', async () => {
    const { keeper } = keep(WELL);
    await keeper.start();
    await expect(keeper.renew(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(keeper.shown().state).toBe('killed');
    await keeper.renew(async () => undefined);
    expect(keeper.shown().state).toBe('running');
  });

  test('after the close there is none, and none is started', async () => {
    const { keeper } = keep(WELL);
    await keeper.start();
    await keeper.close();
    expect(keeper.shown().state).toBe('stopped');
    await expect(keeper.start()).rejects.toThrow('The demo is over.');
    await expect(keeper.restart()).rejects.toThrow('The demo is over.');
    expect(keeper.shown().state).toBe('stopped');
  });

  test('another app that is connected to the workspace is not taken for the bot', async () => {
    const { keeper } = keep(WELL, { connections: () => 1, closedWithinMs: 50 });
    await expect(keeper.start()).rejects.toThrow('Another app is still connected to this workspace.');
    expect(keeper.shown()).toMatchObject({ state: 'stopped', starts: 0 });
  });
});

describe('a bot that is to die at its next change', () => {
  test('hears the answers of its changes until that is asked for', async () => {
    const { keeper } = keep(WELL);
    await keeper.start();
    expect(keeper.afterChange()).toBe('answer');
    expect(keeper.shown().state).toBe('running');
  });

  test('is killed before it hears the answer, once', async () => {
    const { keeper, state } = keep(WELL);
    await keeper.start();
    keeper.dieAtNextChange(true);
    expect(keeper.shown().diesAtNextChange).toBe(true);
    expect(keeper.afterChange()).toBe('cut');
    expect(keeper.afterChange()).toBe('answer');
    await state('killed');
    expect(keeper.shown().diesAtNextChange).toBe(false);
  });

  test('stays armed while no bot runs', async () => {
    const { keeper } = keep(WELL);
    keeper.dieAtNextChange(true);
    expect(keeper.afterChange()).toBe('answer');
    expect(keeper.shown().diesAtNextChange).toBe(true);
  });
});
