import { describe, expect, it } from 'vitest';
import { type Item, type ItemState, isClosed } from '../../src/cleanup/checklist/checklist.ts';
import { NOT_LOOKED_YET } from '../../src/cleanup/leftovers/draft.ts';
import { checklistMessage } from '../../src/slack/messages/checklist.ts';
import { checklistPage, ITEMS_PER_PAGE } from '../../src/slack/messages/checklist-pages.ts';
import { itemMessage } from '../../src/slack/messages/item.ts';
import {
  checklist,
  DAY,
  emptyGroup,
  firewallRule,
  goneItem,
  HOUR,
  item,
  items,
  membership,
  NOON,
  openItem,
  removal,
  whitelist,
} from './checklists.ts';
import { buttonsOf, expectSafe, HOSTILE, LONG, readableIn } from './safe.ts';

const MOMENT = { now: NOON + 60_000, undoMs: DAY };
const STATES: readonly ItemState[] = [
  'open',
  'blocked',
  'unknown',
  'removing',
  'gone',
  'neutralised',
  'by-hand',
  'could-not-look',
  'signed-off',
  'not-applicable',
];

function shown(...of: Item[]) {
  return checklistMessage(checklist(of), MOMENT);
}

function labelsOf(one: Item): string[] {
  return buttonsOf(shown(one))
    .filter(({ value }) => value === one.id)
    .map(({ label }) => label);
}

const PLACE = { kind: 'database', product: 'RDS', region: 'cn-hangzhou', instanceId: 'rm-bp1162' } as const;
const SIGNED = { userId: 'U0BOB', at: NOON, text: 'closed it', how: 'removed-by-hand', until: null } as const;

describe.each(STATES)('an item that is %s', (state) => {
  const words = { ordinary: 'crm-feed needs it', hostile: HOSTILE, long: LONG };
  it.each(Object.entries(words))('is shown so that Slack takes it, with %s texts', (_, text) => {
    for (const before of [
      whitelist({ name: text, addresses: text }),
      membership(),
      emptyGroup(),
      firewallRule(),
    ]) {
      const one = item({
        state,
        title: text,
        todo: text,
        why: text,
        details: [text, `${text}.`],
        urgent: true,
        leftover: before,
        seenAt: NOON,
        removal: removal({ before, reason: text }),
        signOff: { ...SIGNED, text },
      });
      expectSafe(shown(one));
      expectSafe(itemMessage(one));
    }
  });

  it('begins with its number and its state in words', () => {
    const one = item({ state, id: 'k1.7', signOff: state === 'signed-off' ? SIGNED : null });
    expect(shown(one).text).toMatch(
      new RegExp(`^7  ${state.replaceAll('-', ' ').toUpperCase()}  whitelist`, 'm'),
    );
  });
});

describe('what counts as done', () => {
  it.each(STATES)('is told by the state alone: %s', (state) => {
    const closed = ['gone', 'neutralised', 'signed-off', 'not-applicable'].includes(state);
    const { text } = shown(item({ state }));
    expect(text).toContain(`: ${closed ? 1 : 0} of 1`);
    expect(text.includes('All done')).toBe(closed);
  });
});

describe('the buttons of an item', () => {
  it('offer the removal only of what was found and is open or unknown', () => {
    for (const state of STATES) {
      const may = state === 'open' || state === 'unknown';
      expect(labelsOf(openItem({ state })).includes('Remove')).toBe(may);
      expect(labelsOf(item({ state }))).not.toContain('Remove');
    }
  });

  it('offer to sign off whatever is neither closed nor being removed', () => {
    for (const state of STATES) {
      const one = openItem({ state });
      expect(labelsOf(one).includes('Sign off')).toBe(!isClosed(one) && state !== 'removing');
    }
  });

  it('offer to put a removal back until a day after it, and never a deleted group', () => {
    expect(labelsOf(goneItem())).toEqual(['Show', 'Undo']);
    expect(
      buttonsOf(checklistMessage(checklist([goneItem()]), { now: NOON + DAY, undoMs: DAY })),
    ).not.toContainEqual(expect.objectContaining({ label: 'Undo' }));
    expect(labelsOf(goneItem({ removal: removal({ before: emptyGroup() }) }))).toEqual(['Show']);
    expect(labelsOf(goneItem({ removal: null }))).toEqual(['Show']);
  });

  it('carry the id of the item and nothing else', () => {
    const message = shown(openItem({ title: 'secret-name' }), goneItem({ id: 'k1.2' }));
    for (const { value } of buttonsOf(message)) expect(['k1', 'k1.1', 'k1.2']).toContain(value);
    expect(buttonsOf(message).map(({ id }) => id)).toEqual([
      'cleanup.show',
      'cleanup.remove',
      'cleanup.sign-off',
      'cleanup.show',
      'cleanup.undo',
      'cleanup.remove-all',
      'cleanup.take',
      'cleanup.rescan',
      'cleanup.snooze',
    ]);
  });
});

