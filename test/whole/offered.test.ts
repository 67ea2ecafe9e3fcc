import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../src/demo/slack/seed.ts';
import { alice, bob, buttonsOn, cutover, dbOps, gina, oscar, startNight, valuesOn } from './night.ts';

const POLICY = `
  - { deny: [release], who: [everyone], because: releases are made in the console }
  - { allow: [terminate, pause, cleanup], who: [${GROUPS.dba}], channels: [${cutover}] }
  - { allow: [force-terminate, freeze], who: [${GROUPS.leads}] }
  - { allow: [hold], who: [everyone] }
`;

describe('the help', () => {
  it('lists to each person what that person may do in that channel, and says who may do the rest', async () => {
    const night = await startNight({ policy: POLICY });
    const mine = await night.ask(alice, '/cutover help');
    for (const verb of ['list', 'show', 'terminate', 'pause', 'cleanup', 'undo', 'hold', 'holds'])
      expect(mine.text).toContain(`/cutover ${verb}`);
    for (const verb of ['force-terminate', 'release', 'resume', 'freeze'])
      expect(mine.text).not.toContain(`/cutover ${verb}`);
    expect(mine.text).toContain(`force-terminate, freeze, unfreeze only for <!subteam^${GROUPS.leads}>`);
    expect(mine.text).toContain('release denied by rule 1 of the policy: releases are made in the console');
    expect(mine.text).toContain('resume for nobody, because no rule of the policy allows it');

    const elsewhere = await night.ask(alice, '/cutover help', dbOps);
    expect(elsewhere.text).not.toContain('/cutover terminate');
    expect(elsewhere.text).toContain(`terminate, pause, cleanup, undo for you only in <#${cutover}>`);

    const outsider = await night.ask(oscar, '/cutover help');
    expect(outsider.text).toContain('/cutover show TASK');
    expect(outsider.text).toContain('/cutover hold TASK');
    expect(outsider.text).not.toContain('/cutover terminate');
    expect((await night.ask(gina, '/cutover help')).text).toContain('/cutover terminate TASK');
  });
});

describe('buttons', () => {
  it('are offered for what a person may, with who may the rest; a press is judged again all the same', async () => {
    const night = await startNight({ policy: POLICY });
    const mine = await night.ask(alice, '/dts show ledger-prod');
    expect(valuesOn(mine, 'plan.request').map((value) => value.split(':')[0])).toEqual([
      'terminate',
      'pause',
    ]);
    const other = await night.ask(oscar, '/dts show ledger-prod');
    expect(buttonsOn(other)).toEqual([]);
    expect(other.text).toContain(`End  only for <!subteam^${GROUPS.dba}> in <#${cutover}>.`);

    night.workspace.faults.setGroup(GROUPS.dba, [bob]);
    const refused = await night.pressFor(alice, mine, 'plan.request', valuesOn(mine, 'plan.request')[0]);
    expect(refused.text).toContain('You may not terminate ledger-prod');
    expect(buttonsOn(refused)).toEqual([]);
    expect(buttonsOn(await night.ask(alice, '/dts show ledger-prod'))).toEqual([]);
    expect(night.deeds()).toEqual([]);
  });

  it('are none while Slack does not say who is in a group; the answer comes all the same, and says so', async () => {
    const night = await startNight({ policy: POLICY });
    night.workspace.faults.failNext('usergroups.users.list', { kind: 'status', status: 503 }, 50);
    const list = await night.ask(alice, '/dts list');
    expect(list.text).toContain('ledger-prod');
    expect(buttonsOn(list)).not.toContain('plan.request');
    expect(list.text).toContain('not offered, because Slack did not say whether you may');
    const help = await night.ask(alice, '/dts help');
    expect(help.text).toContain('/dts show TASK');
    expect(help.text).not.toContain('/dts terminate');
    expect(help.text).toContain('because Slack did not say whether you may');
  });

  it('of a task in trouble are the ways that are for the reader; the other way is named with who may', async () => {
    const night = await startNight({
      policy: `
  - { allow: [terminate, resume], who: [${GROUPS.dba}] }
  - { allow: [force-terminate], who: [${GROUPS.leads}] }`,
    });
    const answer = await night.ask(alice, '/drs stop DRS-crm');
    expect(valuesOn(answer, 'plan.request').map((value) => value.split(':')[0])).toEqual(['resume']);
    expect(answer.text).toContain(`End by force  only for <!subteam^${GROUPS.leads}>.`);
    const forced = await night.ask(bob, '/drs stop DRS-crm');
    expect(valuesOn(forced, 'plan.request').map((value) => value.split(':')[0])).toEqual([
      'resume',
      'force-terminate',
    ]);
  });
});
