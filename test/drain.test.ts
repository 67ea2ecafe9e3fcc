import { describe, expect, it } from 'vitest';
import { createDeeds } from '../src/deeds.ts';
import { type DrainPorts, drain } from '../src/drain.ts';
import { createRunning } from '../src/slack/room.ts';
import { QUIET } from './slack/fakes.ts';

const BROKEN = new Error('broken');

/** A stop of a bot with one call under way, whose answer comes when `answer` is called. */
function stopping(broken: Partial<DrainPorts> = {}) {
  const did: string[] = [];
  const deeds = createDeeds();
  let answer = (): void => undefined;
  void deeds.run(async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    did.push('the answer is on record');
  });
  const loop = (name: string) => ({ stop: async () => void did.push(name) });
  const drained = drain({
    app: { close: async () => void did.push('the door is closed'), idle: async () => undefined },
    running: createRunning(),
    loops: { work: loop('the work has ended'), telling: loop('the telling has ended') },
    deeds,
    letters: { close: () => void did.push('no letter goes out') },
    store: { list: async () => [] },
    log: { ...QUIET, error: (event) => void did.push(event) },
    patienceMs: 10_000,
    hurried: new Promise(() => undefined),
    ...broken,
  });
  return { did, deeds, drained, answer: () => answer() };
}

describe('a stop', () => {
  it.each<[string, Partial<DrainPorts>]>([
    ['leaving Slack', { app: { close: () => Promise.reject(BROKEN), idle: async () => undefined } }],
    [
      'ending the loops',
      { loops: { work: { stop: () => Promise.reject(BROKEN) }, telling: { stop: async () => undefined } } },
    ],
    ['waiting for clicks', { app: { close: async () => undefined, idle: () => Promise.reject(BROKEN) } }],
    ['looking for messages that wait', { store: { list: () => Promise.reject(BROKEN) } }],
  ])('in which %s fails still waits for the call under way, and closes everything', async (_, broken) => {
    const { did, deeds, drained, answer } = stopping(broken);
    setTimeout(answer, 50);
    await drained;
    expect(did).toContain('the answer is on record');
    expect(did).toContain('no letter goes out');
    expect(did).toContain('a step of the stop failed');
    expect(await deeds.run(async () => 'begun')).toBeNull();
  });
});
