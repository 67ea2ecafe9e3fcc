import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import type { Leftover } from '../../src/cleanup/leftovers/leftover.ts';
import type { RemovalAsk, RemovalResult, ShownItem } from '../../src/cleanup/outcome.ts';
import { refusalMessage } from '../../src/slack/messages/cleanup-refusal.ts';
import { digestMessage } from '../../src/slack/messages/digest.ts';
import { noteMessage } from '../../src/slack/messages/note.ts';
import { removalMessage } from '../../src/slack/messages/removal.ts';
import { undoableMessage } from '../../src/slack/messages/undoable.ts';
import { removalView } from '../../src/slack/views/removal-view.ts';
import { signOffView } from '../../src/slack/views/sign-off-view.ts';
import { undoView } from '../../src/slack/views/undo-view.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import {
  ask,
  checklist,
  DAY,
  emptyGroup,
  firewallRule,
  goneItem,
  item,
  items,
  membership,
  NOON,
  openItem,
  removal,
  whitelist,
} from './checklists.ts';
import { buttonsOf, expectSafe, expectSafeView, HOSTILE, LONG, readableIn } from './safe.ts';

const MOMENT = { now: NOON, undoMs: DAY };

function shownOf(leftover: Leftover, more: Partial<ShownItem> = {}): ShownItem {
  return { itemId: 'k1.1', title: 'a thing', leftover, doubt: null, seenAt: NOON, ...more };
}

function wordsOf(question: RemovalAsk): string {
  return readableIn(removalView(question, MOMENT).blocks);
}

interface Input {
  readonly block_id: string;
  readonly optional?: boolean;
  readonly element: { readonly type: string; readonly action_id: string; readonly initial_option?: object };
}

function inputsIn({ blocks }: ModalView): Input[] {
  return blocks
    .filter((block) => block.type === 'input')
    .map((block) => JSON.parse(JSON.stringify(block)) as Input);
}

/** The inputs by their ids; `true` = may be left empty. */
function inputsOf(question: RemovalAsk): Record<string, boolean> {
  const inputs = inputsIn(removalView(question, MOMENT));
  for (const { block_id, element } of inputs) expect(element.action_id).toBe(block_id);
  return Object.fromEntries(inputs.map(({ block_id, optional }) => [block_id, optional === true]));
}

