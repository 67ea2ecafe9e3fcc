import { describe, expect, it } from 'vitest';
import type { AuditEvent, CallOutcome } from '../../../src/lifecycle/ports.ts';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { ALICE, BOB, MINUTE } from '../../lifecycle/world.ts';
import { desk, group, item } from '../desk.ts';

const VALUE = group('rm-bp1162', 'dts_a', { attribute: 'hidden' });
const CANNOT: CallOutcome = {
  kind: 'refused',
  code: 'InvalidSecurityIPs.NotFound',
  message: 'a group cannot be deleted',
  requestId: 'REQ-1',
  permission: null,
};

/** A removal and what was put back, as the audit log tells it. */
async function story(answers: CallOutcome[] = []) {
  const made = desk();
  made.dts.leftovers = [VALUE];
  made.dts.answers = answers;
  const checklist = await made.open(dtsTask());
  const { id } = await made.ask(checklist.id, item(checklist, 'dts_a').id);
  await made.cleanup.confirmRemoval({ id, actor: ALICE, typed: { name: null, reason: 'INC-4711' } });
  made.pass(MINUTE);
  const itemId = item(checklist, 'dts_a').id;
  await made.cleanup.undo({ itemId, actor: BOB, reason: 'orders are down' });
  return { id, checklist, lines: made.store.audit as readonly AuditEvent[] };
}

describe('the audit log of a removal', () => {
  it('says who saw what, who confirmed it, what was sent, what came back, what was seen, and who put it back', async () => {
    const { id, checklist, lines } = await story();
    expect(lines.map(({ type }) => type)).toEqual([
      'checklist.opened',
      'checklist.looked',
      'checklist.removal-shown',
      'checklist.removal-confirmed',
      'checklist.removing',
      'checklist.removal-intent',
      'checklist.removal-answered',
      'checklist.looked',
      'checklist.undo-intent',
      'checklist.undo-answered',
      'checklist.looked',
    ]);
    const common = { checklist: checklist.id, task: 'alibaba-dts/prod-cn/cn-hangzhou/i03e3zty16i/forward' };
    const title = expect.stringContaining('dts_a');
    const mine = { ...common, item: title, actor: 'UALICE', removal: id, before: VALUE };
    const call = { operation: 'Fake:remove', parameters: { key: 'group/rm-bp1162/dts_a/VPC' } };
    expect(lines.slice(2, 8)).toMatchObject([
      { ...common, removal: id, actor: 'UALICE', shown: [{ leftover: VALUE, doubt: null }] },
      {
        checklist: checklist.id,
        removal: id,
        actor: 'UALICE',
        channel: 'C1',
        reason: 'INC-4711',
        rule: 1,
        shown: [{ leftover: VALUE }],
      },
      mine,
      { ...mine, step: 'remove', call, outcome: null },
      { ...mine, step: 'remove', call, outcome: { kind: 'accepted', requestId: '01B6F25' } },
      { ...common, changes: [{ item: title, from: 'removing', to: 'gone' }] },
    ]);
    const theirs = { ...common, item: title, actor: 'UBOB', reason: 'orders are down', before: VALUE };
    expect(lines.slice(8)).toMatchObject([
      { ...theirs, outcome: null },
      { ...theirs, outcome: { kind: 'accepted' } },
      { changes: [{ from: 'gone', to: 'open', leftover: VALUE }] },
    ]);
  });

  it('has both steps of a group that could only be neutralised, each with the old value and its answer', async () => {
    const { lines } = await story([CANNOT]);
    const steps = lines.filter(({ type }) => /removal-(intent|answered)/.test(type));
    expect(steps).toMatchObject([
      { step: 'remove', outcome: null, before: VALUE },
      { step: 'remove', outcome: CANNOT, before: VALUE },
      { step: 'neutralise', outcome: null, before: VALUE, call: { operation: 'Fake:neutralise' } },
      { step: 'neutralise', outcome: { kind: 'accepted' }, before: VALUE },
    ]);
  });

  it('has the times of all of it, in order', async () => {
    const { lines } = await story();
    const times = lines.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    for (const at of times) expect(at).toMatch(/^2026-11-21T00:4\d:\d\d\.\d{3}Z$/);
  });
});
