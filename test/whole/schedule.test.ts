import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Post } from '../../src/demo/slack/model.ts';
import { GROUPS } from '../../src/demo/slack/seed.ts';
import { configOf, envOf, runCommand } from './command.ts';
import { alice, bob, buttonsOn, carol, type Night, oscar, startNight, textOf } from './night.ts';
import { checklistsIn, endingsIn, rowsOnDisk, settled } from './told.ts';

const MAY = `
  - allow: [terminate, hold, cleanup]
    who: [${GROUPS.dba}]
  - allow: [freeze]
    who: [${GROUPS.leads}]
`;

const AGREED = `
  - allow: [terminate, cleanup]
    who: [${GROUPS.dba}]
    approvals: 1
    approvers: [${GROUPS.leads}]
  - allow: [freeze]
    who: [${GROUPS.leads}]
`;

const ALONE = `
  - allow: [terminate]
    who: [${GROUPS.dba}]
    presence: not-needed
`;

/** Alice's end of orders-prod, planned and confirmed for a moment from now. */
async function planned(night: Night, minutes: number): Promise<Post> {
  await night.end(
    alice,
    `/dts terminate orders-prod in ${minutes}m because cut-over INC-4711`,
    'orders-prod',
  );
  return night.ending('awaiting-approval');
}

/** Waits for the one channel message of the ending to be so. */
function messageWith(night: Night, fits: (post: Post) => boolean, timeoutMs = 30_000): Promise<Post> {
  return night.workspace.waitFor(() => endingsIn(night).find(fits), timeoutMs);
}

function offersPresence(post: Post): boolean {
  return buttonsOn(post).includes('ending.present');
}

function threadOf(night: Night): Post[] {
  const [post] = endingsIn(night);
  return post === undefined ? [] : night.workspace.thread(post.channel, post.ts).slice(1);
}

/** Waits for the reminder in the thread. */
function reminder(night: Night): Promise<Post> {
  return night.workspace.waitFor(
    () => threadOf(night).find(({ text }) => text.includes('orders-prod ends at')),
    30_000,
  );
}

async function auditTypes(night: Night): Promise<string[]> {
  const { said } = await runCommand(['audit', 'export', '--config', configOf(night)], envOf(night));
  return said.split('\n').flatMap((line) => /"type":"(ending\.[^"]+)"/.exec(line)?.[1] ?? []);
}

