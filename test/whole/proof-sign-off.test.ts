import { expect, it } from 'vitest';
import {
  ahead,
  auditOf,
  changes,
  endStock,
  expectNoTrouble,
  itemIn,
  lookAgain,
  looking,
  mustList,
  notLooking,
  openCount,
  openModal,
  STOCK,
  STOCK_SOURCE,
  STOCK_TARGET,
  said,
  sendIn,
  signOff,
  threadOf,
} from './looks.ts';
import { alice, bob, oscar, startNight, valuesOn } from './night.ts';

const DAY = 24 * 3_600_000;

function day(fromNow: number): string {
  return new Date(Date.now() + fromNow * DAY).toISOString().slice(0, 10);
}

it('keeps who signed what off, how, and the line of text: in the list, the thread and the audit log', async () => {
  const night = await startNight({ config: notLooking() });
  await endStock(night);
  const users = await itemIn(night, STOCK, 'database users', 'BY HAND');

  await openModal(night, bob, STOCK, users, 'cleanup.sign-off');
  expect((await night.submit(bob, { reason: '  ', how: 'removed-by-hand' })).kind).toBe('errors');
  await sendIn(night, bob, { reason: 'dropped dts_user on both sides, CHG-88', how: 'removed-by-hand' });
  const signed = await itemIn(night, STOCK, 'database users', 'SIGNED OFF');
  expect(signed.words).toContain('by <@U0BOB>');
  expect(signed.words).toContain('removed by hand: "dropped dts_user on both sides, CHG-88"');
  expect(openCount(night, STOCK)).toBe(2);
  await said(night, STOCK, /<@U0BOB>.*dropped dts_user on both sides, CHG-88/);
  expect(auditOf(night, 'checklist.signed-off')).toMatchObject([
    { actor: bob, how: 'removed-by-hand', until: null, text: 'dropped dts_user on both sides, CHG-88' },
  ]);
  expect(valuesOn(mustList(night, STOCK), 'cleanup.sign-off')).not.toContain(users.id);
  await lookAgain(night, STOCK);
  await itemIn(night, STOCK, 'database users', 'SIGNED OFF');
  expectNoTrouble(night);
});

it.each([
  ['removed-by-hand', 'removed by hand'],
  ['never-there', 'never there'],
])('believes the cloud and not a signature "%s": what is still there is open again', async (how, words) => {
  const night = await startNight({ config: looking() });
  await endStock(night);
  const source = await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
  await signOff(night, STOCK, source, { reason: 'did it in the console', how });
  const signed = await itemIn(night, STOCK, STOCK_SOURCE, 'SIGNED OFF');
  expect(signed.words).toContain(`${words}: "did it in the console"`);
  expect(openCount(night, STOCK)).toBe(2);

  await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
  expect(openCount(night, STOCK)).toBe(3);
  await said(night, STOCK, /Back: hidden whitelist rdsdts.* It was signed off, and is open now/);
  expect(auditOf(night, 'checklist.signed-off')).toHaveLength(1);

  // This time it is true, and the signature stands.
  night.clouds.world.network.removeGroup(STOCK_SOURCE, 'rdsdts');
  await itemIn(night, STOCK, STOCK_SOURCE, 'GONE');
  expect(changes(night)).toEqual([]);
  expectNoTrouble(night);
});

it('leaves what is kept on purpose in peace until its day is over, and then opens it', {
  timeout: 60_000,
}, async () => {
  const env: Record<string, string> = {};
  const night = await startNight({ config: looking(), env });
  await endStock(night);
  const source = await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
  await openModal(night, alice, STOCK, source, 'cleanup.sign-off');
  const kept = { reason: 'the next move starts on Monday', how: 'kept' };
  expect(await night.submit(alice, kept)).toMatchObject({ kind: 'errors' });
  expect(await night.submit(alice, { ...kept, until: day(-2) })).toMatchObject({ kind: 'errors' });
  await sendIn(night, alice, { ...kept, until: day(3) });
  const signed = await itemIn(night, STOCK, STOCK_SOURCE, 'SIGNED OFF');
  expect(signed.words).toContain(`kept on purpose until ${day(3)}: "the next move starts on Monday"`);

  await lookAgain(night, STOCK);
  await lookAgain(night, STOCK);
  await itemIn(night, STOCK, STOCK_SOURCE, 'SIGNED OFF');
  expect(threadOf(night, STOCK)).not.toContain('Back:');
  expect(valuesOn(mustList(night, STOCK), 'cleanup.remove')).not.toContain(source.id);

  night.kill('SIGTERM');
  await night.gone();
  env['NODE_OPTIONS'] = ahead(5 * 24);
  await night.restart();
  await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
  await said(night, STOCK, /It was signed off, and is open now/);
  await itemIn(night, STOCK, STOCK_TARGET, 'OPEN');
  expectNoTrouble(night);
});

it('takes no signature from whom no rule allows it', async () => {
  const night = await startNight({ config: notLooking() });
  await endStock(night);
  const users = await itemIn(night, STOCK, 'database users', 'BY HAND');

  const refused = await night.pressFor(oscar, mustList(night, STOCK), 'cleanup.sign-off', users.id);
  expect(refused.text).toContain('Nothing was changed.');
  expect(night.workspace.view(oscar)).toBeNull();
  await itemIn(night, STOCK, 'database users', 'BY HAND');
  expectNoTrouble(night);
});
