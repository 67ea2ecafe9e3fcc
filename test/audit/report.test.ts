import { describe, expect, it } from 'vitest';
import type { AuditLine } from '../../src/audit/events.ts';
import { AUDIT_EVENTS } from '../../src/audit/events.ts';
import { escapeHtml } from '../../src/audit/report/html.ts';
import { reportOf } from '../../src/audit/report/report.ts';
import { tellStories } from '../../src/audit/report/story.ts';
import type { AuditEvent } from '../../src/lifecycle/ports.ts';
import { event, makeFolder } from '../store/folders.ts';
import { bundleOf, fill, wholeLines } from './bundles.ts';

const HOSTILE = `<img src=x onerror="alert(1)">'&\u202egnp.exe\u200b</td></table><script>`;
const ALICE = { actor: 'UALICE', actorName: 'Alice' };
const OUTCOME = {
  kind: 'accepted',
  requestId: '01B6F25F-21E7',
  answer: { status: 200, body: '{"Success":true}' },
};

/** A bundle of these events, as a page and as stories. */
async function told(events: readonly AuditEvent[]) {
  const folder = await makeFolder();
  await fill(folder, events);
  const bundle = await bundleOf(folder, { until: new Date('2026-11-21T23:00:00Z') });
  const page = reportOf(bundle, 'evidence.json', 'ab'.repeat(32));
  const lines: AuditLine[] = wholeLines(bundle).filter(({ type }) => type !== 'audit.head');
  return {
    page,
    stories: tellStories(lines),
    text: page.replace(/<style>.*<\/style>/s, '').replace(/<[^>]+>/g, ' '),
  };
}

const about = { ending: 'e1', task: 't/1', name: 'orders-prod', action: 'terminate' };
const item = { itemId: 'k1.1', item: 'whitelist rdsdts' };
const clean = { checklist: 'k1', ending: 'e1', task: 't/1' };

const WHOLE_NIGHT: readonly AuditEvent[] = [
  event({
    type: 'plan.shown',
    confirmation: 'c1',
    action: 'terminate',
    tasks: ['t/1'],
    names: ['orders-prod'],
    ...ALICE,
    reason: 'INC-4711',
    lines: [{ label: 'Lag', text: '0 s', at: '2026-11-21T07:59:56.000Z', age: 4 }],
    fingerprints: [{ stage: 'running' }],
    approvals: 1,
    approvers: ['SLEADS'],
  }),
  event({
    type: 'confirm.refused',
    confirmation: 'c1',
    actor: 'UMALLORY',
    actorName: null,
    why: 'not-yours',
  }),
  event({
    type: 'ending.confirmed',
    ...about,
    confirmation: 'c1',
    ...ALICE,
    reason: 'INC-4711',
    rule: 2,
    known: [{ key: 'forward.lag', amount: 42_000, text: 'lag is 42 s' }],
  }),
  event({ type: 'ending.approved', ...about, actor: 'UBOB', actorName: 'Bob', given: 1, needed: 1 }),
  event({ type: 'ending.executing', ...about, call: { operation: 'StopDtsJob', parameters: { id: 'i1' } } }),
  event({ type: 'ending.answered', ...about, outcome: OUTCOME, try: 1 }),
  event({ type: 'ending.ended', ...about, readings: [{ at: 1795220597000, status: 'Finished' }] }),
  event({
    type: 'checklist.opened',
    ...clean,
    items: [
      { ...item, state: 'open' },
      { itemId: 'k1.2', item: 'database users', state: 'by-hand' },
      { itemId: 'k1.3', item: 'firewall', state: 'by-hand' },
    ],
  }),
  event({
    type: 'checklist.removing',
    ...clean,
    ...item,
    ...ALICE,
    before: { name: 'rdsdts', addresses: '10.0.0.1' },
  }),
  event({
    type: 'checklist.looked',
    ...clean,
    changes: [
      {
        ...item,
        from: 'removing',
        to: 'gone',
        before: { name: 'rdsdts', addresses: '10.0.0.1' },
        leftover: null,
      },
    ],
    searched: '25 regions',
  }),
  event({
    type: 'checklist.signed-off',
    ...clean,
    itemId: 'k1.3',
    item: 'firewall',
    ...ALICE,
    how: 'removed-by-hand',
    text: 'ticket 12',
  }),
];

