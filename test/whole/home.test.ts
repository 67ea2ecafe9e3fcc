import { describe, expect, it } from 'vitest';
import { BOT_USER, GROUPS, PEOPLE } from '../../src/demo/slack/seed.ts';
import { hashOf, homeButtons, homeText, homeWith, openHome, pressHome, toldDirectly } from './home-tab.ts';
import { alice, bob, carol, cutover, gina, type Night, oscar, startNight } from './night.ts';
import { endingsIn, settled } from './told.ts';

const { sam } = PEOPLE;

const AGREED = `
  - allow: [terminate, cleanup]
    who: [${GROUPS.dba}]
    approvals: 1
    approvers: [${GROUPS.leads}]
  - allow: [hold, freeze]
    who: [${GROUPS.dba}]
`;

async function waiting(night: Night) {
  await night.end(alice, '/dts terminate orders-prod because INC-4711', 'orders-prod');
  return night.ending('awaiting-approval');
}

describe('the Home tab of somebody who may agree', () => {
  it('shows an ending that waits, takes the agreement, tells what came of it, and shows what is left', async () => {
    const night = await startNight({ policy: AGREED });
    await openHome(night, bob);
    expect(homeText(night, bob)).toContain('Nobody waits for your agreement.');

    const post = await waiting(night);
    const shown = await homeWith(night, bob, 'Waiting for your agreement');
    expect(shown).toContain('WAITING FOR AGREEMENT: orders-prod');
    expect(shown).toContain('cut-over INC-4711');
    expect(shown).toContain('can never be restarted');
    await night.workspace.waitFor(() => JSON.stringify(night.workspace.home(bob)).includes('/archives/'));
    expect(JSON.stringify(night.workspace.home(bob))).toContain(
      `/archives/${cutover}/p${post.ts.replace('.', '')}`,
    );
    expect(homeButtons(night, bob)).toEqual([
      'ending.approve',
      'ending.plan',
      'ending.reject',
      'ending.withdraw',
      'home.look',
    ]);

    await pressHome(night, bob, 'ending.plan');
    expect((await toldDirectly(night, bob, 'orders-prod')).text).toContain('orders-prod');
    expect(night.deeds()).toEqual([]);

    await pressHome(night, bob, 'ending.approve');
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
    await toldDirectly(night, bob, 'Recorded. orders-prod');
    const after = await homeWith(night, bob, 'Clean-up that is open');
    expect(after).toContain('Nobody waits for your agreement.');
    expect(after).toContain('In your channels');
    await openHome(night, alice);
    expect(homeText(night, alice)).toContain('Yours');
    expect(night.workspace.problems).toEqual([]);
  });

  it('asks for the reason of a no in a form, and the ending is gone from it', async () => {
    const night = await startNight({ policy: AGREED });
    await openHome(night, carol);
    await waiting(night);
    await homeWith(night, carol, 'Waiting for your agreement');
    await pressHome(night, carol, 'ending.reject');
    await night.modal(carol);
    await night.submit(carol, { reason: 'the month end runs' });
    await settled(night, ['rejected']);
    await homeWith(night, carol, 'Nobody waits for your agreement.');
    await toldDirectly(night, carol, 'Recorded. orders-prod: rejected.');
    expect(night.deeds()).toEqual([]);
  });
});

describe('the Home tab of the person who asked', () => {
  it('has the plan until it is confirmed, shows it again in a direct message, and it is confirmed there', async () => {
    const night = await startNight({ policy: `\n  - allow: [terminate]\n    who: [${GROUPS.dba}]\n` });
    await openHome(night, alice);
    await night.ask(alice, '/dts terminate orders-prod');
    expect(await homeWith(night, alice, 'Waiting for your press')).toContain('END FOR GOOD: orders-prod');
    expect(homeText(night, alice)).toContain('1 waits for you');

    await pressHome(night, alice, 'plan.refresh');
    const plan = await toldDirectly(night, alice, 'END FOR GOOD: orders-prod');
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    await night.submit(alice, { name: 'orders-prod', reason: '' });
    await settled(night, ['ended']);
    const after = await homeWith(night, alice, 'No plan of yours waits for a press.');
    expect(after).toContain('Nothing is under way.');
    expect(night.deeds()).toHaveLength(1);
  });

  it('names the channel, and offers no button, where the policy wants the press to come from there', async () => {
    const night = await startNight({
      policy: `\n  - allow: [terminate]\n    who: [${GROUPS.dba}]\n    channels: [${cutover}]\n`,
    });
    await openHome(night, alice);
    await night.ask(alice, '/dts terminate orders-prod');
    const shown = await homeWith(night, alice, 'Waiting for your press');
    expect(shown).toContain('The policy allows it to you in');
    expect(shown).toContain('/dts terminate orders-prod');
    expect(JSON.stringify(night.workspace.home(alice))).toContain(`"channel_id":"${cutover}"`);
    expect(homeButtons(night, alice)).toEqual(['home.look']);
  });

  it('shows what runs until it is over, and a scheduled end with its veto', async () => {
    const night = await startNight({
      policy: `\n  - allow: [terminate, release]\n    who: [${GROUPS.dba}]\n`,
      speed: 1,
    });
    await openHome(night, alice);
    await night.end(alice, '/dts terminate orders-prod in 3h because INC-1', 'orders-prod');
    const shown = await homeWith(night, alice, 'Scheduled');
    expect(shown).toContain('SCHEDULED FOR');
    expect(homeButtons(night, alice)).toEqual(['ending.veto', 'ending.plan', 'ending.withdraw', 'home.look']);
    await pressHome(night, alice, 'ending.veto');
    await toldDirectly(night, alice, 'Recorded. orders-prod: vetoed.');
    await homeWith(night, alice, 'Nothing is scheduled');
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    expect(await homeWith(night, alice, 'Under way')).toContain('asked by');
  });
});

