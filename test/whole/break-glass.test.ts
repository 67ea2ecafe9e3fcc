import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { GROUPS } from '../../src/demo/slack/seed.ts';
import { auditLines } from './clean-up.ts';
import { configOf, envOf, runCommand } from './command.ts';
import { alice, bob, carol, type Night, oscar, startNight } from './night.ts';
import { allTold, checklistsIn, endingsIn, settled } from './told.ts';

const POLICY = `
  - allow: [terminate]
    who: [${GROUPS.dba}]
    approvals: 1
    approvers: [${GROUPS.leads}]
  - allow: [cleanup]
    who: [${GROUPS.dba}]
`;

async function verified(night: Night): Promise<void> {
  const { code, said } = await runCommand(['audit', 'verify', '--config', configOf(night)], envOf(night));
  expect([code, said]).toEqual([0, expect.any(String)]);
}

describe('a task that was ended in the console because nobody could agree', () => {
  it('is picked up by cleanup while its ending still waits: over, not by us, with its checklist and who asked', async () => {
    const night = await startNight({ policy: POLICY });
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    const post = await night.ending('awaiting-approval');
    night.workspace.faults.setGroup(GROUPS.leads, [oscar]);
    night.workspace.faults.setDeactivated(oscar, true);
    expect((await night.pressFor(bob, post, 'ending.approve')).text).toContain(
      'You are not among those who may',
    );

    night.clouds.world.endInConsole(DTS.orders);
    expect((await night.ask(carol, '/dts cleanup orders-prod')).text).toContain('is being posted');
    const ended = await settled(night, ['ended']);
    expect(ended.text).toContain('ENDED ALREADY, NOT BY US: orders-prod');
    expect(ended.ts).toBe(post.ts);
    const checklist = await night.checklist();
    expect(checklist.metadata?.event_payload).toMatchObject({
      ending: ended.metadata?.event_payload['ending'],
      task: DTS.orders,
    });
    expect(checklistsIn(night)).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
    expect(auditLines(night, 'ending.ended').at(-1)).toMatchObject({
      actor: carol,
      actorName: 'carol',
      byUs: false,
    });
    expect(auditLines(night, 'checklist.opened')).toHaveLength(1);
    expect(night.deeds()).toEqual([]);
    await verified(night);
  });

  it('is picked up by cleanup without any ending, and the log says who asked and that it was not by us', async () => {
    const night = await startNight({ policy: POLICY });
    night.clouds.world.endInConsole(DTS.orders);
    expect((await night.ask(alice, '/dts cleanup orders-prod')).text).toContain('is being posted');
    const checklist = await night.checklist();
    expect(checklist.text).toContain('CLEAN-UP orders-prod');
    await allTold(night);
    expect(endingsIn(night)).toEqual([]);
    const opened = auditLines(night, 'checklist.opened').at(-1);
    expect(opened).toMatchObject({ actor: alice, actorName: 'alice', byUs: false, status: 'Finished' });
    expect(night.deeds()).toEqual([]);
    await verified(night);
  });

  it('is not picked up while it lives, nor by somebody without the right', async () => {
    const night = await startNight({ policy: POLICY });
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await night.ending('awaiting-approval');
    expect((await night.ask(alice, '/dts cleanup orders-prod')).text).not.toContain('is being posted');
    night.clouds.world.endInConsole(DTS.orders);
    expect((await night.ask(oscar, '/dts cleanup orders-prod')).text).not.toContain('is being posted');
    expect((await night.ending('awaiting-approval')).text).toContain('WAITING FOR AGREEMENT');
    expect(checklistsIn(night)).toEqual([]);
  });
});
