import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { GROUPS } from '../../src/demo/slack/seed.ts';
import { configOf, envOf, runCommand } from './command.ts';
import {
  alice,
  bob,
  buttonsOn,
  carol,
  cutover,
  dbOps,
  gina,
  message,
  type Night,
  oscar,
  startNight,
} from './night.ts';
import { allTold, rowsOnDisk, settled, stateIn } from './told.ts';

const MAY = `
  - allow: [terminate, pause, resume, cleanup]
    who: [${GROUPS.dba}]
    approvals: 1
    approvers: [${GROUPS.leads}]
  - allow: [freeze]
    who: [${GROUPS.leads}]
`;

const AT_ONCE = `
  - allow: [terminate, force-terminate, pause, resume, cleanup, hold, freeze]
    who: [${GROUPS.dba}]
`;

/** The second account announces in another channel. */
function twoChannels(text: string): string {
  return text.replace('provider: drs', `provider: drs\n    channel: ${dbOps}`);
}

function newsIn(night: Night, channel: string): string[] {
  return night.workspace
    .messages(channel)
    .filter((post) => post.metadata?.event_type === 'cutover_brake')
    .map(({ text }) => text);
}

async function loadAgain(night: Night, change: (text: string) => string, said: string): Promise<void> {
  const file = configOf(night);
  const before = night.output().length;
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  night.kill('SIGHUP');
  await vi.waitFor(() => expect(night.output().slice(before)).toContain(said), 5_000);
}

describe('the red switch', () => {
  it('thrown between the question and the last approval stops the ending: nothing is sent, and it can be withdrawn', async () => {
    const night = await startNight({ policy: MAY, config: twoChannels });
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    const post = await night.ending('awaiting-approval');
    const frozen = await night.ask(carol, '/cutover freeze everything because incident INC-9');
    expect(frozen.text).toContain('Everything is frozen');
    await allTold(night);
    for (const channel of [cutover, dbOps]) {
      expect(newsIn(night, channel)).toEqual([
        expect.stringContaining(`EVERYTHING IS FROZEN\nFrozen by <@${carol}>: "incident INC-9"`),
      ]);
    }

    const refused = await night.pressFor(bob, post, 'ending.approve');
    expect(refused.text).toMatch(
      /Everything is frozen since .* UTC: "incident INC-9"\. Lift it with: unfreeze everything\./,
    );
    expect(refused.text).toContain(`Frozen by <@${carol}>.`);
    expect(refused.text).toContain('Nothing was changed by this press.');
    expect(night.deeds()).toEqual([]);
    expect(stateIn(await night.ending('awaiting-approval'))).toBe('awaiting-approval');

    await night.press(alice, post, 'ending.withdraw');
    expect((await settled(night, ['withdrawn'])).text).toContain('Nothing was changed.');
    expect(night.deeds()).toEqual([]);
    expect(night.workspace.problems).toEqual([]);
  });

  it('lifted again lets the same approval through, once', async () => {
    const night = await startNight({ policy: MAY });
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    const post = await night.ending('awaiting-approval');
    await night.ask(carol, '/drs freeze everything because incident');
    await night.pressFor(bob, post, 'ending.approve');
    await night.ask(bob, '/dts unfreeze everything');
    expect((await message(night, 'NO LONGER FROZEN')).text).toContain(`Lifted by <@${bob}>`);
    expect(night.deeds()).toEqual([]);
    await night.pressFor(bob, post, 'ending.approve');
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
  });

  it('stops the press and the form of plans that were shown before, on both clouds, and is kept over a restart', async () => {
    const night = await startNight({ policy: AT_ONCE });
    const end = await night.ask(alice, '/dts terminate orders-prod');
    const pause = await night.ask(alice, '/dts pause ledger-prod');
    const stop = await night.ask(alice, '/drs stop DRS-shop-prod');
    await night.press(alice, stop, 'ending.confirm');
    await night.modal(alice);
    await night.ask(bob, '/cutover freeze everything because incident INC-9');

    await night.submit(alice, { name: 'DRS-shop-prod' });
    await night.workspace.waitFor(() =>
      night.workspace.ephemerals(alice).find(({ text }) => text.includes(`Frozen by <@${bob}>.`)),
    );
    for (const plan of [end, pause])
      expect((await night.pressFor(alice, plan, 'ending.confirm')).text).toContain('Everything is frozen');
    expect(night.workspace.view(alice)).toBeNull();
    expect(rowsOnDisk(night, 'ending')).toEqual([]);

    await allTold(night);
    night.kill('SIGKILL');
    await night.gone();
    await night.restart();
    for (const line of [
      '/dts terminate orders-prod',
      '/drs stop DRS-shop-prod',
      '/drs force-stop DRS-crm',
      '/dts resume search-index',
    ]) {
      const refused = await night.ask(alice, line);
      expect(refused.text, line).toContain('Everything is frozen since');
      expect(buttonsOn(refused)).not.toContain('ending.confirm');
    }
    expect((await night.ask(alice, '/dts list')).text).toMatch(/FROZEN \(!\).*"incident INC-9"/);
    expect((await night.ask(alice, '/dts show orders-prod')).text).toMatch(/FROZEN \(!\)/);
    expect(night.deeds()).toEqual([]);
    expect(newsIn(night, cutover)).toHaveLength(1);
  });

  it('is only for those whom the policy names, needs its whole name and a reason, and tells a guest nothing', async () => {
    const night = await startNight({ policy: MAY });
    for (const [line, says] of [
      ['/dts freeze', 'the word "everything" must be typed'],
      ['/dts freeze orders-prod because x', 'the word "everything" must be typed'],
      ['/dts freeze everything', 'A freeze needs a reason'],
      ['/dts unfreeze everything', 'Nothing is frozen by anybody now.'],
    ] as const)
      expect((await night.ask(carol, line)).text, line).toContain(says);
    const refused = await night.ask(oscar, '/dts freeze everything because I can');
    expect(refused.text).toContain('You may not freeze or unfreeze everything.');
    expect(refused.text).toContain(`<!subteam^${GROUPS.leads}>`);
    expect((await night.ask(gina, '/dts freeze everything because x')).text).toContain('you are a guest');
    expect(rowsOnDisk(night, 'freeze')).toEqual([]);
    expect(newsIn(night, cutover)).toEqual([]);

    await night.ask(carol, '/dts freeze everything because incident');
    expect((await night.ask(bob, '/dts freeze everything because me too')).text).toContain(
      `Frozen by <@${carol}>.`,
    );
    expect((await night.ask(oscar, '/dts unfreeze everything')).text).toContain(
      'You may not freeze or unfreeze',
    );
    expect((await night.ask(gina, '/cutover holds')).text).not.toContain('incident');
    expect(rowsOnDisk(night, 'freeze')).toHaveLength(1);
  });

  it('is explained by policy check, without a task', async () => {
    const night = await startNight({ policy: MAY });
    const check = (user: string, ...more: string[]) =>
      runCommand(
        ['policy', 'check', '--config', configOf(night), '--user', user, '--action', 'freeze', ...more],
        envOf(night),
      );
    const may = await check(carol);
    expect(may.said).toContain('U0CAROL, freeze, everything');
    expect(may.said).toContain('rule 2 (allow) decides: it is about freeze, which is about everything');
    expect(may.said).toContain('Yes, by rule 2: at once, and others are told.');
    expect(may.code).toBe(0);
    const not = await check(oscar);
    expect(not.said).toContain('No. You may not freeze or unfreeze everything.');
    expect(not.code).toBe(1);
    const wrong = await check(carol, '--task', 'orders-prod');
    expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining('--task does not belong')]);
    const hold = ['--user', alice, '--action', 'hold', '--task', 'orders-prod'];
    const nobody = await runCommand(['policy', 'check', '--config', configOf(night), ...hold], envOf(night));
    expect(nobody.said).toContain('Nobody may hold or unhold orders-prod (account prod-cn)');
  });
});

