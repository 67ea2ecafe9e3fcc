import type { Exchange } from '../exchange.ts';

/** The body as JSON, or null when it is none. */
export function readJson(exchange: Exchange): unknown {
  try {
    return JSON.parse(exchange.body.toString('utf8'));
  } catch {
    return null;
  }
}
