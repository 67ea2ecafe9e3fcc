import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import type { Cleanup } from '../../src/cleanup/cleanup.ts';
import { lookAgain, showAllItems, snoozeList, takeList } from '../../src/slack/actions/checklist.ts';
import { removeAll, removeItem, showItem, signOffItem, undoItem } from '../../src/slack/actions/cleanup.ts';
import { registerActions } from '../../src/slack/actions/register.ts';
import { ACTION, VIEW } from '../../src/slack/ids.ts';
import { registerViews } from '../../src/slack/views/register.ts';
import { idsOf } from '../judgement/switchboard.ts';
import { ask, checklist, DAY, goneItem, item, items, NOON, openItem, removal } from './checklists.ts';
import { fakeRoom, press } from './fakes.ts';
import { buttonsOf } from './safe.ts';

const ALICE = { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' };
const REFUSED = {
  kind: 'refused',
  why: 'You may not clean up orders-prod. The policy allows it to U0BOB.',
} as const;

describe('what Slack can send back', () => {
  it('has a listener for every button and every modal', () => {
    const heard: unknown[] = [];
    const app = {
      action: (pattern: { action_id: string | RegExp }) => heard.push(...idsOf(pattern.action_id)),
      view: (pattern: RegExp) => heard.push(...idsOf(pattern)),
    } as unknown as App;
    registerActions(app, fakeRoom({}));
    expect(heard).toEqual(expect.arrayContaining(Object.values(ACTION)));
    heard.length = 0;
    registerViews(app, fakeRoom({}));
    expect(heard.toSorted()).toEqual(Object.values(VIEW).toSorted());
  });
});

describe('a press on Remove', () => {
  it('asks about this item, and opens the modal that is bound to the question', async () => {
    const asked: unknown[] = [];
    const room = fakeRoom({
      askRemoval: async (input) => {
        asked.push(input);
        return { kind: 'ask', ask: ask() };
      },
    });
    const { click, opened, whispers } = press('k1.2');
    await removeItem(room, click);
    expect(asked).toEqual([{ checklistId: 'k1', itemId: 'k1.2', actor: ALICE }]);
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({
      trigger_id: 'trigger-1',
      view: { callback_id: 'cleanup.request', private_metadata: 'r1' },
    });
    expect(whispers).toEqual([]);
    expect(room.places.look('r1/U0ALICE')).toBe('C1');
  });

  it('on all safe ones asks for every item of the list', async () => {
    const asked: unknown[] = [];
    const room = fakeRoom({
      askRemoval: async (input) => {
        asked.push(input);
        return { kind: 'ask', ask: ask() };
      },
    });
    await removeAll(room, press('k1').click);
    expect(asked).toEqual([{ checklistId: 'k1', itemId: null, actor: ALICE }]);
  });

  it('by somebody who may not is told who may, and opens nothing', async () => {
    const { click, opened, whispers } = press('k1.2');
    await removeItem(fakeRoom({ askRemoval: async () => REFUSED }), click);
    expect(opened).toEqual([]);
    expect(whispers[0]).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(whispers[0]?.text).toContain('<@U0BOB>.\nWay on  ask one of them\nNothing was changed.');
  });

  it('that came too late for its trigger is told so', async () => {
    const { click, whispers } = press('k1.2', { failing: true });
    await removeItem(fakeRoom({ askRemoval: async () => ({ kind: 'ask', ask: ask() }) }), click);
    expect(whispers[0]?.text).toContain('Something broke on my side');
  });
});

describe('a press on Undo', () => {
  const mayWorkOn = (one: ReturnType<typeof item>): Pick<Cleanup, 'mayWorkOn'> => ({
    mayWorkOn: async () => ({ kind: 'may', item: one, checklist: checklist([one]) }),
  });

  it('opens the modal that asks for a reason', async () => {
    const { click, opened } = press('k1.1');
    const room = fakeRoom(mayWorkOn(goneItem()));
    await undoItem(room, click);
    expect(opened[0]).toMatchObject({ view: { callback_id: 'cleanup.undo', private_metadata: 'k1.1' } });
    expect(room.places.look('k1.1/U0ALICE')).toBe('C1');
  });

  it.each([
    [
      'after its time',
      goneItem({ removal: removal({ doneAt: NOON - DAY }) }),
      'The time to put it back is over',
    ],
    ['where nothing was removed', openItem(), 'I have removed nothing here'],
  ])('opens nothing %s', async (_, one, said) => {
    const { click, opened, whispers } = press('k1.1');
    await undoItem(fakeRoom(mayWorkOn(one)), click);
    expect(opened).toEqual([]);
    expect(whispers[0]?.text).toContain(said);
    expect(whispers[0]?.text).toContain('Nothing was changed.');
  });
});

describe('a press on Sign off', () => {
  it('opens the modal for whoever may, and says why for who may not', async () => {
    const one = item();
    const may = press('k1.1');
    await signOffItem(
      fakeRoom({ mayWorkOn: async () => ({ kind: 'may', item: one, checklist: checklist([one]) }) }),
      may.click,
    );
    expect(may.opened[0]).toMatchObject({
      view: { callback_id: 'cleanup.sign-off', private_metadata: 'k1.1' },
    });
    const not = press('k1.1');
    await signOffItem(fakeRoom({ mayWorkOn: async () => REFUSED }), not.click);
    expect(not.opened).toEqual([]);
    expect(not.whispers[0]?.text).toContain('Nothing was changed.');
  });
});

describe('a press on Show', () => {
  it('shows the item to the one who pressed, and to no guest', async () => {
    const read = async () => checklist([goneItem()]);
    const shown = press('k1.1');
    await showItem(fakeRoom({ read }), shown.click);
    expect(shown.whispers[0]?.text).toContain('Before its removal, to the letter');
    const guest = press('k1.1');
    const mayRead = async () => ({ allowed: false as const, why: 'Guests may not read.' });
    await showItem(fakeRoom({ read }, { mayRead }), guest.click);
    expect(guest.whispers[0]?.text).toContain('Guests may not read.');
    expect(guest.whispers[0]?.text).not.toContain('rdsdts');
  });

  it('says so where the item is no longer held', async () => {
    const { click, whispers } = press('k1.9');
    await showItem(fakeRoom({ read: async () => null }), click);
    expect(whispers[0]?.text).toContain('I no longer hold this item');
  });
});

describe('a press on Show all', () => {
  it('whispers page after page, each next one in place of the one before', async () => {
    const room = fakeRoom({ read: async (id) => (id === 'k1' ? checklist(items(25, () => ({}))) : null) });
    const first = press('k1');
    await showAllItems(room, first.click);
    const [one] = first.whispers;
    if (one === undefined) throw new Error('nothing was whispered');
    expect(one.text).toContain('page 1 of 3');
    expect(one.replace_original).toBe(false);
    const next = buttonsOf(one).find(({ id }) => id === 'cleanup.show-all')?.value ?? '';
    const second = press(next, { ephemeral: true });
    await showAllItems(room, second.click);
    expect(second.whispers[0]?.text).toContain('page 2 of 3');
    expect(second.whispers[0]?.replace_original).toBe(true);
  });

  it('says what to press where the page is forgotten', async () => {
    const { click, whispers } = press('l99', { ephemeral: true });
    await showAllItems(fakeRoom({ read: async () => null }), click);
    expect(whispers[0]?.text).toContain('Press "Show all" on the checklist again.');
  });
});

describe('the buttons of the list', () => {
  const done = checklist([openItem()], { quietUntil: NOON + DAY });

  it('look again, take over and keep quiet, and say what came of it', async () => {
    const calls: unknown[] = [];
    const outcome = (name: string) => async (input: object) => {
      calls.push([name, input]);
      return { kind: 'done' as const, checklist: done };
    };
    const room = fakeRoom({
      lookAgain: outcome('look'),
      takeOver: outcome('take'),
      snooze: outcome('snooze'),
    });
    const said: string[] = [];
    for (const handle of [lookAgain, takeList, snoozeList]) {
      const { click, whispers } = press('k1');
      await handle(room, click);
      said.push(whispers[0]?.text ?? '');
    }
    const input = { checklistId: 'k1', actor: ALICE };
    expect(calls).toEqual([
      ['look', input],
      ['take', input],
      ['snooze', input],
    ]);
    expect(said[0]).toContain('Looked again. CLEAN-UP orders-prod: 0 of 1; to do: 1 open.');
    expect(said[1]).toContain('yours now');
    expect(said[2]).toContain('before 2026-11-22 12:00 UTC');
  });

  it('say why not, and that nothing was changed', async () => {
    const refused = async () => ({ kind: 'refused' as const, why: 'You own this list already.' });
    const { click, whispers } = press('k1');
    await takeList(fakeRoom({ takeOver: refused }), click);
    expect(whispers[0]?.text).toMatch(/^You own this list already\.[\s\S]*Nothing was changed\.$/);
  });
});
