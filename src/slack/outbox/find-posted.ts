import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

const Message = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
});

/** What tells our message from all others: the type and one field of its metadata. */
export interface Mark {
  readonly eventType: string;
  readonly field: string;
  readonly value: string;
}

const NEWEST = 100;

function isMarked(message: unknown, mark: Mark): string | null {
  const read = Message.safeParse(message);
  if (!read.success || read.data.metadata === undefined) return null;
  const { event_type, event_payload } = read.data.metadata;
  return event_type === mark.eventType && event_payload[mark.field] === mark.value ? read.data.ts : null;
}

/**
 * After a lost reply: has Slack taken our message? Looks for its mark in the newest messages of the channel, or
 * of the thread. Throws where the history cannot be read.
 */
export async function findPosted(
  client: WebClient,
  channel: string,
  threadTs: string | null,
  mark: Mark,
): Promise<string | null> {
  const answer =
    threadTs === null
      ? await client.conversations.history({ channel, limit: NEWEST, include_all_metadata: true })
      : await client.conversations.replies({
          channel,
          ts: threadTs,
          limit: NEWEST,
          include_all_metadata: true,
        });
  for (const message of answer.messages ?? []) {
    const ts = isMarked(message, mark);
    if (ts !== null) return ts;
  }
  return null;
}
