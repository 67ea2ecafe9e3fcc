import type { Lookup } from './lookup.ts';
import type { Rule } from './ports.ts';

/** The channels in which one of these rules would allow it to a person, each once. Asks Slack for groups. */
export async function channelsFor(
  rules: readonly Rule[],
  lookup: Lookup,
  userId: string,
): Promise<readonly string[]> {
  const channels = new Set<string>();
  for (const rule of rules) {
    if (rule.channels === null || (await lookup.among(userId, rule.who)) !== 'yes') continue;
    for (const channel of rule.channels) channels.add(channel);
  }
  return [...channels];
}
