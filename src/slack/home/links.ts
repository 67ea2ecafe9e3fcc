import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Posted } from '../outbox/posted.ts';

const Answer = z.object({ permalink: z.url({ protocol: /^https?$/ }) });

const AGAIN_MS = 60_000;
const MOST = 2_000;

/** The addresses of our messages. */
export interface Links {
  /** `null` where Slack did not tell; never throws. */
  to(posted: Pick<Posted, 'channel' | 'ts'>): Promise<string | null>;
}

/** Permalinks as Slack makes them (chat.getPermalink). They do not change, so each is asked for once. */
export function createLinks(client: Pick<WebClient, 'chat'>, now: () => number): Links {
  const known = new Map<string, { readonly until: number; readonly link: string | null }>();
  return {
    async to({ channel, ts }) {
      const key = `${channel} ${ts}`;
      const before = known.get(key);
      if (before !== undefined && now() < before.until) return before.link;
      let link: string | null = null;
      try {
        link = Answer.parse(await client.chat.getPermalink({ channel, message_ts: ts })).permalink;
      } catch {
        link = null;
      }
      if (known.size >= MOST) known.clear();
      known.set(key, { until: link === null ? now() + AGAIN_MS : Number.POSITIVE_INFINITY, link });
      return link;
    },
  };
}
