import type { HomeView } from '@slack/types';
import { expect } from 'vitest';
import type { FreezeWindow } from '../../../src/brakes/window.ts';
import type { Checklist } from '../../../src/cleanup/checklist/checklist.ts';
import { CHECKLIST } from '../../../src/cleanup/rows.ts';
import { viewProblems } from '../../../src/demo/slack/blocks/validate.ts';
import type { Ending } from '../../../src/lifecycle/ending.ts';
import type { Confirmation } from '../../../src/lifecycle/outcome.ts';
import { CONFIRMATION, ENDING, POSTED, postedId } from '../../../src/lifecycle/rows.ts';
import { createPolicyBook } from '../../../src/policy/book.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import type { Directory, Person, Rule } from '../../../src/policy/ports.ts';
import { countChanges } from '../../../src/slack/home/counted-store.ts';
import type { HomeSources } from '../../../src/slack/home/gather.ts';
import { type RenderedHome, renderHome } from '../../../src/slack/home/render.ts';
import { createShelf } from '../../../src/slack/home/shelf.ts';
import type { Round } from '../../../src/watch/last-round.ts';
import { MemoryStore } from '../../lifecycle/memory-store.ts';
import { brakesOn, FakePolicy } from '../../lifecycle/world.ts';
import { NOON } from '../checklists.ts';
import { buttonsOf, readableIn } from '../safe.ts';

const KINDS: Readonly<Record<string, Person['kind']>> = {
  U0GINA: 'guest',
  U0DORA: 'deactivated',
  U0SAM: 'stranger',
  B0BOT: 'bot',
};

const DIRECTORY: Directory = {
  person: async (id) => ({ id, kind: KINDS[id] ?? 'full-member', name: null }),
  members: async (id) => (id === 'S0LEADS' ? ['U0BOB', 'U0CAROL'] : ['U0ALICE', 'U0BOB']),
};

export function rule(more: Partial<Rule> = {}): Rule {
  const open = { channels: null, accounts: null, tasks: null, tags: null, confirm: null };
  const rest = { approvals: 1, readiness: 'shown', presence: 'required', because: null } as const;
  return {
    ...{ effect: 'allow', deeds: ['terminate'], who: ['S0DBA'], approvers: ['S0LEADS'] },
    ...open,
    ...rest,
    ...more,
  };
}

/** A store with rows in it, a policy, and the Home tabs that are made of them. */
export function homeDesk(rules: readonly Rule[] = [rule()]) {
  let now = NOON;
  const counted = countChanges(new MemoryStore(() => now));
  const { store } = counted;
  const windows: FreezeWindow[] = [];
  const rights = new FakePolicy();
  rights.may.add('U0ALICE');
  let ids = 0;
  const brakes = brakesOn(
    store,
    rights,
    windows,
    () => now,
    (prefix) => `${prefix}${++ids}`,
  );
  const desk = {
    store,
    counted,
    brakes,
    windows,
    round: null as Round | null,
    members: new Map<string, readonly string[] | null>([['C1', ['U0ALICE', 'U0BOB', 'U0CAROL']]]),
    /** What was asked of Slack. */
    asked: [] as string[],
    pass(milliseconds: number) {
      now += milliseconds;
    },
    put: async (kind: string, id: string, value: object) => {
      const before = await store.read(kind, id);
      await store.commit([{ kind, id, expect: before?.version ?? 0, value }]);
    },
    async ending(ending: Ending, posted: string | null = 'C1') {
      await desk.put(ENDING, ending.id, ending);
      const at = { channel: posted, ts: '1700000000.000100', version: 1 };
      if (posted !== null) await desk.put(POSTED, postedId('ending', ending.id), at);
    },
    plan: (confirmation: Confirmation) => desk.put(CONFIRMATION, confirmation.id, confirmation),
    checklist: (checklist: Checklist) => desk.put(CHECKLIST, checklist.id, checklist),
    async home(userId: string, isLooking = false): Promise<RenderedHome> {
      const home = await renderHome(sources, { userId, teamId: 'T1' }, isLooking);
      expectSafeHome(home.view);
      return home;
    },
  };
  const sources: HomeSources = {
    store,
    shelf: createShelf(counted),
    policy: createPolicy(createPolicyBook({ rules, windows: [] }), DIRECTORY),
    brakes,
    round: () => desk.round,
    members: {
      async of(channel) {
        desk.asked.push(`members of ${channel}`);
        const members = desk.members.get(channel) ?? null;
        return members === null ? null : new Set(members);
      },
    },
    links: {
      async to({ channel, ts }) {
        desk.asked.push(`link ${channel}`);
        return `https://example.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
      },
    },
    channelOf: (account) => (account === 'secret' ? 'C2' : 'C1'),
    now: () => now,
  };
  return desk;
}

/** A Home tab is fit for Slack, and nothing of a hostile text became markup. */
export function expectSafeHome(view: HomeView): void {
  const json = JSON.stringify(view);
  expect(viewProblems(JSON.parse(json), 'home')).toEqual([]);
  expect(view.blocks.length).toBeLessThanOrEqual(100);
  expect(Buffer.byteLength(json)).toBeLessThan(250_000);
  expect(json).not.toContain('"mrkdwn"');
  expect(json).not.toMatch(/[\u202a-\u202e\u200b]/);
  for (const [, url] of json.matchAll(/"url":"([^"]*)"/g))
    expect(url).toMatch(/^https:\/\/example\.slack\.com\//);
}

export function wordsOf({ view }: RenderedHome): string {
  return readableIn(view.blocks);
}

export function idsOn({ view }: RenderedHome): string[] {
  return buttonsOf({ blocks: view.blocks as Parameters<typeof buttonsOf>[0]['blocks'] }).map(({ id }) => id);
}
