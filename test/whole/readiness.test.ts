import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { GROUPS } from '../../src/demo/slack/seed.ts';
import { alice, carol, type Night, startNight } from './night.ts';

interface Box {
  readonly text: { readonly text: string };
  readonly value: string;
}

/** The boxes to tick in the open form, and how else it asks. */
async function boxesOf(night: Night): Promise<{ boxes: readonly Box[]; inputs: readonly string[] }> {
  const view = (await night.modal(alice)) as unknown as {
    blocks: { block_id?: string; type: string; element?: { options?: Box[] } }[];
  };
  const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id ?? '');
  return { boxes: view.blocks.find(({ block_id }) => block_id === 'know')?.element?.options ?? [], inputs };
}

const BY_BUTTON = `
  - allow: [terminate]
    who: [${GROUPS.dba}]
    confirm: button`;

describe('a task that is not ready', () => {
  it('is ended when the person who confirms has ticked the fact, which the form names', async () => {
    const night = await startNight();
    night.clouds.world.setDelay(DTS.orders, 42);
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    expect(plan.text).toMatch(/Lag.*42 s, one reading/);
    expect(plan.text).toContain('lag is 42 s. Whoever confirms must say to know it');
    await night.press(alice, plan, 'ending.confirm');
    const { boxes, inputs } = await boxesOf(night);
    expect(inputs).toEqual(['know', 'name', 'purpose', 'reason']);
    expect(boxes.map(({ text }) => text.text)).toEqual(['I know: lag is 42 s']);

    const unticked = await night.submit(alice, { name: 'orders-prod', reason: '' });
    expect(unticked.kind).not.toBe('closed');
    expect(night.deeds()).toEqual([]);
    const know = boxes[0]?.value ?? '';
    expect((await night.submit(alice, { name: 'orders-prod', reason: '', know })).kind).toBe('closed');
    await night.ending('ended');
    expect(night.deeds()).toHaveLength(1);
    expect(night.workspace.problems).toEqual([]);
  });

  it('needs a form for its tick where a button alone would do', async () => {
    const night = await startNight({ policy: BY_BUTTON });
    night.clouds.world.setDelay(DTS.orders, 42);
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    await night.press(alice, plan, 'ending.confirm');
    const { boxes, inputs } = await boxesOf(night);
    expect(inputs).toEqual(['know', 'purpose', 'reason']);
    expect((await night.submit(alice, { reason: '', know: boxes[0]?.value ?? '' })).kind).toBe('closed');
    await night.ending('ended');
    expect(night.deeds()).toHaveLength(1);
  });

  it('since the plan was shown is not ended by a button, which then opens the form', async () => {
    const night = await startNight({ policy: BY_BUTTON });
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    expect(plan.text).not.toContain('Not ready');
    night.clouds.world.setDelay(DTS.orders, 42);
    await new Promise((resolve) => setTimeout(resolve, 300)); // older than what counts as read at this moment
    const refused = await night.pressFor(alice, plan, 'ending.confirm');
    expect(refused.text).toContain('lag is 42 s');
    expect(refused.text).toContain('Nothing was changed');
    expect(night.deeds()).toEqual([]);
    await night.press(alice, plan, 'ending.confirm');
    expect((await boxesOf(night)).boxes.map(({ text }) => text.text)).toEqual(['I know: lag is 42 s']);
  });

  it('becomes ready while its plan is open, by readings in the background', async () => {
    const quick = 'pollSeconds: 0.2, readinessReadings: 3, readinessSeconds: 0.6';
    const night = await startNight({ policy: BY_BUTTON, ending: quick });
    night.clouds.world.setDelay(DTS.orders, 42);
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    expect(plan.text).toContain('Not ready');
    night.clouds.world.setDelay(DTS.orders, 0);
    const reads = () => night.clouds.calls.filter((call) => call.action === 'DescribeDtsJobDetail').length;
    const before = reads();
    await night.workspace.waitFor(() => (reads() >= before + 5 ? true : undefined), 20_000);
    await night.press(alice, plan, 'ending.confirm');
    await night.ending('ended');
    expect(night.deeds()).toHaveLength(1);
  }, 60_000);
});

describe('readiness that the policy requires', () => {
  const REQUIRED = `
  - allow: [terminate]
    who: [${GROUPS.dba}]
    approvers: [${GROUPS.leads}]
    readiness: required`;

  it('is overridden with a reason and by one more person', async () => {
    const night = await startNight({ policy: REQUIRED });
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    expect(plan.text).toContain('going on without it needs a reason, and one more person');
    await night.press(alice, plan, 'ending.confirm');
    const { boxes } = await boxesOf(night);
    expect(boxes.map(({ text }) => text.text)).toEqual([
      'I know: lag was read once, not 5 in 60 s',
      'I know: nobody has said that writes are stopped',
      'I know: the data was not compared',
    ]);
    const know = boxes.map(({ value }) => value);
    const one = { name: 'orders-prod', reason: 'the source is dead', know: know.slice(0, 1) };
    expect(await night.workspace.submit(alice, undefined, one)).toMatchObject({
      kind: 'errors',
      errors: { know: 'Tick each of them, or cancel. Nothing has happened.' },
    });
    expect((await night.workspace.submit(alice, undefined, { ...one, know })).kind).toBe('closed');
    const waiting = await night.ending('awaiting-approval');
    expect(night.deeds()).toEqual([]);
    await night.press(carol, waiting, 'ending.approve');
    await night.ending('ended');
    expect(night.deeds()).toHaveLength(1);
  });
});
