import { describe, expect, it, vi } from 'vitest';
import { GROUPS } from '../../src/demo/slack/seed.ts';
import {
  askToRemove,
  auditLines,
  BLOCKS,
  changesIn,
  groupsOn,
  inState,
  itemOn,
  OTHERS,
  ofDts,
  openList,
  putDatabase,
  putEndedTask,
  startCleanUp,
  submitFor,
} from './clean-up.ts';
import { alice, bob, buttonsOn, gina, type Night, oscar } from './night.ts';

const DATABASE = 'rm-pressed';
const GROUP = 'rdsdts_orders';

async function startPressed(policy?: string): Promise<Night> {
  const night = await startCleanUp(policy === undefined ? {} : { policy });
  putDatabase(night, { product: 'RDS', id: DATABASE });
  putEndedTask(night, { id: 'k0over', name: 'moved-out', database: DATABASE });
  return night;
}

/** How many answers say these words, in the channel or, where it is no longer known, directly. */
function told(night: Night, words: string): number {
  const answers = night.workspace.calls.filter(({ method }) => method.startsWith('chat.post'));
  return answers.filter((call) => JSON.stringify(call).includes(words)).length;
}

describe('a value that changes between the modal and its confirmation', () => {
  it.each([
    ['more addresses', ofDts({ ips: [...BLOCKS, '8.8.8.8'] })],
    ['fewer addresses', ofDts({ ips: BLOCKS.slice(1) })],
    ['the same addresses in another order', ofDts({ ips: BLOCKS.toReversed() })],
    ['another mark', ofDts({ attribute: '' })],
  ])('voids it (%s): nothing is sent, and the new value is a new question', async (_, changed) => {
    const night = await startPressed();
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, GROUP);
    night.clouds.world.network.putGroup(DATABASE, changed);

    const answer = await submitFor(night);
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain('It has changed since it was shown.');
    expect(answer.text).toContain('Nothing was changed.');
    expect(changesIn(night)).toEqual([]);
    expect(groupsOn(night, DATABASE)).toEqual([...OTHERS, changed]);

    const why = 'it has changed since its removal was confirmed';
    const { item, list: after } = await inState(night, 'moved-out', why, 'OPEN');
    expect(item.text).toContain(GROUP);
    await askToRemove(night, after, GROUP);
    await submitFor(night);
    await inState(night, 'moved-out', GROUP, 'GONE');
    const [only, ...more] = changesIn(night);
    expect(more).toEqual([]);
    expect(only?.parameters['SecurityIps']).toBe(changed.ips.join(','));
    expect(groupsOn(night, DATABASE)).toEqual(OTHERS);
  });

  it('that somebody took away meanwhile is gone without a call', async () => {
    const night = await startPressed();
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, GROUP);
    night.clouds.world.network.removeGroup(DATABASE, GROUP);
    const answer = await submitFor(night);
    expect(answer.text).toContain('nothing was sent, a new look shows it gone');
    const { item } = await inState(night, 'moved-out', GROUP, 'GONE');
    expect(item.text).toContain('gone without a call of mine');
    expect(item.buttons).not.toContain('cleanup.undo');
    expect(changesIn(night)).toEqual([]);
  });
});

