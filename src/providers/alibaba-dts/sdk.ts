import { once } from '../../once.ts';
import type { Keys } from './keys.ts';

/** One call of an RPC-style product. Values go into the query as text. */
export interface RpcCall {
  readonly product: string;
  readonly version: string;
  readonly operation: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

async function loadSdk() {
  const [core, base] = await Promise.all([import('@alicloud/openapi-core'), import('@darabonba/typescript')]);
  // The same CommonJS packages look different to Node and to a bundler; both shapes are taken.
  const coreModule = '$OpenApiUtil' in core ? core : (core as { default: typeof core }).default;
  const outer: unknown = core.default;
  const Client = typeof outer === 'function' ? outer : Reflect.get(Object(outer), 'default');
  const baseModule = 'RuntimeOptions' in base ? base : (base as { default: typeof base }).default;
  return { Client: Client as typeof core.default.default, util: coreModule, base: baseModule };
}

const sdk = once(loadSdk);

/** What one request was answered: the parsed body, and the time on the cloud's clock (`Date`), where it is told. */
export interface Answered {
  readonly body: unknown;
  readonly date: string | null;
}

/**
 * Makes one signed request; throws what the SDK throws. Never repeats. The SDK is loaded with the first request, not
 * with the program. Its connection time-out also bounds the wait for an answer, so both get the same value.
 */
export async function callOnce(call: RpcCall, where: URL, keys: Keys, timeoutMs: number): Promise<Answered> {
  const { Client, util, base } = await sdk();
  const { $OpenApiUtil, OpenApiUtil } = util;
  const protocol = where.protocol.replace(':', '');
  const client = new Client(
    new $OpenApiUtil.Config({
      accessKeyId: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      ...(keys.securityToken === null ? {} : { securityToken: keys.securityToken }),
      regionId: call.region,
      endpoint: where.host,
      protocol,
    }),
  );
  const answer = await client.callApi(
    new $OpenApiUtil.Params({
      action: call.operation,
      version: call.version,
      protocol,
      pathname: where.pathname,
      method: 'POST',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    }),
    new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query({ ...call.parameters }) }),
    new base.RuntimeOptions({ connectTimeout: timeoutMs, readTimeout: timeoutMs }),
  );
  const date: unknown = Reflect.get(Object(answer['headers']), 'date');
  return { body: answer['body'], date: typeof date === 'string' ? date : null };
}
