import { describe, expect, test } from 'vitest';
import {
  callsOf,
  changesBy,
  isOver,
  itemWas,
  itemWasClosed,
  openItems,
  wasEnding,
  wasTold,
} from '../../../../src/demo/backstage/stories/predicates.ts';
import { remember } from '../../../../src/demo/backstage/stories/sight.ts';
import { call, seen } from './seen.ts';

const ENDING = { ending: 'e1', task: 't1', action: 'terminate', text: 'ENDED: orders' };
const LIST = { ending: 'e1', task: 't1', open: 2 };

function list(...lines: string[]): string {
  return ['CLEAN-UP orders: 0 of 2', ...lines].join('\n');
}

describe('what was seen', () => {
  test('an ending counts by its task, its action and any state that it was in', () => {
    const now = seen({ endings: [{ ...ENDING, states: ['ending', 'ended'] }] });
    expect(wasEnding(now, 't1', 'terminate')).toBe(true);
    expect(wasEnding(now, 't1', 'terminate', 'ending')).toBe(true);
    expect(wasEnding(now, 't1', 'terminate', 'failed', 'ended')).toBe(true);
    expect(wasEnding(now, 't1', 'terminate', 'failed')).toBe(false);
    expect(wasEnding(now, 't1', 'release')).toBe(false);
    expect(wasEnding(now, 't2', 'terminate')).toBe(false);
  });

  test('an item counts by its own line and its state, urgent or not', () => {
    const texts = [
      list(
        '1  BY HAND, urgent  replication slot on pg-1',
        '     GONE  is not said of it',
        '2  GONE  hidden whitelist on rm-1 (looked 14:53:19 UTC)',
        '10  NOT LOOKED YET  whitelists of rm-2',
      ),
    ];
    const now = seen({ checklists: [{ ...LIST, texts }] });
    expect(itemWas(now, 't1', 'replication slot', 'BY HAND')).toBe(true);
    expect(itemWas(now, 't1', 'whitelist on rm-1', 'GONE')).toBe(true);
    expect(itemWas(now, 't1', 'whitelists of rm-2', 'NOT LOOKED YET')).toBe(true);
    expect(itemWas(now, 't1', 'is not said', 'GONE')).toBe(false);
    expect(itemWas(now, 't1', 'replication slot', 'GONE')).toBe(false);
    expect(itemWas(now, 't2', 'whitelist on rm-1', 'GONE')).toBe(false);
    expect(itemWasClosed(now, 't1', 'whitelist on rm-1')).toBe(true);
    expect(itemWasClosed(now, 't1', 'replication slot')).toBe(false);
    const signed = seen({ checklists: [{ ...LIST, texts: [list('1  SIGNED OFF  replication slot')] }] });
    expect(itemWasClosed(signed, 't1', 'replication slot')).toBe(true);
    expect(openItems(now, 't1')).toBe(2);
    expect(openItems(now, 't2')).toBeNull();
  });

  test('a call counts when it came, a change when its answer says that it was taken', () => {
    const calls = [
      call(),
      call({ answer: { status: 0, code: '', fault: 'cut' } }),
      call({ answer: { status: 200, code: 'InvalidJobStatus', fault: '' } }),
      call({ answer: { status: 429, code: 'Throttling.User', fault: 'throttle' } }),
      call({ action: 'DescribeDtsJobs', changes: false }),
    ];
    expect(callsOf(seen({ calls }), 'StopDtsJob')).toBe(4);
    expect(changesBy(seen({ calls }), 'StopDtsJob')).toBe(1);
    expect(changesBy(seen({ calls }), 'DescribeDtsJobs')).toBe(0);
  });

  test('a person was told what was said to that person', () => {
    const now = seen({ whispers: [{ user: 'U1', text: 'END FOR GOOD: orders\nmore' }] });
    expect(wasTold(now, 'U1', 'END FOR GOOD: orders')).toBe(true);
    expect(wasTold(now, 'U2', 'END FOR GOOD: orders')).toBe(false);
    expect(wasTold(now, 'U1', 'orders')).toBe(false);
  });

  test('a task that is not there is not over', () => {
    expect(isOver(seen(), 't1')).toBe(false);
  });
});

describe('what is remembered', () => {
  test('every state of an ending, every text of a checklist, every whisper', () => {
    const first = seen({
      endings: [{ ...ENDING, states: ['checking'] }],
      checklists: [{ ...LIST, texts: ['one'] }],
      whispers: [{ user: 'U1', text: 'plan' }],
    });
    const second = seen({
      endings: [
        { ...ENDING, states: ['ended'] },
        { ...ENDING, ending: 'e2', states: ['checking'] },
      ],
      checklists: [{ ...LIST, open: 0, texts: ['two'] }],
      whispers: [{ user: 'U1', text: 'taken' }],
    });
    const both = remember(remember(first, second), second);
    expect(both.endings.map(({ ending, states }) => [ending, states])).toEqual([
      ['e1', ['checking', 'ended']],
      ['e2', ['checking']],
    ]);
    expect(both.checklists).toEqual([{ ...LIST, open: 0, texts: ['one', 'two'] }]);
    expect(both.whispers.map(({ text }) => text)).toEqual(['plan', 'taken']);
  });

  test('a message that went away is not forgotten', () => {
    const first = seen({ endings: [{ ...ENDING, states: ['ended'] }] });
    expect(remember(first, seen()).endings).toHaveLength(1);
  });
});
