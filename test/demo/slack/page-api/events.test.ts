import { describe, expect, it } from 'vitest';
import type { Backstage } from '../../../../src/demo/slack/page-api/backstage.ts';
import { CHANNELS, PEOPLE } from '../../../../src/demo/slack/seed.ts';
import { client, workspace } from '../bench.ts';
import { act, ask, listen } from './page-bench.ts';

const { cutover } = CHANNELS;
const { alice } = PEOPLE;

/** Something behind the workspace that counts how often it was told to do something. */
function stage(): Backstage & { listeners: Set<() => void> } {
  const listeners = new Set<() => void>();
  let deeds = 0;
  return {
    listeners,
    show: () => ({ deeds }),
    async act(body) {
      if (body === null || typeof body !== 'object') throw new Error('Say what to do.');
      deeds += 1;
      for (const listener of listeners) listener();
      return { done: true };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const event = (name: string) => `event: ${name}\ndata:\n\n`;

describe('the events of the page', () => {
  it('begin with one of each kind, and name what changed', async () => {
    const slack = await workspace({ backstage: stage() });
    const { next } = await listen(slack);
    expect(await next()).toBe(`retry: 1000\n\n${event('workspace')}${event('backstage')}`);
    await slack.type(alice, cutover, 'hello');
    expect(await next()).toBe(event('workspace'));
    await act(slack, 'backstage', { deed: 'x' });
    expect(await next()).toBe(event('backstage'));
  });

  it('come fewer than the changes of a burst, and after the last of them', async () => {
    const slack = await workspace();
    const { next } = await listen(slack);
    await next();
    for (let index = 0; index < 200; index += 1) {
      void client(slack).chat.postMessage({ channel: cutover, text: `${index}` });
    }
    let events = 0;
    while (slack.messages(cutover).length < 200) {
      const text = await next();
      expect(text.replaceAll(event('workspace'), '')).toBe('');
      events += text.length / event('workspace').length;
    }
    expect(events).toBeLessThan(200);
    await slack.type(alice, cutover, 'one more');
    expect(await next()).toContain(event('workspace'));
  });

  it('stop with the reader, and hold nothing back from the others', async () => {
    const backstage = stage();
    const slack = await workspace({ backstage });
    const { next } = await listen(slack);
    await next();
    expect(await ask(slack, '/page/events', {})).toBe(200);
    await expect.poll(() => backstage.listeners.size).toBe(1);
    await slack.type(alice, cutover, 'hello');
    expect(await next()).toBe(event('workspace'));
  });
});

describe('what stands behind the workspace', () => {
  it('is shown and told what to do, and its refusals are sentences', async () => {
    const slack = await workspace({ backstage: stage() });
    const show = async () => (await fetch(`${slack.url}page/backstage`)).json();
    expect(await show()).toEqual({ deeds: 0 });
    expect(await act(slack, 'backstage', { deed: 'x' })).toEqual([200, { done: true }]);
    expect(await show()).toEqual({ deeds: 1 });
    const json = { 'content-type': 'application/json' };
    expect(await ask(slack, '/page/backstage', json, 'POST', 'null')).toBe(400);
    expect(await ask(slack, '/page/backstage', json, 'POST', '{')).toBe(400);
    expect(await ask(slack, '/page/backstage', { 'content-type': 'text/plain' }, 'POST', '{}')).toBe(415);
    expect(await show()).toEqual({ deeds: 1 });
  });

  it('is not there in a workspace of its own', async () => {
    const slack = await workspace();
    expect(await ask(slack, '/page/backstage', {})).toBe(404);
    expect((await act(slack, 'backstage', { deed: 'x' }))[0]).toBe(404);
  });
});
