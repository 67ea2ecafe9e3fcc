import { describe, expect, it } from 'vitest';
import type { AuditLine } from '../../src/audit/events.ts';
import { tellStories } from '../../src/audit/report/story.ts';

const ALICE = { actor: 'UALICE', actorName: 'Alice' };

function lines(...events: readonly Record<string, unknown>[]): AuditLine[] {
  return events.map((event, at) => ({
    seq: at + 1,
    prev: '',
    hash: '',
    written: '',
    type: String(event['type']),
    at: '2026-11-21T02:41:00.000Z',
    confirmation: 'c1',
    ...ALICE,
    ...event,
  }));
}

const WRITES = { by: 'UALICE', at: Date.parse('2026-11-21T02:40:00Z') };

describe('what was said of an open plan', () => {
  const [story] = tellStories(
    lines(
      { type: 'plan.purpose', purpose: 'no-longer-needed' },
      { type: 'plan.writes-stopped' },
      {
        type: 'plan.shown-again',
        lines: [{ label: 'Also here', text: 'crm-feed reads rm-bp1162 and goes on' }],
        changed: [{ label: 'State', shown: 'running', now: 'failed' }],
        writesStopped: WRITES,
      },
      { type: 'plan.press-refused', actor: 'UBOB', actorName: 'Bob', press: 'look again', why: 'not-yours' },
      { type: 'plan.press-refused', press: 'purpose', why: 'not-allowed', because: 'Only an end has one.' },
      {
        type: 'ending.confirmed',
        ending: 'e1',
        name: 'orders-prod',
        action: 'terminate',
        purpose: 'no-longer-needed',
        writesStopped: WRITES,
      },
    ),
  );

  it('is told in plain words, in the story of the ending that came of it', () => {
    expect(story?.title).toBe('orders-prod: terminate (e1)');
    expect(story?.told.map(({ text }) => text)).toEqual([
      'Alice (UALICE) said why: no longer needed.',
      'Alice (UALICE) said that writes are stopped; the task was read at once.',
      'Alice (UALICE) was shown the plan again, as it was known by then.',
      'A press by Bob (UBOB) on the plan (look again) did not count: the plan was shown to somebody else.',
      'A press by Alice (UALICE) on the plan (purpose) did not count: no right. Only an end has one.',
      'Alice (UALICE) confirmed what was shown.',
    ]);
  });

  it('has what was shown then, what had changed, and what was said with the confirmation', () => {
    const said = { label: 'Writes stopped', value: 'said by UALICE at 2026-11-21T02:40:00.000Z' };
    expect(story?.told[2]?.details).toEqual([
      { label: 'Also here', value: 'crm-feed reads rm-bp1162 and goes on' },
      { label: 'Changed: State', value: 'shown “running”, then “failed”' },
      said,
    ]);
    expect(story?.told[5]?.details).toEqual(
      expect.arrayContaining([{ label: 'Purpose', value: 'no longer needed' }, said]),
    );
  });
});
