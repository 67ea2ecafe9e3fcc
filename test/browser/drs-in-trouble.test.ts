import { expect } from 'vitest';
import { askFor, lookedAt, signOff, typeName } from './deeds.ts';
import { see, wordsOf } from './person.ts';
import { story } from './story.ts';

story(
  'a DRS task in trouble is ended by force when a lead agrees, and its triggers are signed for',
  async (stage) => {
    const alice = await stage.open();
    const refused = await askFor(
      alice,
      '/drs stop DRS-crm because source dead, INC-4712',
      'CANNOT STOP NORMALLY: DRS-crm',
    );
    const words = await wordsOf(refused);
    expect(words).toContain('Way 1 keeps triggers and events');
    expect(words).toContain('Way 2 loses them');
    expect(await refused.getByRole('button', { name: /^End/ }).count()).toBe(0);

    await alice.press(refused, /force/i);
    const plan = await see(alice.whisper('END BY FORCE, FOR GOOD: DRS-crm'));
    await see(plan.getByText(/@dba-leads must agree/));
    await alice.press(plan, /DRS-crm/);
    await typeName(alice, 'End by force', 'DRS-crm');
    const waiting = await see(alice.post('WAITING FOR AGREEMENT'));
    expect(stage.changes()).toEqual([]);

    await alice.become('Bob Lindqvist');
    await alice.press(waiting, /^Approve/);
    const ended = await see(alice.post('ENDED BY FORCE: DRS-crm'));
    expect(await wordsOf(ended)).toContain('@Alice Ngata asked, @Bob Lindqvist agreed');
    expect(stage.changes()).toEqual(['batch-jobs']);

    const list = await lookedAt(alice, 'DRS-crm');
    await see(list.getByText('BY HAND, urgent').first());
    await signOff(alice, list, 'triggers', 'created by hand from dump of 09:00');
    await see(list.getByText(/created by hand from dump of 09:00/));
    expect(stage.changes()).toEqual(['batch-jobs']);
  },
);
