import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { describeError } from '../reply.ts';
import type { Log } from '../room.ts';

const Page = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const REMEMBER_MS = 5 * 60_000;
const AGAIN_MS = 60_000;
const PER_PAGE = 1_000;
/** A channel with more members than that is read no further: nobody is left out of a channel of 50,000. */
const MOST_PAGES = 50;

/** Who is in which channel. */
export interface Members {
  /** `null` where Slack did not tell. Never throws; an answer may be five minutes old. */
  of(channel: string): Promise<ReadonlySet<string> | null>;
}

async function readAll(
  client: Pick<WebClient, 'conversations'>,
  channel: string,
): Promise<ReadonlySet<string>> {
  const members: string[] = [];
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = Page.parse(
      await client.conversations.members({ channel, limit: PER_PAGE, ...(cursor === '' ? {} : { cursor }) }),
    );
    members.push(...answer.members);
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return new Set(members);
  }
  throw new Error(`${channel} has too many members to be read`);
}

/** The members of channels as Slack knows them (conversations.members), remembered for five minutes. */
export function createMembers(
  client: Pick<WebClient, 'conversations'>,
  log: Log,
  now: () => number,
): Members {
  const known = new Map<string, { readonly until: number; readonly members: ReadonlySet<string> | null }>();
  return {
    async of(channel) {
      const before = known.get(channel);
      if (before !== undefined && now() < before.until) return before.members;
      try {
        const members = await readAll(client, channel);
        known.set(channel, { until: now() + REMEMBER_MS, members });
        return members;
      } catch (error) {
        log.warn('the members of a channel could not be read', { channel, error: describeError(error) });
        known.set(channel, { until: now() + AGAIN_MS, members: null });
        return null;
      }
    },
  };
}
