import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/lifecycle/ports.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { ALICE, BOB, HOUR, MALLORY } from '../lifecycle/world.ts';
import { desk, group } from './desk.ts';

const TASK = dtsTask({ stage: 'ended', status: 'Finished' });
const NO = 'No rule lets you do that.';
const SIGNED = { how: 'never-there', text: 'none', until: null } as const;

type Desk = ReturnType<typeof desk>;
type Where = { readonly checklistId: string; readonly itemId: string };

async function opened() {
  const table = desk();
  const instance = TASK.source.instanceId ?? '';
  table.dts.leftovers = [group(instance, 'rdsdts_orders')];
  const checklist = await table.open(TASK);
  const item = checklist.items.find(({ leftover }) => leftover !== null);
  if (item === undefined) throw new Error('nothing can be removed');
  return { table, where: { checklistId: checklist.id, itemId: item.id } };
}

const asked = async (table: Desk, { checklistId, itemId }: Where) =>
  (await table.ask(checklistId, itemId)).id;
const typed = { name: null, reason: null };

const PRESSES: [string, string, object, Actor, string, (table: Desk, where: Where) => Promise<unknown>][] = [
  [
    'Remove',
    'checklist.removal-refused',
    { press: 'remove' },
    MALLORY,
    NO,
    (table, where) => table.cleanup.askRemoval({ ...where, actor: MALLORY }),
  ],
  [
    'Remove all safe',
    'checklist.removal-refused',
    { press: 'remove' },
    MALLORY,
    NO,
    (table, { checklistId }) => table.cleanup.askRemoval({ checklistId, itemId: null, actor: MALLORY }),
  ],
  [
    'the form that somebody else was shown',
    'checklist.removal-refused',
    {},
    BOB,
    'Somebody else was asked this. Press Remove yourself.',
    async (table, where) =>
      table.cleanup.precheckRemoval({ id: await asked(table, where), actor: BOB, typed }),
  ],
  [
    'the same form, confirmed',
    'checklist.removal-refused',
    {},
    BOB,
    'Somebody else was asked this. Press Remove yourself.',
    async (table, where) =>
      table.cleanup.confirmRemoval({ id: await asked(table, where), actor: BOB, typed }),
  ],
  [
    'a form that is too old',
    'checklist.removal-refused',
    {},
    ALICE,
    'This question is too old: what it shows may have changed. Press Remove again.',
    async (table, where) => {
      const id = await asked(table, where);
      table.pass(HOUR);
      return table.cleanup.confirmRemoval({ id, actor: ALICE, typed });
    },
  ],
  [
    'a wrong name',
    'checklist.removal-refused',
    {},
    ALICE,
    'wrong name',
    async (table, where) => {
      table.policy.confirm = 'type-name';
      const id = await asked(table, where);
      return table.cleanup.precheckRemoval({ id, actor: ALICE, typed: { name: 'Pa55word', reason: null } });
    },
  ],
  [
    'Sign off',
    'checklist.press-refused',
    { press: 'sign-off' },
    MALLORY,
    NO,
    (table, { itemId }) => table.cleanup.mayWorkOn('sign-off', itemId, MALLORY),
  ],
  [
    'the form that signs off',
    'checklist.press-refused',
    { press: 'sign-off' },
    MALLORY,
    NO,
    (table, { itemId }) => table.cleanup.signOff({ itemId, actor: MALLORY, ...SIGNED }),
  ],
  [
    'Undo',
    'checklist.press-refused',
    { press: 'undo' },
    MALLORY,
    NO,
    (table, { itemId }) => table.cleanup.mayWorkOn('undo', itemId, MALLORY),
  ],
  [
    'the form that puts back',
    'checklist.press-refused',
    { press: 'undo' },
    MALLORY,
    NO,
    (table, { itemId }) => table.cleanup.undo({ itemId, actor: MALLORY, reason: 'x' }),
  ],
  [
    'Take it',
    'checklist.press-refused',
    { press: 'take' },
    MALLORY,
    NO,
    (table, { checklistId }) => table.cleanup.takeOver({ checklistId, actor: MALLORY }),
  ],
  [
    'Snooze',
    'checklist.press-refused',
    { press: 'snooze' },
    MALLORY,
    NO,
    (table, { checklistId }) => table.cleanup.snooze({ checklistId, actor: MALLORY }),
  ],
  [
    'Look again',
    'checklist.press-refused',
    { press: 'rescan' },
    MALLORY,
    'Guests see nothing here.',
    (table, { checklistId }) => {
      table.policy.readers.delete('UMALLORY');
      return table.cleanup.lookAgain({ checklistId, actor: MALLORY });
    },
  ],
];

describe('a refused press in the clean-up', () => {
  it.each(PRESSES)('leaves one line with who and why: %s', async (_, type, more, actor, why, press) => {
    const { table, where } = await opened();
    await press(table, where);
    const lines = table.store.audit.filter((line) => line.type.endsWith('refused'));
    expect(lines).toMatchObject([{ type, checklist: where.checklistId, actor: actor.userId, why }]);
    expect(lines).toMatchObject([more]);
    expect(table.dts.changes).toEqual([]);
    expect(table.store.dump()).not.toContain('Pa55word');
  });

  it('names the task where there is no list yet', async () => {
    const table = desk();
    await table.cleanup.mayOpen(TASK, MALLORY);
    expect(table.store.audit).toMatchObject([
      {
        type: 'checklist.press-refused',
        press: 'open',
        task: expect.stringContaining(TASK.taskId),
        actor: 'UMALLORY',
      },
    ]);
  });

  it('leaves a line for a list that is no longer held, and none for a press that counts', async () => {
    const { table, where } = await opened();
    await table.cleanup.takeOver({ checklistId: 'k999999', actor: BOB });
    expect(table.store.audit.at(-1)).toMatchObject({ type: 'checklist.press-refused', checklist: 'k999999' });
    const before = table.store.audit.length;
    await table.cleanup.mayWorkOn('sign-off', where.itemId, ALICE);
    await table.cleanup.mayOpen(TASK, ALICE);
    expect(table.store.audit).toHaveLength(before);
  });
});
