import { describe, expect, it } from 'vitest';
import { messageProblems, viewProblems } from '../../../../src/demo/slack/blocks/validate.ts';
import { CHANNELS } from '../../../../src/demo/slack/seed.ts';
import { call, workspace } from '../bench.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const actions = (element: object) => [{ type: 'actions', elements: [element] }];
const pointers = (blocks: object[]) => messageProblems(blocks).map(({ pointer }) => pointer);

/** Names that every object of JavaScript answers to, whether it has such a field or not. */
const INHERITED = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', '__defineGetter__'];

describe('a field that is named as every object has one', () => {
  it.each(INHERITED)('%s is as unknown as any other', (name) => {
    const block = JSON.parse(`{"type":"divider","${name}":{}}`) as object;
    const unknown = { pointer: '/blocks/0', message: `invalid additional property: ${name}` };
    expect(messageProblems([block])).toEqual([unknown]);
    const view = JSON.parse(
      `{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[],"${name}":1}`,
    );
    expect(viewProblems(view, 'modal')).toEqual([{ ...unknown, pointer: '/view' }]);
  });

  it.each(INHERITED)('%s is a refusal of the Web API, not a failure', async (name) => {
    const slack = await workspace();
    const body = JSON.parse(`{"channel":"${CHANNELS.cutover}","blocks":[{"type":"divider","${name}":{}}]}`);
    expect(await call(slack, 'chat.postMessage', body)).toMatchObject({
      status: 200,
      body: { ok: false, error: 'invalid_blocks' },
    });
    expect(slack.problems).toEqual([]);
  });
});

describe('an initial option', () => {
  const options = [{ text: plain('A'), value: 'a' }];
  const select = (more: object) => actions({ type: 'static_select', options, ...more });

  it('is one of the options in whatever order its fields come', () => {
    expect(pointers(select({ initial_option: { value: 'a', text: plain('A') } }))).toEqual([]);
    expect(pointers(select({ initial_option: { value: 'a', text: plain('B') } }))).toHaveLength(1);
  });
});

describe('a date', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31'])('%s is none', (date) => {
    expect(pointers(actions({ type: 'datepicker', initial_date: date }))).toHaveLength(1);
  });

  it.each(['2026-02-28', '2028-02-29', '2026-12-31'])('%s is one', (date) => {
    expect(pointers(actions({ type: 'datepicker', initial_date: date }))).toEqual([]);
  });
});

describe('an address', () => {
  const button = (url: string) => actions({ type: 'button', text: plain('Go'), url });
  const image = (url: string) => [{ type: 'image', image_url: url, alt_text: 'x' }];

  it.each(['here', '/console', 'www.example.com', 'http://', 'javascript:alert(1)'])('%s is none', (url) => {
    for (const blocks of [button(url), image(url)])
      expect([url, pointers(blocks)]).toEqual([url, [expect.any(String)]]);
  });

  it('is complete, and that of a picture leads to the web', () => {
    for (const url of ['https://example.com/a?b=c#d', 'http://127.0.0.1:8080/'])
      for (const blocks of [button(url), image(url)]) expect(pointers(blocks)).toEqual([]);
    for (const url of ['mailto:dba@example.com', 'slack://channel?team=T1&id=C1', 'tel:+3112']) {
      expect(pointers(button(url))).toEqual([]);
      expect(pointers(image(url))).toHaveLength(1);
    }
  });
});
