import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../src/demo/slack/seed.ts';
import { auditLines, inState, itemOn, lookedAt, remove, startCleanUp } from './clean-up.ts';
import { configOf, envOf, runCommand } from './command.ts';
import { alice, bob, buttonsOn, cutover, gina, message, type Night, oscar, startNight } from './night.ts';
import { allTold, settled } from './told.ts';

const POLICY = `
  - allow: [terminate]
    who: [${GROUPS.dba}]
    approvals: 1
    approvers: [${GROUPS.leads}]
  - allow: [cleanup]
    who: [${GROUPS.dba}]
`;

/** Everything of an ending: refused attempts, a wrong name, two people, the end, a removal, a refused sign-off. */
async function wholeNight(night: Night) {
  await night.ask(oscar, '/dts terminate orders-prod');
  const plan = await night.ask(alice, '/dts terminate orders-prod because cut-over INC-4711');
  await night.press(alice, plan, 'ending.confirm');
  await night.modal(alice);
  await night.submit(alice, { name: 'orders-pord', reason: 'cut-over INC-4711' });
  await night.submit(alice, { name: 'orders-prod', reason: 'cut-over INC-4711' });
  const waiting = await night.ending('awaiting-approval');
  await night.pressFor(oscar, waiting, 'ending.approve');
  await night.pressFor(bob, waiting, 'ending.approve');
  const ended = await settled(night, ['ended']);
  const list = await lookedAt(night, 'orders-prod');
  await night.pressFor(gina, list, 'cleanup.sign-off', itemOn(list, 'database users').id);
  await remove(night, list, 'dtspolardb');
  await inState(night, 'orders-prod', 'dtspolardb', 'GONE');
  await allTold(night);
  return ended;
}

/** The memory of a bot that was started yesterday last. */
function asOfYesterday(night: Night): void {
  const path = join(night.folder, 'data', 'cutover.json');
  const document = JSON.parse(readFileSync(path, 'utf8'));
  document.rows['audit-head'].head.value.day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  writeFileSync(path, JSON.stringify(document));
}

function secretsOf(night: Night): string[] {
  const { alibaba, drs } = night.clouds;
  const { botToken, appToken } = night.workspace;
  return [botToken, appToken, alibaba.accessKeyId, alibaba.accessKeySecret, drs.accessKey, drs.secretKey];
}

