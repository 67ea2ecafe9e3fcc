import type { Dispatcher } from 'undici';
import { proxyNodeAgents } from './node-agents.ts';
import type { ProxyRules } from './rules.ts';

/**
 * Sends everything that this process asks of others through the proxies: `fetch` (Slack's Web API, answers to commands,
 * DRS), and Node's agents (Alibaba Cloud). Returns the way for what must be told it, Slack's socket; `null` = straight,
 * and nothing is loaded for it.
 */
export async function useProxies(rules: ProxyRules | null): Promise<Dispatcher | null> {
  if (rules === null) return null;
  const { setGlobalDispatcher } = await import('undici');
  const { createDispatcher } = await import('./dispatcher.ts');
  const dispatcher = createDispatcher(rules);
  setGlobalDispatcher(dispatcher);
  proxyNodeAgents(rules);
  return dispatcher;
}
