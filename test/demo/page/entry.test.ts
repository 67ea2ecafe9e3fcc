import { describe, expect, test } from 'vitest';
import type { Element } from '../../../src/demo/page/blocks/block-kit.ts';
import {
  entryAtFirst,
  isUnfilled,
  listOf,
  localTimeOf,
  oneOf,
  secondsOf,
} from '../../../src/demo/page/blocks/entry.ts';

function element(fields: Record<string, unknown>): Element {
  return { type: 'any', action_id: 'a', ...fields } as Element;
}

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });

describe('what an element holds at first', () => {
  test.each([
    [{ initial_value: 'text' }, 'text'],
    [{ initial_date: '2026-11-21' }, '2026-11-21'],
    [{ initial_time: '02:30' }, '02:30'],
    [{ initial_date_time: 1_795_270_400 }, '1795270400'],
    [{ initial_option: option('o1') }, 'o1'],
    [{ initial_options: [option('o1'), option('o2')] }, ['o1', 'o2']],
    [{ initial_user: 'U0BOB' }, 'U0BOB'],
    [{ initial_users: ['U0BOB', 'U0ALICE'] }, ['U0BOB', 'U0ALICE']],
    [{}, null],
  ])('%j holds %j', (fields, expected) => {
    expect(entryAtFirst(element(fields), undefined)).toEqual(expected);
  });

  test.each([
    [{ type: 'plain_text_input', value: 'typed' }, 'typed'],
    [{ type: 'plain_text_input', value: null }, null],
    [{ type: 'static_select', selected_option: option('o2') }, 'o2'],
    [{ type: 'checkboxes', selected_options: [] }, []],
    [{ type: 'datetimepicker', selected_date_time: 5 }, '5'],
    [{ type: 'multi_users_select', selected_users: ['U0BOB'] }, ['U0BOB']],
  ])('the state %j wins over the initial value', (state, expected) => {
    expect(entryAtFirst(element({ initial_value: 'before', initial_option: option('o1') }), state)).toEqual(
      expected,
    );
  });
});

test('an entry is a list or one text, as one likes', () => {
  expect(listOf(null)).toEqual([]);
  expect(listOf('a')).toEqual(['a']);
  expect(oneOf(['a', 'b'])).toBe('a');
  expect(oneOf(null)).toBe('');
});

test('a day and time of the local clock goes to Unix seconds and back', () => {
  const seconds = String(Math.floor(new Date(2026, 10, 21, 14, 13).getTime() / 1000));
  expect(localTimeOf(seconds)).toBe('2026-11-21T14:13');
  expect(secondsOf('2026-11-21T14:13')).toBe(seconds);
  expect(secondsOf('')).toBeNull();
  expect(localTimeOf('')).toBe('');
});

test('a view counts as filled in as soon as one of its inputs holds something', () => {
  expect(isUnfilled({})).toBe(true);
  expect(isUnfilled({ name: null, why: '', who: [] })).toBe(true);
  expect(isUnfilled({ name: null, who: ['U0BOB'] })).toBe(false);
  expect(isUnfilled({ name: 'orders', who: [] })).toBe(false);
});