describe('the evidence of a night', () => {
  it('goes out as one bundle that verifies without the bot, with names, answers and a witness in the channel', async () => {
    const night = await startCleanUp({ policy: POLICY });
    const ended = await wholeNight(night);
    const id = String(ended.metadata?.event_payload['ending']);

    night.kill('SIGTERM');
    expect(await night.gone()).toBe(0);
    asOfYesterday(night);
    await night.restart();
    const told = await message(night, 'Audit log on ');
    const [, lines = '', hash = 'none'] = /: (\d+) lines, head ([0-9a-f]{64})/.exec(told.text) ?? [];
    expect(told.metadata?.event_type).toBe('cutover_head');
    expect(night.output()).toContain(
      `"event":"audit head","day":"${told.text.slice(13, 23)}","seq":${lines},"hash":"${hash}"`,
    );

    const out = join(night.folder, 'evidence');
    mkdirSync(out);
    const args = ['audit', 'export', '--config', configOf(night), '--ending', id, '--out', out];
    const exported = await runCommand(args, envOf(night));
    expect(exported).toMatchObject({ code: 0 });
    const [report = '', bundle = ''] = readdirSync(out).toSorted();
    const file = join(out, bundle);

    const verified = await runCommand(['audit', 'verify', '--bundle', file]);
    expect(verified.code, verified.said).toBe(0);
    expect(verified.said).toContain(`line ${lines}, head ${hash}`);

    const text = readFileSync(file, 'utf8');
    const whole = JSON.parse(text).links.filter((link: object) => 'type' in link) as Record<
      string,
      unknown
    >[];
    const of = (type: string) => whole.filter((line) => line['type'] === type);
    expect(of('plan.shown')).toMatchObject([
      {
        actor: alice,
        actorName: expect.stringMatching(/^alice/i),
        reason: 'cut-over INC-4711',
        lines: expect.arrayContaining([expect.objectContaining({ label: 'Lag', age: expect.any(Number) })]),
      },
    ]);
    expect(of('confirm.refused')).toMatchObject([{ actor: alice, why: 'wrong-name' }]);
    expect(of('ending.approval-refused')).toMatchObject([{ actor: oscar, actorName: expect.any(String) }]);
    expect(of('ending.approved')).toMatchObject([{ actor: bob, actorName: expect.stringMatching(/^bob/i) }]);
    expect(of('ending.answered')).toMatchObject([
      { outcome: { kind: 'accepted', requestId: expect.any(String), answer: { status: 200 } } },
    ]);
    const { outcome } = of('ending.answered')[0] as {
      outcome: { requestId: string; answer: { body: string } };
    };
    expect(JSON.parse(outcome.answer.body)).toMatchObject({ RequestId: outcome.requestId, Success: true });
    expect(of('checklist.press-refused')).toMatchObject([{ press: 'sign-off', actor: gina }]);
    expect(of('checklist.removal-answered')).toMatchObject([
      { before: { name: 'dtspolardb' }, actor: alice },
    ]);
    expect(of('request.refused')).toEqual([]);

    const page = readFileSync(join(out, report), 'utf8');
    expect(page).toContain(/SHA-256 of the bundle: ([0-9a-f]{64})/.exec(exported.said)?.[1] ?? 'none');
    expect(page).toContain('agreed, 1 of 1.');
    for (const secret of secretsOf(night)) {
      expect(text.includes(secret) || page.includes(secret)).toBe(false);
      for (const log of readdirSync(join(night.folder, 'data')))
        expect(readFileSync(join(night.folder, 'data', log), 'utf8').includes(secret), log).toBe(false);
    }

    writeFileSync(file, text.replace('cut-over INC-4711', 'cut-over INC-4712'));
    expect(await runCommand(['audit', 'verify', '--bundle', file])).toMatchObject({
      code: 1,
      said: expect.stringContaining('was changed after it was written'),
    });
    expect(await runCommand(['audit', 'verify', '--config', configOf(night)], envOf(night))).toMatchObject({
      code: 0,
    });
  });

  it('is shown in short, after the end, to whoever may read, and to no guest', async () => {
    const night = await startNight();
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    const ended = await settled(night, ['ended']);
    expect(buttonsOn(ended)).toContain('evidence.show');
    const shown = await night.pressFor(oscar, ended, 'evidence.show');
    expect(shown.text).toContain('Who asked, and what was shown');
    expect(shown.text).toContain(`(${alice}) confirmed what was shown: “cut-over INC-4711”.`);
    expect(shown.text).toContain('The cloud showed that it was over.');
    expect(shown.text).toContain('cutover audit export --format bundle --ending e');
    const guest = await night.pressFor(gina, ended, 'evidence.show');
    expect(guest.text).toContain('you are a guest');
    expect(night.workspace.problems).toEqual([]);
  });

  it('says nothing of heads at a first start, and no more than once a day over restarts', async () => {
    const night = await startNight();
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await settled(night, ['ended']);
    night.kill('SIGTERM');
    await night.gone();
    asOfYesterday(night);
    await night.restart();
    await message(night, 'Audit log on ');
    night.kill('SIGTERM');
    await night.gone();
    await night.restart();
    await night.ask(alice, '/dts');
    night.kill('SIGTERM');
    await night.gone();
    expect(auditLines(night, 'audit.head')).toHaveLength(1);
    const heads = night.workspace.messages(cutover).filter(({ text }) => text.includes('Audit log on '));
    expect(heads).toHaveLength(1);
    expect(night.output().match(/"event":"audit head"/g)).toHaveLength(1);
  });
});