describe('an end that was given a time', () => {
  it('waits, is agreed to, reminds, and ends at its time with its checklist', async () => {
    const night = await startNight({ policy: AGREED });
    const line = '/dts terminate orders-prod in 0.7m because cut-over INC-4711';
    const plan = await night.ask(alice, line);
    expect(plan.text).toMatch(/END FOR GOOD AT \d{4}-\d\d-\d\d \d\d:\d\d Europe\/Amsterdam: orders-prod/);
    expect(plan.text).toMatch(/When.*which is .* UTC, in \d+ s/);
    expect(plan.text).toContain('must press "I am here"');
    const post = await planned(night, 0.7);
    expect(post.text).toMatch(/^SCHEDULED FOR .* Europe\/Amsterdam: orders-prod/);
    expect(buttonsOn(post)).toEqual(
      expect.arrayContaining(['ending.approve', 'ending.veto', 'ending.withdraw']),
    );
    const listed = await night.ask(bob, '/cutover scheduled');
    expect(listed.text).toMatch(/orders-prod \(account prod-cn\) at .* by <@U0ALICE>: "cut-over INC-4711"/);
    expect((await night.ask(bob, '/dts show orders-prod')).text).toContain('its end, for ');
    expect((await night.ask(bob, '/dts list orders-prod')).text).toContain('END SCHEDULED for');

    expect((await reminder(night)).text).toContain('1 more of');
    const offered = await messageWith(night, offersPresence);
    expect((await night.pressFor(oscar, offered, 'ending.present')).text).toContain('You may not terminate');
    await night.pressFor(carol, offered, 'ending.approve');
    expect(night.deeds()).toEqual([]);
    expect((await night.pressFor(carol, await reminder(night), 'ending.present')).text).toContain(
      'scheduled for',
    );
    await messageWith(night, ({ text }) => /<@U0CAROL> is here/.test(text));

    const ended = await settled(night, ['ended'], 60_000);
    expect(ended.ts).toBe(post.ts);
    expect(ended.text).toContain('agreed');
    expect(night.deeds()).toHaveLength(1);
    await night.checklist();
    expect(endingsIn(night)).toHaveLength(1);
    expect(checklistsIn(night)).toHaveLength(1);
    expect((await auditTypes(night)).filter((type) => !type.endsWith('ended'))).toEqual([
      'ending.confirmed',
      'ending.scheduled',
      'ending.reminded',
      'ending.presence-refused',
      'ending.approved',
      'ending.present',
      'ending.due',
      'ending.executing',
      'ending.answered',
    ]);
    expect(rowsOnDisk(night, 'schedule')).toEqual([]);
    expect(night.workspace.problems).toEqual([]);
  }, 120_000);

  it('ends alone where the policy needs nobody there', async () => {
    const night = await startNight({ policy: ALONE });
    const post = await planned(night, 0.25);
    expect(post.text).toContain('nobody has to be there');
    await settled(night, ['ended'], 60_000);
    expect(threadOf(night).some(({ text }) => text.includes('I am here'))).toBe(false);
    expect(night.deeds()).toHaveLength(1);
  }, 120_000);

  it('is stopped by a veto, by somebody else than the person who asked', async () => {
    const night = await startNight({ policy: MAY });
    const post = await planned(night, 0.2);
    expect((await night.pressFor(oscar, post, 'ending.veto')).text).toContain('You may not terminate');
    await night.pressFor(bob, await reminder(night), 'ending.veto');
    const vetoed = await settled(night, ['vetoed']);
    expect(vetoed.text).toMatch(/^VETOED: orders-prod.*<@U0BOB> vetoed it\. Nothing was changed\./s);
    expect(rowsOnDisk(night, 'schedule')).toEqual([]);
    expect(night.deeds()).toEqual([]);
    expect(buttonsOn(await night.ask(alice, '/dts terminate orders-prod'))).toContain('ending.confirm');
  }, 120_000);

  it('expires where nobody is there, and says so', async () => {
    const night = await startNight({ policy: MAY });
    await planned(night, 0.25);
    const expired = await settled(night, ['expired'], 60_000);
    expect(expired.text).toMatch(/EXPIRED, NOT BEGUN AT ITS TIME.*Nobody pressed "I am here"/s);
    expect(threadOf(night).at(-1)?.text).toMatch(/^Not begun: Nobody pressed/);
    expect(night.deeds()).toEqual([]);
  }, 120_000);

  it('is refused at its time where everything was frozen after it was agreed to', async () => {
    const night = await startNight({ policy: AGREED });
    const post = await planned(night, 0.3);
    await night.pressFor(bob, post, 'ending.approve');
    await night.pressFor(alice, await messageWith(night, offersPresence), 'ending.present');
    await night.ask(carol, '/cutover freeze everything because incident INC-9');
    const refused = await settled(night, ['refused'], 60_000);
    expect(refused.text).toContain('Everything is frozen');
    expect(textOf(refused)).toContain('INC-9');
    expect(night.deeds()).toEqual([]);
  }, 120_000);
});

describe('a bot that dies before the time of an end', () => {
  it('comes back, reminds nobody twice, and sends exactly one call', async () => {
    const night = await startNight({ policy: MAY });
    await planned(night, 0.5);
    await night.pressFor(alice, await reminder(night), 'ending.present');
    await messageWith(night, ({ text }) => /<@U0ALICE> is here/.test(text));
    night.kill('SIGKILL');
    await night.gone();
    await night.restart();
    await settled(night, ['ended'], 60_000);
    expect(night.deeds()).toHaveLength(1);
    expect(threadOf(night).filter(({ text }) => text.includes('orders-prod ends at'))).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
  }, 120_000);

  it('and is away at that time sends nothing, and says that it never does so late', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cutover-clock-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const clock = join(folder, 'ahead');
    writeFileSync(clock, '0');
    const ahead = fileURLToPath(new URL('clock-ahead.mjs', import.meta.url));
    const night = await startNight({
      policy: MAY,
      env: { CLOCK_AHEAD: clock, NODE_OPTIONS: `--import=${ahead}` },
    });
    await planned(night, 0.3);
    await night.pressFor(alice, await messageWith(night, offersPresence), 'ending.present');
    night.kill('SIGKILL');
    await night.gone();
    writeFileSync(clock, String(90_000));
    await night.restart();
    const refused = await settled(night, ['refused']);
    expect(refused.text).toContain('a missed time is never run late');
    expect(refused.text).toContain('Nothing was changed.');
    expect(night.deeds()).toEqual([]);
    expect(rowsOnDisk(night, 'schedule')).toEqual([]);
  }, 120_000);
});

describe('a time that cannot be', () => {
  it.each([
    ['/dts terminate orders-prod at 2020-01-01 02:00', 'is past'],
    ['/dts terminate orders-prod at 7', 'is no time that I understand'],
    ['/dts terminate orders-prod in 400h', 'more than 14 days ahead'],
    ['/dts pause orders-prod at 02:00', 'Only an ordinary end (terminate)'],
  ])('%s is refused before anything is asked', async (line, says) => {
    const night = await startNight({ policy: MAY });
    const answer = await night.ask(alice, line);
    expect(answer.text).toContain(says);
    expect(answer.text).toContain('Nothing was changed.');
    expect(buttonsOn(answer)).toEqual([]);
  });
});
