import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { slackProblem } from '../outbox/slack-answer.ts';

const Answer = z.object({ view: z.object({ hash: z.string().optional() }).optional() });

/** Trouble on Slack's side, which says nothing of the tab ("views.publish", errors). */
const PASSING: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
]);

/** What Slack said of a Home tab. */
export type Published =
  | { readonly kind: 'shown'; readonly hash: string | null }
  /** Another one was published since the one with our hash. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'unknown' };

/**
 * Publishes one person's Home tab (views.publish). With the hash of the view that it replaces, an older one that was
 * lost on its way cannot replace it later. Never throws.
 */
export async function publish(
  client: Pick<WebClient, 'views'>,
  userId: string,
  view: HomeView,
  hash: string | null,
): Promise<Published> {
  try {
    const answer = await client.views.publish({ user_id: userId, view, ...(hash === null ? {} : { hash }) });
    return { kind: 'shown', hash: Answer.safeParse(answer).data?.view?.hash ?? null };
  } catch (error) {
    const problem = slackProblem(error);
    if (problem.kind !== 'said-no') return problem;
    if (PASSING.has(problem.error)) return { kind: 'unknown' };
    return problem.error === 'hash_conflict'
      ? { kind: 'conflict' }
      : { kind: 'refused', error: problem.error };
  }
}
