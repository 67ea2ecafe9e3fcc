import { describe, expect, it } from 'vitest';
import { DRS } from '../../src/demo/clouds/drs/drs-seed.ts';
import { alice, bob, buttonsOn, buttonValue, cutover, message, startNight, valuesOn } from './night.ts';

describe('a DRS task in trouble', () => {
  it('is not stopped but resumed: way 1, and the ordinary stop works when it is well again', {
    timeout: 60_000,
  }, async () => {
    const night = await startNight();
    const { workspace, clouds } = night;

    const refused = await night.ask(alice, '/drs terminate DRS-crm');
    expect(refused.text).toContain('CANNOT STOP NORMALLY: DRS-crm');
    expect(refused.text).toContain('INCRE_TRANSFER_FAILED');
    expect(refused.text).toContain('Way 1 keeps triggers and events');
    expect(refused.text).toContain('Way 2 loses them');
    expect(refused.text).toContain('close nothing between the databases and DRS');
    expect(refused.text).toContain('Nothing was changed.');
    expect(new Set(buttonsOn(refused))).toEqual(new Set(['plan.request']));

    clouds.world.recover(DRS.crm);
    clouds.world.setStatus(DRS.crm, 'INCRE_TRANSFER_FAILED');
    const plan = await night.pressFor(alice, refused, 'plan.request', buttonValue(refused, 'resume'));
    expect(plan.text).toContain('RESUME: DRS-crm');
    expect(plan.text).toContain('over anything changed there meanwhile');
    const answer = await night.pressFor(alice, plan, 'ending.confirm');
    expect(workspace.view(alice)).toBeNull();
    expect(answer.text).toContain('DRS-crm: resuming');
    const resumed = await message(night, 'RESUMED: DRS-crm');
    expect(resumed.text).toContain('INCRE_TRANSFER_STARTED');
    expect(resumed.metadata?.event_type).not.toBe('cutover_ending');
    expect(night.deeds().map(({ action }) => action)).toEqual(['batch-retry-task']);

    await night.end(alice, '/drs terminate DRS-crm', 'DRS-crm');
    expect((await night.ending('ended')).text).toContain('ENDED: DRS-crm');
    await night.checklist();
    expect(JSON.stringify(night.deeds()[1])).toContain('"delete_type":"terminate"');
    expect(night.deeds()).toHaveLength(2);
    expect(workspace.problems).toEqual([]);
  });

  it('is ended by force when a lead agrees: way 2, sent once and never by the ordinary stop', {
    timeout: 60_000,
  }, async () => {
    const night = await startNight();
    const { workspace } = night;

    const refused = await night.ask(alice, '/drs stop DRS-crm because source dead, INC-4712');
    const plan = await night.pressFor(alice, refused, 'plan.request', buttonValue(refused, 'force'));
    expect(plan.text).toContain('END BY FORCE, FOR GOOD: DRS-crm');
    expect(plan.text).toContain('triggers and events are NOT carried over');
    expect(plan.text).toContain('<!subteam^S0LEADS> must agree');
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    await night.submit(alice, { name: 'DRS-crm', reason: 'source dead, INC-4712' });
    const waiting = await night.ending('awaiting-approval');
    expect(waiting.text).toContain('WAITING FOR AGREEMENT');
    expect(waiting.text).toContain('NOT carried over');
    const own = await night.pressFor(alice, waiting, 'ending.approve');
    expect(own.text).toContain('somebody else must agree');
    expect(night.deeds()).toEqual([]);

    await night.press(bob, waiting, 'ending.approve');
    const ended = await night.ending('ended');
    const checklist = await night.checklist();
    expect(ended.text).toContain('ENDED BY FORCE: DRS-crm');
    expect(ended.text).toContain('NOT carried over');
    expect(ended.text).toContain('<@U0ALICE> asked, <@U0BOB> agreed');
    expect(checklist.text).toContain('BY HAND, urgent  triggers');
    expect(checklist.text).toContain('Create them on the destination before the application writes');
    expect(night.deeds()).toEqual([
      {
        action: 'batch-jobs',
        parameters: { body: { jobs: [{ job_id: DRS.crm, delete_type: 'force_terminate' }] } },
      },
    ]);
    expect(workspace.messages(cutover)).toHaveLength(2);
    expect(workspace.problems).toEqual([]);
  });

  it('is one whose progress shows an error in two reads; a missing delay alone is only a warning', async () => {
    const night = await startNight();

    const unwell = await night.ask(alice, '/drs stop DRS-invoices');
    expect(unwell.text).toContain('CANNOT STOP NORMALLY: DRS-invoices');
    expect(unwell.text).toContain('Unable to connect to DBMS');
    expect(unwell.text).not.toContain('drs_src');
    expect(buttonsOn(unwell)).not.toContain('ending.confirm');

    const noDelay = await night.ask(alice, '/drs stop DRS-blog');
    expect(noDelay.text).toContain('END FOR GOOD: DRS-blog');
    expect(noDelay.text).toContain('Lag (!)  not known');
    expect(valuesOn(noDelay, 'ending.confirm')).toHaveLength(1);

    const healthy = await night.ask(alice, '/drs force-stop DRS-blog');
    expect(healthy.text).toContain('CANNOT END BY FORCE: DRS-blog');
    expect(healthy.text).toContain('is healthy');
    expect(valuesOn(healthy, 'plan.request')[0]).toMatch(/^terminate:/);
    expect(night.deeds()).toEqual([]);
  });

  it('whose ordinary stop failed in the cloud says so, and force comes only from a person', async () => {
    const night = await startNight();
    const { workspace, clouds } = night;
    clouds.world.setEnding(DRS.noDelay, 'fails');

    await night.end(alice, '/drs stop DRS-blog', 'DRS-blog');
    const failed = await night.ending('failed');
    expect(failed.text).toContain('RELEASE_RESOURCE_FAILED');
    expect(failed.text).toContain('The task is not over.');
    await workspace.waitFor(() => workspace.thread(cutover, failed.ts).some((post) => post.broadcast));
    expect(night.deeds()).toHaveLength(1);

    const again = await night.pressFor(alice, failed, 'plan.request');
    expect(again.text).toContain('CANNOT STOP NORMALLY: DRS-blog');
    expect(buttonsOn(again)).not.toContain('ending.confirm');
    const plan = await night.ask(alice, '/drs force-stop DRS-blog');
    expect(plan.text).toContain('END BY FORCE, FOR GOOD: DRS-blog');
    expect(night.deeds()).toHaveLength(1);
  });
});
