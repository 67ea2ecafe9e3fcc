import { describe, expect, it } from 'vitest';
import { messageProblems, viewProblems } from '../../../../src/demo/slack/blocks/validate.ts';

const text = (length: number) => 'x'.repeat(length);
/** An address of this length. */
const url = (length: number) => `https://${text(length - 'https://'.length)}`;
const plain = (length: number) => ({ type: 'plain_text', text: text(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: text(length) });
const many = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => one(index));
const button = (more: object = {}) => ({ type: 'button', text: plain(1), ...more });
const option = (more: object = {}) => ({ text: plain(1), value: 'v', ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (more: object) => ({ type: 'section', ...more });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain(1), element, ...more });
const typed = (more: object = {}) => ({ type: 'plain_text_input', ...more });
const modal = (more: object) => ({ type: 'modal', title: plain(1), blocks: [], ...more });
const confirm = (more: object) =>
  actions(
    button({ confirm: { title: plain(1), text: plain(1), confirm: plain(1), deny: plain(1), ...more } }),
  );
const richText = (elements: object[]) => ({ type: 'rich_text', elements });
const select = (more: object) => section({ text: plain(1), accessory: { type: 'static_select', ...more } });

type Build = (size: number) => object | object[];

/** Slack: "Block Kit reference", the limits of blocks, elements and composition objects. */
const MESSAGE_LIMITS: [string, number, number, Build][] = [
  ['blocks of a message', 0, 50, (n) => many(n, () => ({ type: 'divider' }))],
  ['text of a section', 1, 3000, (n) => section({ text: mrkdwn(n) })],
  ['fields of a section', 1, 10, (n) => section({ fields: many(n, () => mrkdwn(1)) })],
  ['text of a field', 1, 2000, (n) => section({ fields: [mrkdwn(n)] })],
  ['block_id', 1, 255, (n) => ({ type: 'divider', block_id: text(n) })],
  ['elements of actions', 1, 25, (n) => actions(...many(n, () => button()))],
  ['elements of a context', 1, 10, (n) => ({ type: 'context', elements: many(n, () => mrkdwn(1)) })],
  ['text of a header', 1, 150, (n) => ({ type: 'header', text: plain(n) })],
  ['alt text of an image', 1, 2000, (n) => ({ type: 'image', image_url: 'https://x', alt_text: text(n) })],
  [
    'title of an image',
    1,
    2000,
    (n) => ({ type: 'image', image_url: 'https://x', alt_text: 'x', title: plain(n) }),
  ],
  ['url of an image', 9, 3000, (n) => ({ type: 'image', image_url: url(n), alt_text: 'x' })],
  ['text of a button', 1, 75, (n) => actions(button({ text: plain(n) }))],
  ['value of a button', 1, 2000, (n) => actions(button({ value: text(n) }))],
  ['url of a button', 9, 3000, (n) => actions(button({ url: url(n) }))],
  ['accessibility_label of a button', 1, 75, (n) => actions(button({ accessibility_label: text(n) }))],
  ['action_id', 1, 255, (n) => actions(button({ action_id: text(n) }))],
  ['title of a confirm dialog', 1, 100, (n) => confirm({ title: plain(n) })],
  ['text of a confirm dialog', 1, 300, (n) => confirm({ text: plain(n) })],
  ['yes of a confirm dialog', 1, 30, (n) => confirm({ confirm: plain(n) })],
  ['no of a confirm dialog', 1, 30, (n) => confirm({ deny: plain(n) })],
  ['options of an overflow', 1, 5, (n) => actions({ type: 'overflow', options: many(n, () => option()) })],
  ['options of checkboxes', 1, 10, (n) => actions({ type: 'checkboxes', options: many(n, () => option()) })],
  [
    'options of radio buttons',
    1,
    10,
    (n) => actions({ type: 'radio_buttons', options: many(n, () => option()) }),
  ],
  ['options of a select', 1, 100, (n) => select({ options: many(n, () => option()) })],
  [
    'groups of a select',
    1,
    100,
    (n) => select({ option_groups: many(n, () => ({ label: plain(1), options: [option()] })) }),
  ],
  ['label of a group', 1, 75, (n) => select({ option_groups: [{ label: plain(n), options: [option()] }] })],
  ['text of an option', 1, 75, (n) => select({ options: [option({ text: plain(n) })] })],
  ['description of an option', 1, 75, (n) => select({ options: [option({ description: plain(n) })] })],
  ['value of an option', 1, 150, (n) => select({ options: [option({ value: text(n) })] })],
  ['placeholder', 1, 150, (n) => select({ options: [option()], placeholder: plain(n) })],
  ['label of an input', 1, 2000, (n) => input(typed(), { label: plain(n) })],
  ['hint of an input', 1, 2000, (n) => input(typed(), { hint: plain(n) })],
  ['max_length of a text input', 1, 3000, (n) => input(typed({ max_length: n }))],
  [
    'indent of a list',
    0,
    8,
    (n) =>
      richText([
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: n,
          elements: [{ type: 'rich_text_section', elements: [] }],
        },
      ]),
  ],
];

