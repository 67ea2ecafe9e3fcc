import type { z } from 'zod';
import type { WhitelistGroup } from '../../../../cleanup/leftovers/leftover.ts';
import type { Step } from '../../../../cleanup/ports.ts';
import type { Parameters } from '../../client.ts';
import type { InstanceState } from './instance-state.ts';

/** A database instance or cluster, by the id that DTS shows. */
export interface Instance {
  readonly region: string;
  readonly instanceId: string;
}

/** A group of a whitelist as an engine writes it. */
export type Group = Pick<WhitelistGroup, 'name' | 'attribute' | 'networkType' | 'addressType' | 'addresses'>;

/** A read of an engine, with what is taken of its answer. */
export interface Question<Answer> {
  readonly operation: string;
  readonly parameters: Parameters;
  readonly schema: z.ZodType<Answer>;
}

/** A read by region and by the instance's id, which each product calls by a name of its own. */
export function askAbout<Answer>(
  idName: string,
  operation: string,
  schema: z.ZodType<Answer>,
  more: Parameters = {},
): (instance: Instance) => Question<Answer> {
  return ({ region, instanceId }) => ({
    operation,
    parameters: { RegionId: region, [idName]: instanceId, ...more },
    schema,
  });
}

/** A call of an engine that changes a group. */
export interface Change {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What one database product is asked, in its own words. Nothing here calls anything. */
export interface Engine {
  /** How its leftovers name the product. */
  readonly product: string;
  /** The product as the configuration names it, and the version of its API. */
  readonly api: { readonly product: string; readonly version: string };
  /** All groups, hidden ones too, of every network type. */
  groups(instance: Instance): Question<readonly Group[]>;
  /** The state of the instance; `null` where the answer has no instance in it. */
  state(instance: Instance): Question<InstanceState | null>;
  /** Every address and host name that it is reached by. */
  names(instance: Instance): Question<readonly string[]>;
  /** The call for a step on exactly this group; `null` where there is none. Names the group, always. */
  change(step: Step, group: WhitelistGroup): Change | null;
}
