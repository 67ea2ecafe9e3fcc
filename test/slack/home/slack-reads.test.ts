import type { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { createLinks } from '../../../src/slack/home/links.ts';
import { createMembers } from '../../../src/slack/home/members.ts';
import { QUIET } from '../fakes.ts';

const MINUTE = 60_000;
const POSTED = { channel: 'C1', ts: '1700000000.000100' };

describe('the members of a channel', () => {
  function desk(answer: (cursor: string | undefined) => unknown) {
    let now = 0;
    const asked: (string | undefined)[] = [];
    const members = async ({ cursor }: { cursor?: string }) => {
      asked.push(cursor);
      const said = answer(cursor);
      if (said instanceof Error) throw said;
      return said;
    };
    const client = { conversations: { members } } as unknown as WebClient;
    const pass = (milliseconds: number) => {
      now += milliseconds;
    };
    return { asked, pass, members: createMembers(client, QUIET, () => now) };
  }

  it('are read page by page, and remembered for five minutes', async () => {
    const { members, asked, pass } = desk((cursor) =>
      cursor === undefined
        ? { ok: true, members: ['U1'], response_metadata: { next_cursor: 'next' } }
        : { ok: true, members: ['U2'], response_metadata: { next_cursor: '' } },
    );
    expect(await members.of('C1')).toEqual(new Set(['U1', 'U2']));
    pass(4 * MINUTE);
    await members.of('C1');
    expect(asked).toEqual([undefined, 'next']);
    pass(MINUTE);
    await members.of('C1');
    expect(asked).toHaveLength(4);
  });

  it.each([
    ['Slack does not tell', new Error('missing_scope')],
    ['the answer is none', { ok: true }],
    ['there is no end of pages', { ok: true, members: [], response_metadata: { next_cursor: 'more' } }],
  ])('are not known where %s, and asked for again a minute later', async (_, said) => {
    const { members, asked, pass } = desk(() => said);
    expect(await members.of('C1')).toBeNull();
    const once = asked.length;
    await members.of('C1');
    expect(asked).toHaveLength(once);
    pass(MINUTE);
    await members.of('C1');
    expect(asked).toHaveLength(2 * once);
  });
});

describe('the link to a message', () => {
  function desk(answers: readonly unknown[]) {
    let now = 0;
    const asked: object[] = [];
    const getPermalink = async (what: object) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(what);
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const client = { chat: { getPermalink } } as unknown as WebClient;
    const pass = (milliseconds: number) => {
      now += milliseconds;
    };
    return { asked, pass, links: createLinks(client, () => now) };
  }

  it('is asked of Slack once', async () => {
    const permalink = 'https://example.slack.com/archives/C1/p1700000000000100';
    const { links, asked, pass } = desk([{ ok: true, permalink }]);
    expect(await links.to(POSTED)).toBe(permalink);
    pass(600 * MINUTE);
    expect(await links.to(POSTED)).toBe(permalink);
    expect(asked).toEqual([{ channel: 'C1', message_ts: POSTED.ts }]);
  });

  it('is none where Slack has none, and asked for again a minute later', async () => {
    const permalink = 'https://example.slack.com/archives/C1/p1';
    const { links, asked, pass } = desk([new Error('message_not_found'), { ok: true, permalink }]);
    expect(await links.to(POSTED)).toBeNull();
    expect(await links.to(POSTED)).toBeNull();
    expect(asked).toHaveLength(1);
    pass(MINUTE);
    expect(await links.to(POSTED)).toBe(permalink);
  });

  it.each(['javascript:alert(1)', 'no address at all', 7])('is never %s', async (permalink) => {
    const { links } = desk([{ ok: true, permalink }]);
    expect(await links.to(POSTED)).toBeNull();
  });
});
