import { describe, expect, it } from 'vitest';
import { DRS } from '../../src/demo/clouds/drs/drs-seed.ts';
import { alice, bob, buttonsOn, cutover, everythingIn, startNight, valuesOn } from './night.ts';

describe('stopping a DRS migration', () => {
  it('stops it the ordinary way, proves it and posts a checklist with the addresses from before the stop', async () => {
    const night = await startNight();
    const { workspace } = night;

    const plan = await night.ask(alice, '/drs stop DRS-shop-prod because cut-over INC-4712');
    expect(plan.text).toContain('END FOR GOOD: DRS-shop-prod');
    expect(plan.text).toContain('the stop carries triggers and events over');
    expect(plan.text).toContain('both databases must be reachable meanwhile');
    expect(plan.text).toContain('on/off status of events is never carried');
    expect(plan.text).toContain('a stopped task cannot be resumed');
    expect(plan.text).toContain('close nothing between the databases and DRS');
    expect(plan.text).toContain('80.158.10.20 / 192.168.0.229');
    expect(plan.text).toContain('Reason  cut-over INC-4712');
    expect(night.deeds()).toEqual([]);

    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    expect((await night.submit(alice, { name: 'jb101', reason: '' })).kind).toBe('errors');
    expect((await night.submit(alice, { name: '3jb101', reason: 'cut-over INC-4712' })).kind).toBe('closed');

    const taken = await night.ending('ending');
    expect(taken.text).toContain('Do not close the network yet.');
    const ended = await night.ending('ended');
    const checklist = await night.checklist();
    expect(ended.ts).toBe(taken.ts);
    expect(ended.text).toContain('ENDED: DRS-shop-prod');
    expect(ended.text).toContain('RELEASE_RESOURCE_COMPLETE');
    expect(ended.text).toContain('asked once');
    expect(night.deeds()).toEqual([
      {
        action: 'batch-jobs',
        parameters: { body: { jobs: [{ job_id: DRS.shop, delete_type: 'terminate' }] } },
      },
    ]);

    await expect(night.ask(alice, '/drs show DRS-shop-prod')).resolves.toMatchObject({
      text: expect.not.stringContaining('80.158.10.20'),
    });
    expect(checklist.metadata?.event_payload).toMatchObject({ task: DRS.shop, open: 11 });
    expect(checklist.text).toContain('automatic public address 80.158.10.20');
    const outside = valuesOn(checklist, 'cleanup.show').find((value) => value.endsWith('.4'));
    const shown = await night.pressFor(bob, checklist, 'cleanup.show', outside);
    expect(shown.text).toContain('80.158.10.20/32');
    expect(shown.text).toContain('192.168.0.229/32');

    await night.press(bob, checklist, 'cleanup.sign-off', outside);
    await night.modal(bob);
    expect((await night.submit(bob, { reason: '  ' })).kind).toBe('errors');
    expect((await night.submit(bob, { reason: 'closed 3306, CHG-88' })).kind).toBe('closed');
    const signed = await workspace.waitFor(() =>
      workspace.messages(cutover).find((post) => post.metadata?.event_payload['open'] === 10),
    );
    expect(signed.ts).toBe(checklist.ts);
    expect(signed.text).toContain('2 of 12');
    expect(signed.text).toContain('closed 3306, CHG-88');
    expect(valuesOn(signed, 'cleanup.sign-off')).not.toContain(outside);

    const again = await night.ask(alice, '/drs cleanup DRS-shop-prod');
    expect(again.text).toContain('CLEAN-UP DRS-shop-prod: 2 of 12');
    expect(again.text).toContain('closed 3306, CHG-88');
    expect(workspace.messages(cutover)).toHaveLength(2);
    expect(everythingIn(night, cutover).every((post) => !buttonsOn(post).includes('ending.confirm'))).toBe(
      true,
    );
    expect(workspace.problems).toEqual([]);
  });

  it('refuses the clean-up before the end, and a stop of a task that is over', async () => {
    const night = await startNight();

    const early = await night.ask(alice, '/drs cleanup DRS-shop-prod');
    expect(early.text).toContain('is not over');
    expect(early.text).toContain('The task is ended before the network is cut');

    const over = await night.ask(alice, '/drs stop DRS-wiki');
    expect(over.text).toContain('NOTHING TO DO: DRS-wiki');
    expect(over.text).toContain('cleanup DRS-wiki');
    expect(buttonsOn(over)).not.toContain('ending.confirm');
    await night.ask(alice, '/drs cleanup DRS-wiki');
    expect((await night.checklist()).text).toContain('CLEAN-UP DRS-wiki');
    expect(night.deeds()).toEqual([]);
  });
});
