import { describe, expect, it } from 'vitest';
import type { Confirmation } from '../../src/lifecycle/outcome.ts';
import { asBox, readBox, tickedIn } from '../../src/slack/views/known-boxes.ts';
import { requestView } from '../../src/slack/views/request-view.ts';
import type { Submitted } from '../../src/slack/views/submitted.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { expectSafeView } from './safe.ts';

const confirmation: Confirmation = {
  id: 'c1',
  action: 'terminate',
  tasks: [dtsTask()],
  readiness: [],
  fingerprints: [],
  requester: { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' },
  reason: null,
  shownAt: 0,
  expiresAt: 900_000,
  confirm: 'type-name',
  readinessRule: 'required',
  sharedName: false,
  endings: null,
  earlier: null,
  supersedes: null,
};

describe('a box to tick', () => {
  it.each([
    { key: 'forward.lag', amount: 42_000 },
    { key: 'reverse.lag', amount: 0.5 },
    { key: 'forward.data-objects (a=b)', amount: null },
  ])('stands for its fact %j', (known) => {
    expect(readBox(asBox(known))).toEqual(known);
  });

  it.each(['', '=', '=5', 'forward.lag', 'forward.lag=many'])('that reads %j stands for nothing', (value) => {
    expect(readBox(value)).toBeNull();
  });
});

describe('the boxes of a form', () => {
  // Both directions of a two-way synchronisation may have more facts than Slack takes boxes in one group.
  const facts = Array.from({ length: 23 }, (_, at) => ({
    key: `forward.f${at}`,
    text: `f${at}`,
    amount: at,
  }));

  /** The form as it comes back with the first so many boxes ticked. */
  function sentIn(ticked: number) {
    const { blocks } = requestView(confirmation, facts);
    const groups = blocks.flatMap((block) =>
      'element' in block && block.element?.type === 'checkboxes' ? [{ block, of: block.element }] : [],
    );
    const all = groups.flatMap(({ of }) => of.options).slice(0, ticked);
    const values = Object.fromEntries(
      groups.map(({ block, of }) => [
        block.block_id,
        { [of.action_id ?? '']: { selected_options: of.options.filter((option) => all.includes(option)) } },
      ]),
    );
    return { view: { blocks, state: { values } } } as unknown as Pick<Submitted, 'view'>;
  }

  it('have one for each fact, however many there are', () => {
    expectSafeView(requestView(confirmation, facts));
    const { known, all } = tickedIn(sentIn(23));
    expect(known).toEqual(facts.map(({ key, amount }) => ({ key, amount })));
    expect(all).toBe(true);
  });

  it('are not all ticked where one is missing, in whichever group', () => {
    expect(tickedIn(sentIn(22)).all).toBe(false);
    expect(tickedIn(sentIn(0))).toEqual({ known: [], all: false });
  });
});
