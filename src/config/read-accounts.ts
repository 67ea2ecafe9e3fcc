import { z } from 'zod';
import type { AccountConfig } from './config.ts';
import { ChannelId, Regions, SafeUrl, Text } from './fields.ts';
import type { Findings } from './findings.ts';
import { readGroup, readList, readPart } from './part.ts';
import type { Path } from './problem.ts';
import { ALIBABA_PRODUCTS, DRS_PRODUCTS } from './products.ts';
import { readAlibabaCredentials, readDrsCredentials } from './read-credentials.ts';
import { refuseDoubles } from './same-account.ts';

const Common = z.strictObject({
  name: Text.max(60, 'must not be longer than 60 letters').refine(
    (name) => !name.includes('/'),
    'must not hold a slash',
  ),
  provider: z.enum(['alibaba-dts', 'drs']),
  regions: Regions,
  channel: ChannelId.nullable().default(null),
  endpoint: SafeUrl.nullable().default(null),
});

const Drs = Common.extend({
  cloud: z.enum(['otc', 'huaweicloud']),
  project: Text.regex(
    /^[A-Za-z0-9_-]+$/,
    'must be the id of a project, such as 054ba152d480d55b2f5dc0069e7ddef0',
  ),
});

/** A key without a value, which must not pass for credentials that are left out. */
const EmptyCredentials = z.object({ credentials: z.null() });

/** The `accounts`; the empty list where a mistake was noted. */
export function readAccounts(value: unknown, findings: Findings): readonly AccountConfig[] {
  const list = readList(value, ['accounts'], findings) ?? [];
  if (list.length === 0) findings.add(['accounts'], 'must name at least one account');
  refuseDoubles(list, findings);
  const accounts = list.map((item, at) => readAccount(item, ['accounts', at], findings));
  return accounts.filter((account) => account !== null);
}

function readAccount(value: unknown, path: Path, findings: Findings): AccountConfig | null {
  const group = readGroup(value, path, findings);
  if (group === null) return null;
  const { credentials = EmptyCredentials.safeParse(value).data?.credentials, endpoints, ...rest } = group;
  if (rest['provider'] === 'alibaba-dts') {
    const account = readPart(Common, rest, path, findings);
    const keys = readAlibabaCredentials(credentials, [...path, 'credentials'], findings);
    const urls = readEndpoints(endpoints, ALIBABA_PRODUCTS, [...path, 'endpoints'], findings);
    if (account === null || keys === null || urls === null) return null;
    return { ...account, provider: 'alibaba-dts', ...keys, endpoints: urls };
  }
  if (rest['provider'] === 'drs') {
    const account = readPart(Drs, rest, path, findings);
    const keys = readDrsCredentials(credentials, [...path, 'credentials'], findings);
    const urls = readEndpoints(endpoints, DRS_PRODUCTS, [...path, 'endpoints'], findings);
    if (account === null || keys === null || urls === null) return null;
    return { ...account, provider: 'drs', ...keys, endpoints: urls };
  }
  const { cloud: _cloud, project: _project, ...common } = rest;
  readPart(Common, common, path, findings);
  return null;
}

function readEndpoints(
  value: unknown,
  products: readonly string[],
  path: Path,
  findings: Findings,
): Readonly<Record<string, string>> | null {
  const shape = Object.fromEntries(products.map((product) => [product, SafeUrl.optional()]));
  const urls = readPart(z.strictObject(shape), readGroup(value, path, findings), path, findings);
  if (urls === null) return null;
  return Object.fromEntries(
    Object.entries(urls).flatMap(([product, url]) => (url === undefined ? [] : [[product, url]])),
  );
}
