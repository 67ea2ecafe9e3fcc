import nock from 'nock';
import type { WhitelistGroup } from '../../../../src/cleanup/leftovers/leftover.ts';

export interface Prepared {
  readonly host: string;
  readonly version: string;
  readonly operation: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Prepares one answer of a product; host, version, operation and the whole query must be exactly these. */
export function answer({ host, version, operation, query }: Prepared, body: object, status = 200): void {
  nock(`https://${host}`, { reqheaders: { 'x-acs-action': operation, 'x-acs-version': version } })
    .post('/', '')
    .query({ ...query })
    .reply(status, { RequestId: 'REQ-9', ...body }, { 'content-type': 'application/json' });
}

/** Prepares an error of the gateway, in its own form. */
export function refuse(prepared: Prepared, code: string, status: number, more: object = {}): void {
  const body = { HostId: prepared.host, Code: code, Message: `said ${code}`, ...more };
  answer(prepared, body, status);
}

/** A group as one of the engines would show it. */
export function group(change: Partial<WhitelistGroup> = {}): WhitelistGroup {
  return {
    kind: 'whitelist-group',
    product: 'RDS',
    region: 'cn-hangzhou',
    instanceId: 'rm-bp1162',
    name: 'rdsdts_orders',
    attribute: 'hidden',
    networkType: 'VPC',
    addressType: 'IPv4',
    addresses: '100.104.52.0/24,101.37.14.0/24',
    ...change,
  };
}