describe('an item', () => {
  it('that was removed says what was there, what is there, who did it and when', () => {
    const { text } = shown(goneItem());
    expect(text).toContain(
      '3 address blocks: 100.104.52.0/24, 100.104.61.128/26 and 1 more → no such group; removed by <@U0ALICE> 2026-11-21 12:00 UTC: "CHG-88"',
    );
  });

  it('that was neutralised says what is left', () => {
    expect(shown(goneItem({ state: 'neutralised' })).text).toContain('→ 127.0.0.1, which lets nobody in');
  });

  it('that was gone before a call could be sent is not said to be removed by anybody', () => {
    const { text } = shown(goneItem({ removal: removal({ deeds: [] }) }));
    expect(text).toContain('gone without a call of mine');
    expect(text).not.toContain('removed by');
  });

  it('whose answer was lost says that it is not known, and not asked twice', () => {
    const deeds = removal().deeds.map((deed) => ({
      ...deed,
      outcome: { kind: 'unknown', why: 'reset', requestId: null } as const,
    }));
    const { text } = shown(openItem({ state: 'removing', removal: removal({ deeds, doneAt: null }) }));
    expect(text).toContain(
      'I do not know whether the cloud took it. I am looking, and will not ask it twice.',
    );
  });

  it('that was put back says by whom and why', () => {
    const [deed] = removal().deeds;
    if (deed === undefined) throw new Error('a removal has a deed');
    const undo = {
      userId: 'U0BOB',
      reason: 'needed again',
      at: NOON,
      deed: { ...deed, step: 'restore' },
    } as const;
    const { text } = shown(openItem({ removal: removal({ undo }) }));
    expect(text).toContain('put back by <@U0BOB> 2026-11-21 12:00 UTC: "needed again"');
    expect(text).not.toContain('no such group');
  });

  it('that is kept on purpose says until when', () => {
    const signOff = { ...SIGNED, how: 'kept', until: '2026-12-31' } as const;
    expect(shown(item({ state: 'signed-off', signOff })).text).toContain(
      'by <@U0BOB> 2026-11-21 12:00 UTC, kept on purpose until 2026-12-31: "closed it"',
    );
  });

  it('that waits for its first look is no failure, and has nothing to do or sign off yet', () => {
    const one = item({ state: 'could-not-look', why: NOT_LOOKED_YET, details: ['SELECT 1;'] });
    const { text } = checklistMessage(checklist([one], { lookedAt: null }), MOMENT);
    expect(text).toContain('1  NOT LOOKED YET  whitelist');
    expect(text).toContain('To do: 1 not looked yet');
    expect(text).toContain('I do it now');
    expect(text.toLowerCase()).not.toContain('could not look');
    expect(text).not.toContain(one.todo);
    expect(labelsOf(one)).toEqual(['Show']);
  });

  it('that is blocked says who needs it, and not what removing it would do', () => {
    const { text } = shown(openItem({ state: 'blocked', why: 'crm-feed (cn-shanghai, paused) needs it' }));
    expect(text).toContain('crm-feed (cn-shanghai, paused) needs it');
    expect(text).not.toContain('Removing takes away');
    expect(text).not.toContain('No living task found');
  });

  it('is shown with the value before its removal to the letter', () => {
    const addresses = Array.from({ length: 90 }, (_, at) => `100.104.${at}.0/24`).join(',');
    const message = itemMessage(goneItem({ removal: removal({ before: whitelist({ addresses }) }) }));
    expectSafe(message);
    expect(readableIn(message.blocks)).toContain(addresses);
  });

  it('says how much of a very long value is not shown', () => {
    const addresses = Array.from({ length: 1_000 }, (_, at) => `100.${at % 250}.61.128/26`).join(',');
    const message = itemMessage(goneItem({ removal: removal({ before: whitelist({ addresses }) }) }));
    expectSafe(message);
    expect(readableIn(message.blocks)).toMatch(/\d+ more characters; the audit log has all of it/);
  });
});