describe('the question before a removal', () => {
  it('is cleanup.request, and carries the id of the question and nothing else', () => {
    const view = removalView(ask(), MOMENT);
    expect(view.callback_id).toBe('cleanup.request');
    expect(view.private_metadata).toBe('r1');
  });

  it('asks for the name, and a reason at will, where the policy wants the name typed', () => {
    expect(inputsOf(ask())).toEqual({ name: false, reason: true });
  });

  it('asks for nothing where a button is enough', () => {
    expect(inputsOf(ask({ confirm: 'button' }))).toEqual({});
  });

  it('asks for a reason wherever it is not known who else needs it, and says so loudly', () => {
    const shown = [shownOf(whitelist()), shownOf(whitelist(), { doubt: 'ap-south-1 did not answer' })];
    expect(inputsOf(ask({ confirm: 'button', shown }))).toEqual({ reason: false });
    expect(inputsOf(ask({ shown }))).toEqual({ name: false, reason: false });
    const bold = JSON.stringify(removalView(ask({ shown }), MOMENT));
    expect(bold).toContain('"NOT SURE (!)  ap-south-1 did not answer","style":{"bold":true}');
    expect(bold).toContain('WHO ELSE NEEDS IT IS NOT KNOWN FOR SURE');
    expect(wordsOf(ask())).not.toContain('NOT SURE');
  });

  it('shows of a whitelist what is removed, that nothing else is, and what is never touched', () => {
    const words = wordsOf(ask());
    expect(words).toContain(
      'group rdsdts_orders on rm-bp1162 (hidden, VPC) with 3 address blocks: 100.104.52.0/24',
    );
    expect(words).toContain('removes this group only: its 3 address blocks');
    expect(words).toContain('nothing else is changed');
    expect(words).toContain('default, ali_dms_group, hdm_security_ips, rds_replica_group');
    expect(words).toContain(
      'where the engine cannot delete a group, it is set to 127.0.0.1, which lets nobody in',
    );
    expect(words).toContain('can be put back for 24 hours');
    expect(words).toContain('looked at again');
  });

  it('counts the addresses that it does not show', () => {
    const addresses = Array.from({ length: 200 }, (_, at) => `100.104.${at}.0/24`).join(',');
    const words = wordsOf(ask({ shown: [shownOf(whitelist({ addresses }))] }));
    expect(words).toContain('200 address blocks: 100.104.0.0/24');
    expect(words).toContain('and 140 more');
    expect(words).toContain('removes this group only: its 200 address blocks');
  });

  it('shows that a machine leaves one group and stays in the others', () => {
    const words = wordsOf(ask({ shown: [shownOf(membership())] }));
    expect(words).toContain('machine i-bp1x is in DTS-orders (sg-dts)');
    expect(words).toContain('stays in all its others');
    expect(words).not.toContain('127.0.0.1');
  });

  it('shows the rule that goes, and that wider ones never do', () => {
    const words = wordsOf(ask({ shown: [shownOf(firewallRule())] }));
    expect(words).toContain('rule tcp 3306 from 80.158.10.20/32 in shop-db');
    expect(words).toContain('rules for wider blocks, and for 0.0.0.0/0');
  });

  it('says loudly that a deleted group does not come back', () => {
    const words = wordsOf(ask({ shown: [shownOf(emptyGroup())] }));
    expect(words).toContain('This cannot be undone.');
    expect(words).toContain('No undo (!)  a deleted security group cannot be put back');
    expect(words).not.toContain('can be put back for');
    expect(wordsOf(ask({ shown: [shownOf(emptyGroup()), shownOf(whitelist())] }))).toContain(
      'can be put back for 24 hours after it is gone; a deleted security group cannot',
    );
  });

  it.each([1, 2, 13, 60, 300])('is fit for Slack with %i items, and shows every one of them', (count) => {
    for (const text of ['orders', HOSTILE, LONG]) {
      const shown = Array.from({ length: count }, (_, at) =>
        shownOf(whitelist({ name: `dts${at}-${text}`, addresses: `10.0.0.1,${text}` }), {
          title: `thing ${at}; ${text}`,
          doubt: at % 2 === 0 ? text : null,
        }),
      );
      const question = ask({ shown, task: dtsTask({ name: text }) });
      expectSafeView(removalView(question, MOMENT));
      const titles = [...wordsOf(question).matchAll(/thing (\d+);/g)].map((match) => Number(match[1]));
      expect(titles).toEqual(Array.from({ length: count }, (_, at) => at));
    }
  });
});

describe('what became of a removal', () => {
  const result = (what: RemovalResult['what'], words: string): RemovalResult => ({
    item: goneItem(),
    what,
    words,
  });

  it('is said item by item, what is not known first', () => {
    const message = removalMessage({
      kind: 'carried-out',
      results: [
        result('removed', 'a: removed.'),
        result('not-removed', 'b: busy.'),
        result('unsure', 'c: lost.'),
      ],
    });
    expectSafe(message);
    expect(message.text).toContain('1 removed; 1 not removed; 1 not known.');
    expect(message.text.indexOf('NOT KNOWN  c')).toBeLessThan(message.text.indexOf('NOT REMOVED  b'));
    expect(message.text.indexOf('NOT REMOVED  b')).toBeLessThan(message.text.indexOf('REMOVED  a'));
  });

  it('is fit for Slack however many items and whatever their words', () => {
    for (const words of [HOSTILE, LONG]) {
      const results = Array.from({ length: 60 }, () => result('asked', words));
      const message = removalMessage({ kind: 'carried-out', results });
      expectSafe(message);
      expect(readableIn(message.blocks)).toContain('and 40 more');
    }
  });

  it('is a refusal with a way on where nothing was done', () => {
    const message = removalMessage({ kind: 'refused', why: 'This was confirmed already.' });
    expect(message.text).toMatch(
      /^This was confirmed already\.\nWay on {2}type \/cutover cleanup TASK.*\nNothing was changed\.$/,
    );
    expect(removalMessage({ kind: 'wrong-name', title: 'orders-prod' }).text).toBe(
      'That is not orders-prod. Nothing has happened.',
    );
  });

  it('sends whom the policy does not allow it to one whom it does', () => {
    const message = refusalMessage({
      why: 'You may not clean up x. The policy allows it to U0BOB and S0LEADS.',
    });
    expectSafe(message);
    expect(message.text).toContain('allows it to <@U0BOB> and <!subteam^S0LEADS>.\nWay on  ask one of them');
    expect(message.text.endsWith('Nothing was changed.')).toBe(true);
  });
});

