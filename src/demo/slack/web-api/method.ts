import type { JsonObject } from '../json-value.ts';
import type { World } from '../world.ts';
import type { Arguments } from './arguments.ts';

/** Slack's rate limit classes, in calls a minute for one method (Slack: "Rate limits"). */
export type Rate = 'tier-1' | 'tier-2' | 'tier-3' | 'tier-4' | 'posting' | 'special';

export interface Method {
  /** Which token opens it; `none`: no token is looked at. */
  token: 'bot' | 'app' | 'none';
  /** One of these scopes must be in the manifest; empty: none is needed. */
  scopes: readonly string[];
  rate: Rate;
  run(args: Arguments, world: World): JsonObject;
}
