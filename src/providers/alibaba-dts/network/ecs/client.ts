import { z } from 'zod';
import type { Urgency } from '../../../../lifecycle/ports.ts';
import type { Parameters } from '../../client.ts';
import { type Rpc, unexpectedAnswer } from '../../rpc.ts';
import type { RpcCall } from '../../sdk.ts';

/** A call of ECS in a region (API reference of ECS, 2014-05-26). */
export function ecsCall(region: string, operation: string, parameters: Parameters): RpcCall {
  return {
    product: 'ecs',
    version: '2014-05-26',
    operation,
    region,
    parameters: { RegionId: region, ...parameters },
  };
}

/** What is asked of ECS, with what one page of its answer holds. */
export interface EcsQuestion<Row> {
  readonly region: string;
  readonly operation: string;
  readonly parameters: Parameters;
  readonly rows: z.ZodType<readonly Row[]>;
  /** Completes "Alibaba Cloud did not …". */
  readonly doing: string;
}

const Token = z.object({
  NextToken: z
    .string()
    .nullish()
    .transform((token) => token ?? ''),
});

/** Every row, paged to the end with NextToken, which ends with an empty one. */
export async function allRows<Row>(
  rpc: Rpc,
  { region, operation, parameters, rows, doing }: EcsQuestion<Row>,
  urgency: Urgency,
): Promise<readonly Row[]> {
  const found: Row[] = [];
  const tokens = new Set<string>();
  for (let token = ''; ; ) {
    const more = token === '' ? {} : { NextToken: token };
    const body = await rpc.read(ecsCall(region, operation, { ...parameters, ...more }), doing, urgency);
    const page = rows.safeParse(body);
    const next = Token.safeParse(body);
    if (!page.success || !next.success)
      throw unexpectedAnswer(doing, `the answer of ${operation} has another shape`);
    found.push(...page.data);
    token = next.data.NextToken;
    if (token === '') return found;
    if (tokens.has(token)) throw unexpectedAnswer(doing, `${operation} repeats a page`);
    tokens.add(token);
  }
}