describe('a checklist', () => {
  it('says whose it is, when it was looked, what is left, what is urgent, and where was searched', () => {
    const { text } = checklistMessage(
      checklist(
        [
          openItem(),
          item({ id: 'k1.2', urgent: true }),
          item({ id: 'k1.3', urgent: true }),
          item({ id: 'k1.4', urgent: true }),
          item({ id: 'k1.5', state: 'could-not-look', urgent: true, why: 'outside this cloud' }),
          goneItem({ id: 'k1.7', urgent: true }),
        ],
        { quietUntil: NOON + 2 * HOUR },
      ),
      MOMENT,
    );
    expect(text).toContain('CLEAN-UP orders-prod: 1 of 6');
    expect(text).toContain(
      'Owner <@U0ALICE>, looked 2026-11-21 12:00 UTC. To do: 1 open, 3 by hand, 1 could not look',
    );
    expect(text).toContain('Urgent: 2 to 5');
    expect(text).toContain('Next look 2026-11-21 13:00 UTC and 2026-11-22 12:00 UTC.');
    expect(text).toContain('Quiet until 2026-11-21 14:00 UTC.');
    expect(text).toContain('Looked for other tasks in 25 regions, 2 accounts, 214 tasks; all answered.');
    expect(text).toContain('Tasks of accounts that I have no key for are not seen.');
  });

  it('names looks that are minutes apart once', () => {
    const looks = [HOUR, HOUR + 1_000, HOUR + 2_000, DAY, DAY + 60_000].map((after) => NOON + after);
    const { text } = checklistMessage(checklist([openItem()], { looks }), MOMENT);
    expect(text).toContain('Next look 2026-11-21 13:00 UTC and 2026-11-22 12:00 UTC.');
  });

  it('says of what is closed that it did not answer in the last look, where that is so', () => {
    const old = goneItem({ place: PLACE, seenAt: NOON - HOUR });
    const fresh = goneItem({ id: 'k1.2', place: PLACE, seenAt: NOON });
    const { text } = shown(old, fresh);
    expect(text).toContain('No answer in the last look: 1; what is shown was seen before');
    expect(shown(fresh).text).not.toContain('No answer');
  });

  it('promises no removal of what could not be looked at', () => {
    const { text } = shown(openItem({ state: 'could-not-look', why: 'no answer' }));
    expect(text).toContain('Look again when the cloud answers');
    expect(text).not.toContain('Removing takes away');
  });

  it('says of what nobody knows how to go on', () => {
    const { text } = shown(
      openItem({ state: 'unknown', why: 'who else needs it is not known: cn-x did not answer' }),
    );
    expect(text).toContain('Look again when they answer; or ask there, and remove it with a reason.');
  });

  it('names several looks in one sentence', () => {
    const looks = [HOUR, 2 * HOUR, DAY].map((after) => NOON + after);
    const { text } = checklistMessage(checklist([openItem()], { looks }), MOMENT);
    expect(text).toContain('Next look 2026-11-21 13:00 UTC, 2026-11-21 14:00 UTC and 2026-11-22 12:00 UTC.');
  });

  it('offers to remove all that is safe only where something is, and counts only that', () => {
    const rest = [item({ id: 'k1.3' }), openItem({ id: 'k1.4', state: 'unknown' })];
    expect(
      buttonsOf(shown(openItem(), openItem({ id: 'k1.2' }), ...rest)).map(({ label }) => label),
    ).toContain('Remove all safe: 2');
    expect(buttonsOf(shown(...rest)).map(({ id }) => id)).not.toContain('cleanup.remove-all');
  });

  it('has no button to take, snooze or remove when all is done', () => {
    const ids = buttonsOf(shown(goneItem())).map(({ id }) => id);
    expect(ids).toEqual(['cleanup.show', 'cleanup.undo']);
  });

  it('keeps the order of the numbers while there is room', () => {
    const { text } = shown(goneItem(), openItem({ id: 'k1.2' }), item({ id: 'k1.3', urgent: true }));
    expect([...text.matchAll(/^(\d) {2}[A-Z]/gm)].map((match) => match[1])).toEqual(['1', '2', '3']);
  });
});