const VIEW_LIMITS: [string, number, number, (size: number) => object][] = [
  ['blocks of a modal', 0, 100, (n) => modal({ blocks: many(n, () => ({ type: 'divider' })) })],
  ['title', 1, 24, (n) => modal({ title: plain(n) })],
  ['submit', 1, 24, (n) => modal({ submit: plain(n) })],
  ['close', 1, 24, (n) => modal({ close: plain(n) })],
  ['private_metadata', 0, 3000, (n) => modal({ private_metadata: text(n) })],
  ['callback_id', 0, 255, (n) => modal({ callback_id: text(n) })],
  ['text of an alert', 1, 200, (n) => modal({ blocks: [{ type: 'alert', text: plain(n) }] })],
];

describe.each(MESSAGE_LIMITS)('%s', (_name, min, max, build) => {
  const problems = (size: number) => messageProblems([build(size)].flat());

  it(`takes ${min} and ${max}`, () => {
    expect(problems(min)).toEqual([]);
    expect(problems(max)).toEqual([]);
  });

  it.each([max + 1, ...(min > 0 ? [min - 1] : [])])('refuses %i', (size) => {
    expect(problems(size)).not.toEqual([]);
  });
});

describe.each(VIEW_LIMITS)('%s of a view', (_name, min, max, build) => {
  it(`takes ${min} and ${max}, not one more or less`, () => {
    const sound = (size: number) => viewProblems(build(size), 'modal').length === 0;
    expect([sound(min), sound(max), sound(max + 1), min > 0 && sound(min - 1)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

const WRONG: [string, string, object[]][] = [
  ['an unknown block', '/blocks/0/type', [{ type: 'sectoin', text: plain(1) }]],
  ['a block without a type', '/blocks/0', [{ text: plain(1) }]],
  ['a section without text and fields', '/blocks/0', [{ type: 'section' }]],
  ['a block of a newer Slack', '/blocks/0/type', [{ type: 'carousel', elements: [] }]],
  ['an alert in a message', '/blocks/0/type', [{ type: 'alert', text: plain(1) }]],
  ['an unknown field', '/blocks/0', [{ type: 'divider', colour: 'red' }]],
  ['a header in mrkdwn', '/blocks/0/text/type', [{ type: 'header', text: mrkdwn(1) }]],
  ['a button in mrkdwn', '/blocks/0/elements/0/text/type', [actions(button({ text: mrkdwn(1) }))]],
  ['emoji in mrkdwn', '/blocks/0/text', [section({ text: { ...mrkdwn(1), emoji: true } })]],
  ['an unknown style', '/blocks/0/elements/0/style', [actions(button({ style: 'warning' }))]],
  ['a button in an input', '/blocks/0/element/type', [input(button())]],
  ['a text input among actions', '/blocks/0/elements/0/type', [actions(typed())]],
  ['an input without a label', '/blocks/0', [{ type: 'input', element: typed() }]],
  [
    'a number input in a message',
    '/blocks/0/element/type',
    [input({ type: 'number_input', is_decimal_allowed: false })],
  ],
  ['a select without options', '/blocks/0/accessory', [select({})]],
  [
    'an initial option that is none',
    '/blocks/0/accessory/initial_option',
    [select({ options: [option()], initial_option: option({ value: 'w' }) })],
  ],
  [
    'min_length above max_length',
    '/blocks/0/element/min_length',
    [input(typed({ min_length: 5, max_length: 4 }))],
  ],
  [
    'an impossible date',
    '/blocks/0/elements/0/initial_date',
    [actions({ type: 'datepicker', initial_date: '1 May' })],
  ],
  ['a repeated block_id', '/blocks/1/block_id', many(2, () => ({ type: 'divider', block_id: 'b' }))],
  ['a repeated action_id', '/blocks/0', [actions(...many(2, () => button({ action_id: 'a' })))]],
  ['empty text', '/blocks/0/text/text', [section({ text: plain(0) })]],
  ['mrkdwn inside rich text', '/blocks/0/elements/0/type', [richText([mrkdwn(1)])]],
];

describe('the validator', () => {
  it.each(WRONG)('refuses %s and points at it', (_name, pointer, blocks) => {
    expect(messageProblems(blocks).map((one) => one.pointer)).toContain(pointer);
  });

  it('refuses blocks that are no list', () => {
    expect(messageProblems('[]')).toEqual([{ pointer: '/blocks', message: 'must be an array' }]);
  });

  it('lets the same action_id stand in two blocks', () => {
    const row = () => actions(button({ action_id: 'cleanup.remove' }));
    expect(messageProblems([row(), row()])).toEqual([]);
  });

  it('wants a submit text for a modal with an input, and a title for each', () => {
    expect(viewProblems(modal({ blocks: [input(typed())] }), 'modal')).toEqual([
      { pointer: '/view', message: 'missing required field: submit' },
    ]);
    expect(viewProblems({ type: 'modal', blocks: [] }, 'modal')).toEqual([
      { pointer: '/view', message: 'missing required field: title' },
    ]);
  });

  it('lets one element of a view take the focus', () => {
    const focused = () => input(typed({ focus_on_load: true }));
    const problems = (blocks: object[]) => viewProblems(modal({ submit: plain(1), blocks }), 'modal');
    expect(problems([focused(), input(typed())])).toEqual([]);
    expect(problems([focused(), focused()]).map(({ pointer }) => pointer)).toEqual(['/view/blocks']);
  });

  it('lets only the menus of a modal ask for a response_url', () => {
    const menu = { type: 'conversations_select', response_url_enabled: true };
    expect(viewProblems(modal({ submit: plain(1), blocks: [input(menu)] }), 'modal')).toEqual([]);
    expect(messageProblems([actions(menu)]).map(({ pointer }) => pointer)).toEqual([
      '/blocks/0/elements/0/response_url_enabled',
    ]);
  });

  it('keeps typed numbers, addresses and moments to the surfaces that show them', () => {
    const home = (element: object) =>
      viewProblems({ type: 'home', blocks: [input(element)] }, 'home').map(({ pointer }) => pointer);
    expect(home({ type: 'datetimepicker' })).toEqual(['/view/blocks/0/element/type']);
    expect(home({ type: 'email_text_input' })).toEqual(['/view/blocks/0/element/type']);
    expect(home({ type: 'external_select', min_query_length: 0 })).toEqual([]);
    expect(messageProblems([input({ type: 'url_text_input' })])).not.toEqual([]);
    expect(messageProblems([input({ type: 'datetimepicker' })])).toEqual([]);
  });

  it('takes an alert in a modal', () => {
    expect(
      viewProblems(modal({ blocks: [{ type: 'alert', level: 'warning', text: mrkdwn(200) }] }), 'modal'),
    ).toEqual([]);
  });
});
