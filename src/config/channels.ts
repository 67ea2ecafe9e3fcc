import type { Config } from './config.ts';

/** Where what happens in an account is told: its own channel, or the one for all. */
export function channelFinder(config: Config): (account: string) => string {
  const own = new Map(config.accounts.map((account) => [account.name, account.channel]));
  return (account) => own.get(account) ?? config.slack.channel;
}

/** Every channel in which something is told, each once. */
export function channelsOf({ slack, accounts }: Config): readonly string[] {
  return [...new Set([slack.channel, ...accounts.flatMap(({ channel }) => channel ?? [])])];
}