describe('the Home tab of everybody', () => {
  it('has tasks in trouble as they were listed last, and lists them anew when asked', async () => {
    const night = await startNight({ config: (text) => `${text}\nwatch: { pollSeconds: 3600 }\n` });
    await openHome(night, oscar);
    const first = await homeWith(night, oscar, 'in trouble. Listed');
    expect(first).toContain('DRS-crm');
    const before = hashOf(night, oscar);
    await pressHome(night, oscar, 'home.look');
    await homeWith(night, oscar, 'in trouble. Listed', (home) => home['hash'] !== before);
    expect(night.workspace.problems).toEqual([]);
  });

  it('has holds and the freeze, and takes away what they keep from being pressed', async () => {
    const night = await startNight({ policy: AGREED });
    await openHome(night, bob);
    await waiting(night);
    await homeWith(night, bob, 'Waiting for your agreement');
    await night.ask(alice, '/dts hold orders-prod because month end');
    const held = await homeWith(night, bob, 'Holds and freezes');
    expect(held).toContain('In the way');
    expect(held).toContain('month end');
    expect(homeButtons(night, bob)).toEqual(['ending.plan', 'ending.reject', 'ending.withdraw', 'home.look']);
    await night.ask(alice, '/dts unhold orders-prod');
    await homeWith(night, bob, 'Nothing is on hold or frozen by anybody.');
    expect(homeButtons(night, bob)).toContain('ending.approve');
  });

  it('has the clean-up of channels that the person is in, and of no others', async () => {
    const night = await startNight();
    night.workspace.faults.setMembers(cutover, [alice, oscar, BOT_USER]);
    await openHome(night, oscar);
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await night.checklist();
    await homeWith(night, oscar, 'In your channels');
    await openHome(night, carol);
    expect(homeText(night, carol)).toContain('No clean-up is left for you or your channels.');
  });
});

describe('a Home tab that was opened before a restart', () => {
  it('is out of date until it is opened again, or something is pressed on it', async () => {
    const night = await startNight({ policy: AGREED });
    await openHome(night, bob);
    await waiting(night);
    await homeWith(night, bob, 'Waiting for your agreement');
    night.kill('SIGKILL');
    await night.restart();
    const before = hashOf(night, bob);
    await pressHome(night, bob, 'ending.reject');
    await night.modal(bob);
    await night.submit(bob, { reason: 'not tonight' });
    await settled(night, ['rejected']);
    await homeWith(night, bob, 'Nobody waits for your agreement.', (home) => home['hash'] !== before);
  });
});

describe('the Home tab where Slack sends signed requests', () => {
  it('is filled and changes as it does over a socket', async () => {
    const night = await startNight({ policy: AGREED, transport: 'http' });
    await openHome(night, bob);
    await waiting(night);
    await homeWith(night, bob, 'Waiting for your agreement');
    await pressHome(night, bob, 'ending.approve');
    await settled(night, ['ended']);
    await homeWith(night, bob, 'Nobody waits for your agreement.');
    expect(night.deeds()).toHaveLength(1);
  });
});

describe('the Home tab of people who do not count', () => {
  it.each([
    ['a guest', gina, 'you are a guest'],
    ['a person of another workspace', sam, 'you belong to another workspace'],
  ])('of %s says why in one sentence, and nothing of tasks', async (_, person, why) => {
    const night = await startNight({ policy: AGREED });
    await openHome(night, person);
    await waiting(night);
    await night.workspace.openHome(person);
    const home = night.workspace.home(person) as { blocks: object[] };
    expect(home.blocks).toHaveLength(1);
    expect(homeText(night, person)).toContain(why);
    expect(JSON.stringify(home)).not.toMatch(/orders|crm|actions/);
  });
});