describe('putting back', () => {
  it('shows what comes back, and asks for a reason', () => {
    for (const text of ['orders', HOSTILE, LONG]) {
      const before = removal({ before: whitelist({ addresses: text }) });
      const view = undoView(checklist([]), goneItem({ title: text }), before, MOMENT);
      expectSafeView(view);
      expect(view.callback_id).toBe('cleanup.undo');
      expect(view.private_metadata).toBe('k1.1');
      const inputs = inputsIn(view);
      expect(inputs.map(({ block_id }) => block_id)).toEqual(['reason']);
    }
  });

  it('says what stays beside the old addresses of a neutralised group, and of no other', () => {
    const views = (['neutralised', 'gone'] as const).map((state) =>
      readableIn(undoView(checklist([]), goneItem({ state }), removal(), MOMENT).blocks),
    );
    expect(views.map((text) => text.includes('127.0.0.1, which lets nobody in, stays'))).toEqual([
      true,
      false,
    ]);
  });

  it('lists what can be put back until when, each with its button', () => {
    const found = items(14, () => goneItem({ title: HOSTILE })).map((one) => ({
      item: { ...goneItem({ title: HOSTILE }), id: one.id },
      checklist: checklist([]),
    }));
    const message = undoableMessage('orders-prod', found, MOMENT);
    expectSafe(message);
    expect(readableIn(message.blocks)).toContain('4 more are not shown');
    expect(message.text).toContain('can be put back until 2026-11-22 12:00 UTC');
    expect(buttonsOf(message).filter(({ id }) => id === 'cleanup.undo')).toHaveLength(10);
  });

  it('says so where there is nothing, and for how long there would have been', () => {
    const message = undoableMessage(HOSTILE, [], { now: NOON, undoMs: DAY / 2 });
    expectSafe(message);
    expect(message.text).toContain('for 12 hours');
    expect(message.text).toContain('Nothing was changed.');
  });
});

describe('the form that signs off', () => {
  it('asks how, until when, and for a line of text; removed by hand is preselected', () => {
    const view = signOffView(checklist([]), item());
    expectSafeView(view);
    const inputs = inputsIn(view);
    expect(inputs.map(({ block_id, optional }) => [block_id, optional === true])).toEqual([
      ['how', true],
      ['until', true],
      ['reason', false],
    ]);
    const [how] = inputs;
    expect(how?.element).toMatchObject({
      type: 'radio_buttons',
      initial_option: { value: 'removed-by-hand' },
    });
  });
});

describe('the form that signs off what a look has shown', () => {
  it('says that it changes nothing in the cloud; one for what only people see does not', () => {
    const words = 'Signing off changes nothing in the cloud';
    expect(readableIn(signOffView(checklist([]), openItem()).blocks)).toContain(words);
    expect(readableIn(signOffView(checklist([]), item()).blocks)).not.toContain(words);
  });
});

describe('the digest of a channel', () => {
  it('has one line a list: how much is open, what is urgent, and whose it is', () => {
    const lists = [
      checklist([openItem({ urgent: true }), openItem({ id: 'k1.2' }), goneItem({ id: 'k1.3' })]),
      checklist([openItem()], { id: 'k2', task: dtsTask({ name: HOSTILE }), owner: 'U0BOB' }),
    ];
    const message = digestMessage(lists);
    expectSafe(message);
    expect(message.text).toContain('CLEAN-UP STILL OPEN: 2 LISTS');
    expect(message.text).toContain('orders-prod  2 of 3 open, 1 urgent, owner <@U0ALICE>');
    expect(message.text).toContain('1 of 1 open, owner <@U0BOB>');
  });

  it('is fit for Slack with very many lists, and counts those it does not show', () => {
    const lists = Array.from({ length: 80 }, () =>
      checklist([openItem()], { task: dtsTask({ name: LONG }) }),
    );
    const message = digestMessage(lists);
    expectSafe(message);
    expect(readableIn(message.blocks)).toContain('and 50 more lists');
  });
});

describe('a line in the thread of a checklist', () => {
  it('begins with the person, where a person did it', () => {
    expect(noteMessage({ kind: 'cleanup', userId: 'U0BOB', text: 'took this list.' }).text).toBe(
      '<@U0BOB> took this list.',
    );
    for (const text of [HOSTILE, LONG]) expectSafe(noteMessage({ kind: 'cleanup', userId: null, text }));
  });
});
