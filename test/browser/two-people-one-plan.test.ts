import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { askFor, openThread, typeName } from './deeds.ts';
import { happens, openClouds } from './panel.ts';
import { type Person, see, seeNoMore, wordsOf } from './person.ts';
import { type Stage, story } from './story.ts';

const WAITING = 'WAITING FOR AGREEMENT: DRS-crm';

/** The lines of a message that begin with one of these labels, as a person reads them, without when they were read. */
async function linesOf(post: Locator, labels: RegExp): Promise<string[]> {
  const lines = (await wordsOf(post)).split('\n');
  return lines.filter((line) => labels.test(line)).map((line) => line.replace(/, read [\d:]+$/, ''));
}

/** Alice asks for a forced end, which a lead must agree to; Bob looks on from a window of his own. */
async function bothAtOnePlan(stage: Stage): Promise<{ alice: Person; bob: Person; plan: string[] }> {
  const [alice, bob] = await Promise.all([stage.open('Alice Ngata'), stage.open('Bob Lindqvist')]);
  const line = '/drs force-terminate DRS-crm because source dead, INC-4712';
  const shown = await askFor(alice, line, 'END BY FORCE, FOR GOOD: DRS-crm');
  const plan = await linesOf(shown, /^(State|Lost|No undo|Way back|Data|Money|After)/);
  await alice.press(shown, 'End by force DRS-crm');
  await typeName(alice, 'End by force', 'DRS-crm');
  await Promise.all([see(alice.post(WAITING)), see(bob.post(WAITING))]);
  return { alice, bob, plan };
}

story(
  'Bob reads the whole plan, looks, sees that the task has changed in the console, and his approval voids it',
  async (stage) => {
    const { alice, bob, plan } = await bothAtOnePlan(stage);
    const read = await wordsOf(bob.post(WAITING));
    expect(plan.length).toBeGreaterThan(2);
    for (const line of plan) expect(read).toContain(line);
    expect(read).toMatch(/Asked\s+@Alice Ngata.*"source dead, INC-4712"/);
    expect(read).toContain('1 more of @dba-leads must agree');

    await bob.press(bob.post(WAITING), 'Look now');
    await see(
      bob.whisper('AS IT IS NOW: DRS-crm').getByText('Nothing relevant differs from what was shown.'),
    );
    expect(await alice.whisper('AS IT IS NOW').count()).toBe(0);

    await happens(await openClouds(alice), 'DRS-crm', 'Recover it');
    await bob.press(bob.post(WAITING), 'Look now');
    const now = await wordsOf(
      await see(bob.whisper(/Differs \(!\)\s+State: shown "[^"]*failed", now "running"/)),
    );
    expect(now).toContain('an approval would void it. Ask for a new plan.');
    await see(alice.post(WAITING));

    await bob.press(bob.post(WAITING), /^Approve/);
    await see(bob.whisper('Your agreement was not counted.'));
    for (const person of [alice, bob]) {
      const post = await see(person.post('VOID, THE TASK HAS CHANGED: DRS-crm'));
      expect(await wordsOf(post)).toMatch(/Why \(!\).*State: shown "[^"]*failed", now "running"/);
      await seeNoMore(post.getByRole('button', { name: /^Approve/ }));
    }
    const thread = await openThread(alice, alice.post('VOID'));
    await see(thread.getByText(/Now: void\./));
    expect(stage.changes()).toEqual([]);
  },
);

story('what Bob agreed to stands in the evidence, with who asked and what was shown', async (stage) => {
  const { alice, bob } = await bothAtOnePlan(stage);
  await bob.press(bob.post(WAITING), 'Look now');
  await see(bob.whisper('Nothing relevant differs'));
  await bob.press(bob.post(WAITING), /^Approve/);
  const ended = await see(alice.post('ENDED BY FORCE: DRS-crm'));
  expect(await wordsOf(ended)).toMatch(/@Alice Ngata asked, @Bob Lindqvist agreed: "source dead, INC-4712"/);
  await alice.press(ended, 'Show the evidence');
  const evidence = await wordsOf(await see(alice.whisper('EVIDENCE')));
  expect(evidence).toMatch(/alice \(U0ALICE\) asked to force-terminate DRS-crm/);
  expect(evidence).toMatch(/bob \(U0BOB\) looked at it again while it waited/);
  expect(evidence).toMatch(
    /bob \(U0BOB\) agreed, 1 of 1\.\n.*Bound to: .*name DRS-crm; action force-terminate/,
  );
  expect(evidence).toContain('--ending');
  expect(stage.changes()).toEqual(['batch-jobs']);
});
