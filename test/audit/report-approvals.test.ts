import { describe, expect, it } from 'vitest';
import type { AuditLine } from '../../src/audit/events.ts';
import { tellCleanup } from '../../src/audit/report/tell-cleanup.ts';
import { tellEnding } from '../../src/audit/report/tell-ending.ts';

const BOB = { actor: 'UBOB', actorName: 'Bob' };
const LOST = [{ userId: 'UCAROL', why: 'is deactivated' }];

function line(type: string, more: Record<string, unknown>): AuditLine {
  return { type, at: '2026-11-21T00:43:00Z', seq: 1, prev: '', hash: '', written: '', ...more };
}

describe('the report of agreements', () => {
  it('says what an agreement was bound to', () => {
    const bound = {
      fingerprint: { name: 'orders-prod', stage: 'running' },
      readiness: [{ label: 'Lag', value: '0 s' }],
    };
    expect(tellEnding(line('ending.approved', { ...BOB, given: 1, needed: 2, ...bound }))).toEqual({
      chapter: 'agreed',
      text: 'Bob (UBOB) agreed, 1 of 2.',
      details: [
        { label: 'Lag', value: '0 s' },
        { label: 'Bound to', value: 'name orders-prod; stage running' },
      ],
    });
  });

  it('says whose agreement counted no more, or that the policy asked for more', () => {
    expect(tellEnding(line('ending.waits-again', { lost: LOST, missing: 1 }))?.text).toBe(
      'The agreement of UCAROL counted no more: that person is deactivated. 1 more had to agree.',
    );
    expect(tellEnding(line('ending.waits-again', { lost: [], missing: 2 }))?.text).toBe(
      'The policy asked for more people by then. 2 more had to agree.',
    );
  });

  it('says what a person saw who looked while it waited', () => {
    const seen = {
      over: false,
      differences: [{ label: 'State', shown: 'running', now: 'failed' }],
      readiness: [{ label: 'Lag', shown: null, now: 'lag is 42 s' }],
      unknown: [{ text: 'lag is 42 s' }],
      refused: null,
      braked: 'Everything is frozen.',
      lost: LOST,
    };
    expect(tellEnding(line('ending.looked', { ...BOB, ...seen }))).toMatchObject({
      text: 'Bob (UBOB) looked at it again while it waited.',
      details: [
        { label: 'State', value: 'shown running, then failed' },
        { label: 'Lag', value: 'shown -, then lag is 42 s' },
        { label: 'Nobody had said to know', value: 'lag is 42 s' },
        { label: 'Stood against it', value: 'Everything is frozen.' },
        { label: 'Stood against it', value: expect.stringContaining('UCAROL counted no more') },
      ],
    });
    expect(tellEnding(line('ending.looked', { ...BOB, over: false }))?.details).toEqual([
      { label: 'Differences', value: 'none that is relevant' },
    ]);
  });
});

describe('the report of an end in the console', () => {
  it('says who had it looked at, and that it was not by this bot', () => {
    const ended = line('ending.ended', {
      ...BOB,
      byUs: false,
      why: 'It was over already (Finished), not by us.',
    });
    expect(tellEnding(ended)?.text).toMatch(
      /^Bob \(UBOB\) had it looked at\. It was over already, not by this call\./,
    );
    const opened = line('checklist.opened', { ...BOB, byUs: false, status: 'Finished', items: [] });
    expect(tellCleanup(opened)?.text).toMatch(
      /^Bob \(UBOB\) asked for it: the task was over \(Finished\), and not by this bot\. What the ended task leaves/,
    );
    expect(tellCleanup(line('checklist.opened', { items: [] }))?.text).toMatch(/^What the ended task leaves/);
  });
});
