import { expect } from 'vitest';
import { endForGood, lookedAt } from './deeds.ts';
import { wordsOf } from './person.ts';
import { story } from './story.ts';

/** "21:14" of a moment in a zone. */
function clock(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(ms);
}

story('each reader sees times in the zone of their own window', async (stage) => {
  const berlin = await stage.open('Alice Ngata', { timezoneId: 'Europe/Berlin' });
  const shanghai = await stage.open('Bob Lindqvist', { timezoneId: 'Asia/Shanghai' });
  const before = Date.now();
  await endForGood(berlin, '/dts terminate orders-prod', 'orders-prod');
  await lookedAt(berlin, 'orders-prod');
  await lookedAt(shanghai, 'orders-prod');
  const minutes = [before, before + 60_000, Date.now()];
  for (const [person, zone] of [
    [berlin, 'Europe/Berlin'],
    [shanghai, 'Asia/Shanghai'],
  ] as const) {
    const words = await wordsOf(person.post('CLEAN-UP orders-prod'));
    const [, looked] = /looked \D*(\d\d:\d\d)/.exec(words) ?? [];
    expect(minutes.map((ms) => clock(ms, zone))).toContain(looked);
  }
});
