import { type Dispatcher, setGlobalDispatcher } from 'undici';
import { createDispatcher } from './dispatcher.ts';
import { proxyNodeAgents } from './node-agents.ts';
import type { ProxyRules } from './rules.ts';

/**
 * Sends everything that this process asks of others through the proxies: `fetch` (Slack's Web API, answers to commands,
 * DRS), and Node's agents (Alibaba Cloud). Returns the way for what must be told it, Slack's socket; `null` = straight.
 */
export function useProxies(rules: ProxyRules | null): Dispatcher | null {
  if (rules === null) return null;
  const dispatcher = createDispatcher(rules);
  setGlobalDispatcher(dispatcher);
  proxyNodeAgents(rules);
  return dispatcher;
}