describe('a checklist of 60 items', () => {
  const texts = { ordinary: 'whitelist rdsdts_orders', hostile: HOSTILE.repeat(3), long: LONG };
  const mixes: Record<string, (at: number) => Partial<Item>> = {
    'all open': () => ({}),
    'all gone': () => ({ state: 'gone', removal: removal() }),
    'half closed': (at) => (at % 2 === 0 ? {} : { state: 'signed-off', signOff: SIGNED }),
  };

  for (const [name, text] of Object.entries(texts))
    it.each(Object.keys(mixes))(`is fit for Slack with ${name} texts, %s`, (mix) => {
      const of = items(60, (at) => ({ title: text, todo: text, why: text, ...mixes[mix]?.(at) }));
      const list = checklist(of, { searched: text });
      const message = checklistMessage(list, MOMENT);
      expectSafe(message);
      expect(message.blocks.length).toBeLessThanOrEqual(50);
      for (let page = 0; page < 60 / ITEMS_PER_PAGE; page += 1)
        expectSafe(checklistPage(list, page, 'l1', MOMENT));
    });

  it('shows what is open first, urgent before the rest, with the closed ones in short lines', () => {
    const of = items(60, (at) =>
      at < 45 ? { state: 'gone', removal: removal(), title: `thing ${at + 1}` } : { urgent: at === 59 },
    );
    const message = checklistMessage(checklist(of), MOMENT);
    const removable = buttonsOf(message).filter(({ id }) => id === 'cleanup.remove');
    expect(removable[0]?.value).toBe('k1.60');
    expect(removable).toHaveLength(15);
    expect(readableIn(message.blocks)).toContain('45 closed');
    expect(message.text.indexOf('60  OPEN')).toBeLessThan(message.text.indexOf('1  GONE'));
    expect(buttonsOf(message).map(({ id }) => id)).not.toContain('cleanup.show-all');
  });

  it('says how many open ones have their buttons elsewhere, and every one is in the pages', () => {
    const list = checklist(items(60, () => ({})));
    const message = checklistMessage(list, MOMENT);
    const here = buttonsOf(message).filter(({ id }) => id === 'cleanup.remove').length;
    expect(here).toBeGreaterThanOrEqual(10);
    expect(readableIn(message.blocks)).toContain(`${60 - here} more to do`);
    expect(buttonsOf(message)).toContainEqual({ id: 'cleanup.show-all', value: 'k1', label: 'Show all' });
    const pages = Array.from({ length: 6 }, (_, page) => checklistPage(list, page, `l${page}`, MOMENT));
    const all = pages.flatMap(buttonsOf);
    expect(all.filter(({ id }) => id === 'cleanup.remove').map(({ value }) => value)).toEqual(
      list.items.map(({ id }) => id),
    );
    expect(all.filter(({ id }) => id === 'cleanup.show-all').map(({ value }) => value)).toEqual([
      'l0',
      'l1',
      'l2',
      'l3',
      'l4',
    ]);
  });

  it('names no item twice and leaves none out without counting it', () => {
    const of = items(300, (at) => ({
      title: `thing ${at + 1} of many`,
      ...(at % 3 === 0 ? { state: 'not-applicable' } : {}),
    }));
    const message = checklistMessage(checklist(of), MOMENT);
    expectSafe(message);
    const words = readableIn(message.blocks);
    const named = [...words.matchAll(/thing \d+ of many/g)].map(([title]) => title);
    expect(new Set(named).size).toBe(named.length);
    const uncounted = [...words.matchAll(/and (\d+) more(?! to)/g)]
      .map((match) => Number(match[1]))
      .filter((count) => count > 1);
    expect(named.length + uncounted.reduce((sum, count) => sum + count, 0)).toBe(300);
  });
});