describe('one removal, however often it is confirmed', () => {
  it('a modal whose submission is delivered five times makes one call', async () => {
    const night = await startPressed();
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, GROUP);
    night.workspace.faults.duplicateNext(4);
    await night.submit(alice, {});
    await inState(night, 'moved-out', GROUP, 'GONE');
    await vi.waitFor(() => expect(told(night, 'This was confirmed already.')).toBe(4), { timeout: 5_000 });
    expect(changesIn(night)).toHaveLength(1);
    expect(auditLines(night, 'checklist.removal-confirmed')).toHaveLength(1);
    expect(auditLines(night, 'checklist.removal-refused')).toHaveLength(4);
    expect(groupsOn(night, DATABASE)).toEqual(OTHERS);
    expect(night.workspace.problems).toEqual([]);
  });

  it('five presses of Remove show modals and send nothing; two people who confirm make one call', async () => {
    const night = await startPressed();
    const list = await openList(night, 'moved-out');
    const item = itemOn(list, GROUP);
    await Promise.all(Array.from({ length: 5 }, () => night.press(alice, list, 'cleanup.remove', item.id)));
    await night.modal(alice);
    expect(changesIn(night)).toEqual([]);
    await askToRemove(night, list, GROUP, bob);
    const answers = await Promise.all([submitFor(night, {}, alice), submitFor(night, {}, bob)]);
    await inState(night, 'moved-out', GROUP, 'GONE');
    expect(changesIn(night)).toHaveLength(1);
    const said = answers.map(({ text }) => text);
    expect(said.filter((text) => text.startsWith('REMOVED'))).toHaveLength(1);
    expect(said.filter((text) => text.startsWith('NOT REMOVED'))).toHaveLength(1);
    expect(night.workspace.problems).toEqual([]);
  });

  it('a modal that was still open when somebody else removed it is told so', async () => {
    const night = await startPressed();
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, GROUP);
    await askToRemove(night, list, GROUP, bob);
    await submitFor(night, {}, alice);
    await inState(night, 'moved-out', GROUP, 'GONE');
    const late = await submitFor(night, {}, bob);
    expect(late.text).toContain('NOT REMOVED');
    expect(late.text).toContain('it is gone now');
    expect(changesIn(night)).toHaveLength(1);
  });

  it('a modal that is too old removes nothing, and Remove may be pressed again', async () => {
    const times = 'pollSeconds: 0.2, timeoutMinutes: 0.5, confirmMinutes: 0.01, approvalHours: 1';
    const night = await startCleanUp({ ending: times });
    putDatabase(night, { product: 'RDS', id: DATABASE });
    putEndedTask(night, { id: 'k0over', name: 'moved-out', database: DATABASE });
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, GROUP);
    const shown = Date.now();
    await vi.waitFor(() => expect(Date.now() - shown).toBeGreaterThan(700), { timeout: 5_000 });
    const answer = await submitFor(night);
    expect(answer.text).toContain('This question is too old');
    expect(answer.text).toContain('Nothing was changed.');
    expect(changesIn(night)).toEqual([]);
    await inState(night, 'moved-out', GROUP, 'OPEN');
  });
});

describe('people without the right to clean up', () => {
  it.each([
    ['an outsider', oscar, 'You may not'],
    ['a guest', gina, 'you are a guest'],
  ])('%s gets no modal, and nothing is sent', async (_, person, why) => {
    const night = await startPressed();
    const list = await openList(night, 'moved-out');
    const one = await night.pressFor(person, list, 'cleanup.remove', itemOn(list, GROUP).id);
    expect(one.text).toContain(why);
    expect(one.text).toContain('Nothing was changed.');
    const all = await night.pressFor(person, list, 'cleanup.remove-all');
    expect(all.text).toContain(why);
    expect(night.workspace.view(person)).toBeNull();
    expect(auditLines(night, 'checklist.removal-shown')).toEqual([]);
    expect(changesIn(night)).toEqual([]);
  });

  it('who lost it between the modal and its confirmation is refused, and the log says who tried', async () => {
    const night = await startPressed();
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, GROUP);
    night.workspace.faults.setGroup(GROUPS.dba, [bob]);
    const answer = await submitFor(night);
    expect(answer.text).toContain('You may not');
    expect(changesIn(night)).toEqual([]);
    await inState(night, 'moved-out', GROUP, 'OPEN');
    expect(auditLines(night, 'checklist.removal-refused')).toMatchObject([{ actor: alice }]);
  });

  it('a guest cannot even have it looked at again', async () => {
    const night = await startPressed();
    const list = await openList(night, 'moved-out');
    const answer = await night.pressFor(gina, list, 'cleanup.rescan');
    expect(answer.text).toContain('you are a guest');
  });
});

describe('a policy that asks for the name', () => {
  it('asks for it in the modal, keeps the modal open on a wrong one, and takes the reason along', async () => {
    const night = await startPressed(
      `\n  - allow: [terminate, cleanup]\n    who: [${GROUPS.dba}]\n    confirm: type-name\n`,
    );
    const list = await openList(night, 'moved-out');
    expect(buttonsOn(list)).toContain('cleanup.remove');
    const modal = await askToRemove(night, list, GROUP);
    expect(modal).toContain('Which task was it?');
    expect(await night.submit(alice, { name: 'moved-in', reason: 'INC-4711' })).toEqual({
      kind: 'errors',
      errors: { name: 'That is not moved-out. Nothing has happened.' },
    });
    expect(changesIn(night)).toEqual([]);

    await submitFor(night, { name: ' Moved-Out ', reason: 'INC-4711' });
    const { item } = await inState(night, 'moved-out', GROUP, 'GONE');
    expect(item.text).toContain('"INC-4711"');
    expect(changesIn(night)).toHaveLength(1);
    expect(auditLines(night, 'checklist.removal-confirmed')).toMatchObject([{ reason: 'INC-4711' }]);
  });
});