describe('the report', () => {
  it('tells the story of an ending in plain words, chapter by chapter', async () => {
    const { text, stories } = await told(WHOLE_NIGHT);
    expect(stories.map(({ title }) => title)).toEqual(['orders-prod: terminate (e1)']);
    const said = [
      'Who asked, and what was shown',
      'Alice (UALICE) asked to terminate orders-prod, and was shown this plan: “INC-4711”.',
      '0 s (read 2026-11-21T07:59:56.000Z, 4 s before)',
      '1 of SLEADS',
      'A press by UMALLORY (no name was known) did not confirm: the plan was shown to somebody else.',
      'Alice (UALICE) confirmed what was shown: “INC-4711”.',
      'Said to know',
      'lag is 42 s',
      'Bob (UBOB) agreed, 1 of 1.',
      'StopDtsJob',
      'The cloud took it. Request 01B6F25F-21E7.',
      'Finished at 2026-11-21T00:23:17.000Z',
      'removing → gone. Before: name rdsdts; addresses 10.0.0.1. After: nothing',
      'Alice (UALICE) signed for “firewall”: removed by hand: “ticket 12”.',
      'What is still open',
      'database users',
    ];
    let from = 0;
    for (const words of said) {
      const at = text.indexOf(words, from);
      expect(at, words).toBeGreaterThanOrEqual(from);
      from = at;
    }
  });

  it('tells of an end that was given a time: when, who was reminded of what, who was there', async () => {
    const schedule = {
      at: '2026-11-22T01:00:00.000Z',
      wall: '2026-11-22 02:00',
      zone: 'Europe/Berlin',
      presence: 'required',
      presenceFrom: '2026-11-22T00:45:00.000Z',
    };
    const bob = { actor: 'UBOB', actorName: 'Bob' };
    const { text } = await told([
      event({ type: 'plan.shown', ...about, confirmation: 'c1', ...ALICE, lines: [], schedule }),
      event({ type: 'ending.scheduled', ...about, needed: 0, schedule }),
      event({
        type: 'ending.reminded',
        ...about,
        to: ['UALICE', 'UBOB'],
        schedule,
        given: 1,
        needed: 2,
        against: ['It is not ready: lag is 42 s.'],
        lost: [{ userId: 'UCAROL', why: 'is a guest now' }],
        lines: [{ label: 'Lag', text: '42 s', at: 1795220597000 }],
      }),
      event({ type: 'ending.presence-refused', ...about, ...bob, why: 'That is too early.' }),
      event({ type: 'ending.veto-refused', ...about, ...bob, why: 'You may not.' }),
      event({ type: 'ending.present', ...about, ...bob }),
      event({ type: 'ending.expired', ...about, why: '2 had to agree.' }),
      event({ type: 'ending.vetoed', ...about, ...bob }),
      event({ type: 'ending.due', ...about }),
    ]);
    for (const words of [
      '2026-11-22 02:00 Europe/Berlin (2026-11-22T01:00:00.000Z); somebody had to say to be there from 2026-11-22T00:45:00.000Z on',
      'It was looked at and judged, and waited for its time.',
      'UALICE, UBOB were reminded before its time.',
      '1 of 2',
      'the agreement of UCAROL, who is a guest now',
      'It is not ready: lag is 42 s.',
      '42 s (read 2026-11-21T00:23:17.000Z)',
      'Bob (UBOB) pressed &quot;I am here&quot; and was refused. That is too early.',
      'Bob (UBOB) pressed Veto and was refused. You may not.',
      'Bob (UBOB) said to be there.',
      '2 had to agree. Nothing was sent.',
      'Bob (UBOB) vetoed it. Nothing was sent.',
      'Its time had come, and the task was looked at once more.',
    ])
      expect(text).toContain(words);
  });

  it('counts as open what is neither gone nor signed for', async () => {
    const { stories } = await told(WHOLE_NIGHT);
    expect(stories[0]?.open).toEqual([{ item: 'database users', state: 'by-hand', why: '' }]);
    const none = await told(WHOLE_NIGHT.slice(0, 7));
    expect(none.stories[0]?.open).toBeNull();
    expect(none.text).toContain('No checklist is among these lines, so nothing can be said.');
  });

  it('names the bundle, its hash and its witness, how to verify it, and has a place to sign', async () => {
    const { text } = await told(WHOLE_NIGHT);
    for (const words of [
      'ab'.repeat(32),
      'cutover audit verify --bundle evidence.json',
      'sha256sum evidence.json',
      '2026-11-22, line 12',
      'Signature',
      'Place and date',
    ])
      expect(text).toContain(words);
  });

  it('shows no name as markup, and loads nothing', async () => {
    const lines = WHOLE_NIGHT.map((line) =>
      JSON.parse(
        JSON.stringify(line, (key, value: unknown) =>
          typeof value === 'string' &&
          !['type', 'at', 'ending', 'confirmation', 'checklist', 'kind'].includes(key)
            ? HOSTILE
            : value,
        ),
      ),
    );
    const { page } = await told(lines);
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag));
    expect([...tags].toSorted()).toEqual(
      [
        'bdi',
        'body',
        'br',
        'code',
        'h1',
        'h2',
        'h3',
        'head',
        'html',
        'li',
        'meta',
        'ol',
        'p',
        'pre',
        'span',
        'style',
      ]
        .concat(['table', 'td', 'th', 'title', 'tr'])
        .toSorted(),
    );
    expect(page).not.toMatch(/[\u200b\u202e]|<[^>]*\b(?:src|href|on\w+)=/);
    expect(page).toContain('[U+202E]gnp.exe[U+200B]');
    expect(page).toContain("default-src 'none'");
  });

  it('says something of every type of event, also of one it has never heard of', async () => {
    const types = [
      ...Object.keys(AUDIT_EVENTS).filter((type) => type !== 'audit.head'),
      'ending.new-in-the-future',
    ];
    const { stories } = await told(
      types.map((type) => event({ type, ...about, ...clean, ...ALICE, colour: 'blue' })),
    );
    const all = stories.flatMap((story) => story.told);
    expect(all).toHaveLength(types.length);
    for (const { text } of all) expect(text.trim()).not.toMatch(/^$|undefined|\[object/);
    expect(all.at(-1)).toMatchObject({
      chapter: 'other',
      text: 'Alice (UALICE): ending.new-in-the-future',
      details: [{ label: 'colour', value: 'blue' }],
    });
  });

  it('tells each ending apart, a plan for two directions in both, and what belongs to none at the end', async () => {
    const { stories } = await told([
      event({ type: 'request.refused', ...ALICE, action: 'terminate', why: 'No.' }),
      event({ type: 'plan.shown', confirmation: 'c1', ...ALICE, tasks: ['t/1', 't/2'], action: 'terminate' }),
      event({ type: 'ending.confirmed', ...about, confirmation: 'c1', ...ALICE }),
      event({ type: 'ending.confirmed', ...about, ending: 'e2', confirmation: 'c1', ...ALICE }),
      event({ type: 'checklist.opened', checklist: 'k7', ending: null, task: 't/7', items: [] }),
      event({ type: 'checklist.removal-shown', checklist: 'k7', ending: null, removal: 'r7', shown: [] }),
      event({ type: 'checklist.removal-refused', removal: 'r7', ...ALICE, why: 'wrong name' }),
    ]);
    expect(stories.map(({ title, told: lines }) => [title, lines.length])).toEqual([
      ['orders-prod: terminate (e1)', 2],
      ['orders-prod: terminate (e2)', 2],
      ['t/7: clean-up (checklist k7)', 3],
      ['Without an ending', 1],
    ]);
    expect(stories.at(-1)?.told[0]?.text).toBe(
      'Alice (UALICE) asked to terminate something and was refused. No.',
    );
  });
});

describe('escapeHtml', () => {
  it('shows what hides or turns text by its number, and keeps line ends', () => {
    expect(escapeHtml('a\u0000b\nc\u2066d\ud800')).toBe('a[U+0000]b\nc[U+2066]d[U+D800]');
  });
});
