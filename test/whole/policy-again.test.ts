import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { configOf } from './command.ts';
import { alice, type Night, startNight } from './night.ts';

async function loadAgain(night: Night, change: (text: string) => string, said: string): Promise<void> {
  const file = configOf(night);
  const before = night.output().length;
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  night.kill('SIGHUP');
  await vi.waitFor(() => expect(night.output().slice(before)).toContain(said), 5_000);
}

describe('the policy, loaded again with SIGHUP', () => {
  it('counts at once, and a press on what was shown before is judged by the new rules', async () => {
    const night = await startNight();
    const plan = await night.ask(alice, '/dts pause ledger-prod');
    const denied = 'policy:\n  - { deny: [pause], who: [everyone], because: the freeze is on }';
    await loadAgain(night, (text) => text.replace('policy:', denied), 'the policy was loaded again');
    const answer = await night.pressFor(alice, plan, 'ending.confirm');
    expect(answer.text).toContain('Rule 1 of the policy denies it: the freeze is on.');
    expect(night.deeds()).toEqual([]);
  });

  it('leaves nobody any right while the file is broken, says why, and takes the mended file', async () => {
    const night = await startNight();
    const good = readFileSync(configOf(night), 'utf8');
    const plan = await night.ask(alice, '/dts pause ledger-prod');
    await loadAgain(night, (text) => text.replace('who: [S0DBA]', 'who: [dba]'), 'nobody may do anything');

    const refused = await night.pressFor(alice, plan, 'ending.confirm');
    expect(refused.text).toContain('Nobody may do anything: the configuration could not be read');
    expect(refused.text).toContain('policy[0].who[0]');
    expect((await night.ask(alice, '/dts list ledger-prod')).text).toContain('ledger-prod');
    expect(night.deeds()).toEqual([]);

    await loadAgain(night, () => good, 'the policy was loaded again');
    await night.press(alice, plan, 'ending.confirm');
    await vi.waitFor(() => expect(night.deeds()).toHaveLength(1), 5_000);
  });
});