const WINDOW = (accounts = '') =>
  `freeze:\n  - { from: 2020-01-01 00:00, to: 2099-01-01 00:00, zone: Europe/Berlin, because: the long quiet${accounts} }\npolicy:`;

describe('a freeze window of the configuration', () => {
  it('counts when the file is loaded again, for plans shown before too, and only for its accounts', async () => {
    const night = await startNight({ policy: AT_ONCE });
    const plan = await night.ask(alice, '/dts pause ledger-prod');
    const before = readFileSync(configOf(night), 'utf8');
    const loaded = 'the policy was loaded again';
    await loadAgain(night, (text) => text.replace('policy:', WINDOW(', accounts: [prod-cn]')), loaded);

    const refused = await night.pressFor(alice, plan, 'ending.confirm');
    expect(refused.text).toContain(
      'A freeze window for account prod-cn is open until 2099-01-01 00:00 Europe/Berlin: "the long quiet".',
    );
    expect((await night.ask(alice, '/cutover holds')).text).toMatch(
      /Freeze window \(!\) {2}open until 2098-12-31 23:00 UTC, only prod-cn/,
    );
    expect((await night.ask(alice, '/dts show orders-prod')).text).toContain('Freeze window (!)');
    expect(buttonsOn(await night.ask(alice, '/drs pause DRS-shop-prod'))).toContain('ending.confirm');
    expect(night.deeds()).toEqual([]);

    await loadAgain(night, () => before, loaded);
    await night.press(alice, plan, 'ending.confirm');
    await vi.waitFor(() => expect(night.deeds()).toHaveLength(1), 5_000);
  });

  it('that cannot be read leaves nobody any right, and nobody takes the last good one for it', async () => {
    const night = await startNight({ policy: AT_ONCE, config: (text) => text.replace('policy:', WINDOW()) });
    expect((await night.ask(alice, '/dts pause ledger-prod')).text).toContain(
      'A freeze window is open until',
    );
    await loadAgain(night, (text) => text.replace('Europe/Berlin', 'Berlin'), 'nobody may do anything');
    const refused = await night.ask(alice, '/dts pause ledger-prod');
    expect(refused.text).toContain('Nobody may do anything: the configuration could not be read');
    expect(refused.text).toContain('freeze[0].zone');
    expect((await night.ask(alice, '/cutover holds')).text).toContain(
      'not known: the configuration could not be read',
    );
    expect((await night.ask(bob, '/dts hold orders-prod because x')).text).toContain(
      'Nobody may do anything',
    );
    expect(night.deeds()).toEqual([]);
  });
});
