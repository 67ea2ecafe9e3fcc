import { describe, expect, it } from 'vitest';
import { removalView } from '../../src/slack/views/removal-view.ts';
import { submitRemoval } from '../../src/slack/views/submit-removal.ts';
import { submitSignOff } from '../../src/slack/views/submit-sign-off.ts';
import { submitUndo } from '../../src/slack/views/submit-undo.ts';
import { ask, checklist, DAY, goneItem, item, NOON } from './checklists.ts';
import { fakeRoom, submission } from './fakes.ts';

const ALICE = { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' };
const REMOVED = {
  kind: 'carried-out',
  results: [{ item: goneItem(), what: 'removed', words: 'whitelist: a new look shows it gone.' }],
} as const;

describe('a confirmed removal', () => {
  it('is checked, acknowledged, carried out once and then told in the channel where it was asked', async () => {
    const story: string[] = [];
    const inputs: unknown[] = [];
    const room = fakeRoom({
      precheckRemoval: async () => {
        story.push('checked');
        return null;
      },
      confirmRemoval: async (input) => {
        story.push('carried out');
        inputs.push(input);
        return REMOVED;
      },
    });
    room.places.keep('r1/U0ALICE', 'C1');
    const { submitted, told } = submission(
      'r1',
      { name: { value: ' orders-prod ' }, reason: { value: 'CHG-88' } },
      [],
      story,
    );
    await submitRemoval(room, submitted);
    expect(story).toEqual(['checked', 'ack', 'carried out', 'told']);
    expect(inputs).toEqual([{ id: 'r1', actor: ALICE, typed: { name: 'orders-prod', reason: 'CHG-88' } }]);
    expect(told[0]).toMatchObject({ channel: 'C1', user: 'U0ALICE' });
    expect(told[0]?.text).toContain('REMOVED  whitelist: a new look shows it gone.');
    expect(room.places.look('r1/U0ALICE')).toBeNull();
  });

  it('is waited for by a stop', async () => {
    let finish: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const room = fakeRoom({
      precheckRemoval: async () => null,
      confirmRemoval: async () => {
        await gate;
        return REMOVED;
      },
    });
    const { submitted, acks } = submission('r1', {});
    const work = submitRemoval(room, submitted);
    while (acks.length === 0) await new Promise((resolve) => setImmediate(resolve));
    let idle = false;
    const stopping = room.idle().then(() => {
      idle = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(idle).toBe(false);
    finish();
    await Promise.all([work, stopping]);
    expect(idle).toBe(true);
  });

  it('with a wrong name stays in the modal, and the next try still knows the channel', async () => {
    const room = fakeRoom({ precheckRemoval: async () => ({ kind: 'wrong-name', title: 'orders-prod' }) });
    room.places.keep('r1/U0ALICE', 'C1');
    const { submitted, acks, told } = submission('r1', { name: { value: 'orders' }, reason: {} });
    await submitRemoval(room, submitted);
    expect(acks).toEqual([
      { response_action: 'errors', errors: { name: 'That is not orders-prod. Nothing has happened.' } },
    ]);
    expect(told).toEqual([]);
    expect(room.places.look('r1/U0ALICE')).toBe('C1');
  });

  it('without the reason that a doubt wants stays in the modal', async () => {
    const doubtful = ask({
      shown: ask().shown.map((one) => ({ ...one, doubt: 'ap-south-1 did not answer' })),
    });
    const view = removalView(doubtful, { now: NOON, undoMs: DAY });
    const room = fakeRoom({
      precheckRemoval: async () => ({ kind: 'refused', why: 'Who else needs it is not known.' }),
    });
    const fields = { name: { value: 'orders-prod' }, reason: { value: '  ' } };
    const { submitted, acks } = submission('r1', fields, view.blocks);
    await submitRemoval(room, submitted);
    expect(acks).toMatchObject([
      { response_action: 'errors', errors: { reason: expect.stringContaining('say why') } },
    ]);
  });

  it('that was pressed twice, or is of somebody else, is told so and not carried out', async () => {
    const why = 'This was confirmed already. The checklist says how far it is.';
    const room = fakeRoom({ precheckRemoval: async () => ({ kind: 'refused', why }) });
    room.places.keep('r1/U0ALICE', 'C1');
    const { submitted, acks, told } = submission('r1', {});
    await submitRemoval(room, submitted);
    expect(acks).toEqual([undefined]);
    expect(told[0]?.text).toContain(why);
    expect(told[0]?.text).toContain('Nothing was changed.');
  });

  it('that breaks is told in a sentence, to the person where the channel is forgotten', async () => {
    const room = fakeRoom({
      precheckRemoval: async () => null,
      confirmRemoval: async () => {
        throw new Error('the disk is full');
      },
    });
    const { submitted, told } = submission('r1', {});
    await submitRemoval(room, submitted);
    expect(told[0]?.channel).toBe('U0ALICE');
    expect(told[0]?.text).toContain('Something broke on my side');
    expect(told[0]?.text).not.toContain('disk');
  });

  it('whose check breaks closes the modal and carries nothing out', async () => {
    const room = fakeRoom({
      precheckRemoval: async () => {
        throw new Error('the store is closed');
      },
    });
    const { submitted, acks, told } = submission('r1', {});
    await submitRemoval(room, submitted);
    expect(acks).toEqual([undefined]);
    expect(told[0]?.text).toContain('Something broke on my side');
  });
});

describe('a signature', () => {
  const signing = () => {
    const inputs: unknown[] = [];
    const room = fakeRoom({
      signOff: async (input) => {
        inputs.push(input);
        return { kind: 'signed-off', checklist: checklist([item()]) };
      },
    });
    return { room, inputs };
  };

  it('with only a line of text says that it was removed by hand', async () => {
    const { room, inputs } = signing();
    room.places.keep('k1.1/U0ALICE', 'C1');
    const { submitted, told } = submission('k1.1', { reason: { value: ' closed 3306 ' } });
    await submitSignOff(room, submitted);
    expect(inputs).toEqual([
      { itemId: 'k1.1', actor: ALICE, text: 'closed 3306', how: 'removed-by-hand', until: null },
    ]);
    expect(told).toEqual([]);
  });

  it('for what is kept needs a day that has not passed', async () => {
    const { room, inputs } = signing();
    const kept = { reason: { value: 'reports' }, how: { selected_option: { value: 'kept' } } };
    for (const until of [{}, { selected_date: '2026-11-20' }]) {
      const { submitted, acks } = submission('k1.1', { ...kept, until });
      await submitSignOff(room, submitted);
      expect(acks).toMatchObject([{ response_action: 'errors', errors: { until: expect.any(String) } }]);
    }
    expect(inputs).toEqual([]);
    const { submitted } = submission('k1.1', { ...kept, until: { selected_date: '2026-11-21' } });
    await submitSignOff(room, submitted);
    expect(inputs).toMatchObject([{ how: 'kept', until: '2026-11-21' }]);
  });

  it('drops a day that does not belong to it', async () => {
    const { room, inputs } = signing();
    const { submitted } = submission('k1.1', {
      reason: { value: 'was never there' },
      how: { selected_option: { value: 'never-there' } },
      until: { selected_date: '2026-01-01' },
    });
    await submitSignOff(room, submitted);
    expect(inputs).toMatchObject([{ how: 'never-there', until: null }]);
  });

  it('without a line of text stays in the modal', async () => {
    const { room, inputs } = signing();
    const { submitted, acks } = submission('k1.1', { reason: { value: '   ' } });
    await submitSignOff(room, submitted);
    expect(acks).toMatchObject([{ response_action: 'errors', errors: { reason: expect.any(String) } }]);
    expect(inputs).toEqual([]);
  });
});

describe('putting back', () => {
  it('needs a reason, and is then done and told', async () => {
    const inputs: unknown[] = [];
    const room = fakeRoom({
      undo: async (input) => {
        inputs.push(input);
        return { kind: 'undone', item: goneItem(), words: 'Put back: whitelist rdsdts_orders.' };
      },
    });
    room.places.keep('k1.1/U0ALICE', 'C1');
    const empty = submission('k1.1', { reason: { value: ' ' } });
    await submitUndo(room, empty.submitted);
    expect(empty.acks).toMatchObject([{ response_action: 'errors', errors: { reason: expect.any(String) } }]);
    expect(inputs).toEqual([]);
    const { submitted, told } = submission('k1.1', { reason: { value: 'needed again' } });
    await submitUndo(room, submitted);
    expect(inputs).toEqual([{ itemId: 'k1.1', actor: ALICE, reason: 'needed again' }]);
    expect(told).toMatchObject([{ channel: 'C1', text: 'Put back: whitelist rdsdts_orders.' }]);
  });

  it('that is refused ends with what was changed: nothing', async () => {
    const room = fakeRoom({ undo: async () => ({ kind: 'refused', why: 'Somebody has changed it since.' }) });
    const { submitted, told } = submission('k1.1', { reason: { value: 'needed again' } });
    await submitUndo(room, submitted);
    expect(told[0]?.text).toMatch(/^Somebody has changed it since\.[\s\S]*Nothing was changed\.$/);
  });
});
