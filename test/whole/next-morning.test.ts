import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../src/demo/slack/seed.ts';
import { alice, bob, buttonsOn, carol, type Night, startNight } from './night.ts';
import { endingsIn, settled } from './told.ts';

const POLICY = `
  - allow: [terminate]
    who: [${GROUPS.dba}]
    approvals: 1
    approvers: [${GROUPS.leads}]
`;
const CONFIRM_MS = 3_000;

/** A confirmation grows old after three seconds; others have as long as the test says. */
function ending(approvalHours: number): string {
  return `pollSeconds: 0.2, timeoutMinutes: 0.5, confirmMinutes: 0.05, approvalHours: ${approvalHours}`;
}

async function asked(night: Night) {
  await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
  const post = await night.ending('awaiting-approval');
  return post;
}

describe('an approval that comes the next morning', () => {
  it('is not enough alone: the person who asked presses once more, and nobody else can', async () => {
    const night = await startNight({ policy: POLICY, ending: ending(1) });
    const post = await asked(night);
    await wait(CONFIRM_MS + 200);
    await night.pressFor(bob, post, 'ending.approve');

    const agreed = await night.workspace.waitFor(() =>
      endingsIn(night).find((each) => buttonsOn(each).includes('ending.confirm')),
    );
    expect(agreed.text).toContain('must press once more');
    expect(buttonsOn(agreed)).toEqual(['ending.confirm', 'ending.plan', 'ending.withdraw']);
    expect(night.deeds()).toEqual([]);

    const other = await night.pressFor(carol, agreed, 'ending.confirm');
    expect(other.text).toContain('only that person can confirm it');
    expect(night.deeds()).toEqual([]);

    await night.press(alice, agreed, 'ending.confirm');
    const ended = await settled(night, ['ended']);
    expect(ended.text).toContain('agreed');
    expect(night.deeds()).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
  });

  it('finds the ending still there after a restart in the night, which sends nothing by itself', async () => {
    const night = await startNight({ policy: POLICY, ending: ending(1) });
    await asked(night);
    night.kill('SIGKILL');
    await night.restart();
    await wait(CONFIRM_MS);
    expect(night.deeds()).toEqual([]);

    const post = await night.ending('awaiting-approval');
    await night.pressFor(bob, post, 'ending.approve');
    const agreed = await night.workspace.waitFor(() =>
      endingsIn(night).find((each) => buttonsOn(each).includes('ending.confirm')),
    );
    await night.press(alice, agreed, 'ending.confirm');
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
  });

  it('comes too late when the time to agree is over', async () => {
    const night = await startNight({ policy: POLICY, ending: ending(0.001) });
    const post = await asked(night);

    const expired = await settled(night, ['expired']);
    expect(expired.text).toContain('Nobody agreed in time');
    expect(buttonsOn(expired)).toEqual(['plan.request', 'evidence.show']);
    expect(expired.ts).toBe(post.ts);
    expect(night.deeds()).toEqual([]);
    const plan = await night.pressFor(bob, expired, 'plan.request');
    expect(buttonsOn(plan)).toContain('ending.confirm');
  });
});
