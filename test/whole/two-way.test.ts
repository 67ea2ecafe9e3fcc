import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import {
  alice,
  buttonsOn,
  buttonValue,
  cutover,
  labelledButtons,
  message,
  type Night,
  startNight,
} from './night.ts';

const THERE = 'rm-bp1a1b2c3d4e5f6g7 → rm-gs5h6i7j8k9l0m1n2';
const BACK = 'rm-gs5h6i7j8k9l0m1n2 → rm-bp1a1b2c3d4e5f6g7';

async function confirm(night: Night, choice: Parameters<Night['pressFor']>[1], words: string) {
  const plan = await night.pressFor(alice, choice, 'plan.request', buttonValue(choice, words));
  await night.press(alice, plan, 'ending.confirm');
  await night.modal(alice);
  expect((await night.submit(alice, { name: 'customers-two-way' })).kind).toBe('closed');
  return plan;
}

describe('a two-way synchronisation', () => {
  it('asks for the direction by its endpoints, ends only that one, and is not released while the other lives', async () => {
    const night = await startNight();
    const { workspace } = night;

    const choice = await night.ask(alice, '/dts terminate customers-two-way');
    expect(labelledButtons(choice).map(({ label }) => label)).toEqual([THERE, BACK, 'Both directions']);
    expect(labelledButtons(choice).every(({ id }) => id === 'plan.request')).toBe(true);
    expect(JSON.stringify(choice.blocks)).not.toContain('"style":"danger"');
    expect(choice.text).toContain('Nothing is preselected');

    const plan = await confirm(night, choice, BACK);
    expect(plan.text).toContain(`Only ${BACK}.`);
    const ended = await night.ending('ended');
    expect(ended.metadata?.event_payload).toMatchObject({ task: DTS.twoWayReverse });
    expect(ended.text).toContain('not touched by this call; it was Synchronizing');
    await night.checklist();
    expect(night.deeds()).toMatchObject([
      { action: 'StopDtsJob', parameters: { DtsJobId: DTS.twoWayReverse } },
    ]);
    expect(night.clouds.tasks().find(({ id }) => id === DTS.twoWayForward)?.status).toBe('Synchronizing');

    const release = await night.ask(alice, '/dts release customers-two-way');
    expect(release.text).toContain('CANNOT RELEASE: customers-two-way');
    expect(release.text).toContain('a direction of it is still alive');
    expect(release.text).not.toContain('No undo');
    expect(buttonsOn(release)).not.toContain('ending.confirm');

    const rest = await night.ask(alice, '/dts terminate customers-two-way');
    await confirm(night, rest, THERE);
    await workspace.waitFor(
      () => workspace.messages(cutover).filter((post) => post.text.startsWith('ENDED:')).length === 2,
      20_000,
    );
    expect(night.deeds()).toHaveLength(2);

    const last = await night.ask(alice, '/dts release customers-two-way');
    expect(last.text).toContain('RELEASE FOR GOOD: customers-two-way, both directions');
    await night.press(alice, last, 'ending.confirm');
    await night.modal(alice);
    expect((await night.submit(alice, { name: 'customers-two-way' })).kind).toBe('closed');
    await message(night, 'RELEASED: customers-two-way');
    expect(
      night
        .deeds()
        .slice(2)
        .map(({ action }) => action),
    ).toEqual(['DeleteDtsJob', 'DeleteDtsJob']);
    expect(workspace.problems).toEqual([]);
  });

  it('makes two endings of one confirmation for both directions, each with its own message', async () => {
    const night = await startNight();
    const { workspace } = night;

    const choice = await night.ask(alice, '/dts terminate customers-two-way because move is done');
    const plan = await confirm(night, choice, 'Both directions');
    expect(plan.text).toContain('both directions');
    expect(plan.text).toContain('two endings');
    const ended = await workspace.waitFor(() => {
      const posts = workspace.messages(cutover).filter((post) => post.text.startsWith('ENDED:'));
      return posts.length === 2 ? posts : null;
    }, 20_000);
    expect(ended.map((post) => post.metadata?.event_payload['task']).sort()).toEqual([
      DTS.twoWayForward,
      DTS.twoWayReverse,
    ]);
    expect(ended.every((post) => post.text.includes('asked: "move is done"'))).toBe(true);
    expect(new Set(ended.map((post) => post.metadata?.event_payload['ending'])).size).toBe(2);
    expect(
      night
        .deeds()
        .map(({ parameters }) => parameters['DtsJobId'])
        .sort(),
    ).toEqual([DTS.twoWayForward, DTS.twoWayReverse]);
    await workspace.waitFor(() => {
      const posts = workspace.messages(cutover).filter((post) => post.text.startsWith('CLEAN-UP'));
      return posts.length === 2 ? posts : null;
    }, 20_000);
    expect(workspace.messages(cutover)).toHaveLength(4);
    expect(workspace.problems).toEqual([]);
  });
});
