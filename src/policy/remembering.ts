import type { Directory } from './ports.ts';

/**
 * The same directory for what is only shown: what Slack said a moment ago will do, even where a fresh answer is asked
 * for. Never for a policy that decides.
 */
export function remembering(directory: Directory): Directory {
  return {
    person: (userId) => directory.person(userId, false),
    members: (groupId) => directory.members(groupId, false),
  };
}
