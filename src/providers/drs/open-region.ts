import type { Called } from '../cloud-call.ts';
import { lackedBy, type OwnKeys } from '../key-uses.ts';
import { createLimiter, type Limiter } from '../limiter.ts';
import { authorityForIam, createAuthority, type DrsCredentials, secretsOf } from './authority.ts';
import { createCleaner } from './clean.ts';
import { hearCalls } from './heard-call.ts';
import { type Addresses, baseUrlOf, type DrsProduct } from './hosts.ts';
import type { Region } from './region.ts';
import { createRegionClient } from './region-client.ts';

export interface DrsAccountConfig extends Addresses {
  readonly name: string;
  readonly regions: readonly string[];
  /** The id of the project, 32 hexadecimal digits. */
  readonly project: string;
  /** For reading, and for what has no key of its own. */
  readonly credentials: DrsCredentials;
  readonly ownCredentials?: OwnKeys<DrsCredentials>;
  /** How long one request may take, to the last byte; 30 s where left out. */
  readonly timeoutMs?: number;
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
  /** Between the two reads of a progress that shows an error; 1.5 s where left out. */
  readonly progressPauseMs?: number;
  /** Before the first repetition of a read; it doubles; 0.5 s where left out. */
  readonly retryPauseMs?: number;
  /** Is told of every request. */
  readonly called?: Called;
}

/** Opens a project in a region; the same one is opened once, so that its login is kept. */
export type OpenRegion = (name: string, project: string) => Region;

const AT_ONCE_PER_REGION = 4;

/** Neither cloud publishes a limit for DRS or VPC; each service of a region is asked for four things at once. */
export function createRegions(config: DrsAccountConfig): OpenRegion {
  const limiters = new Map<string, Limiter>();
  const opened = new Map<string, Region>();
  const limiterOf = (product: DrsProduct, name: string) =>
    remembered(limiters, `${product}/${name}`, () => createLimiter(AT_ONCE_PER_REGION));
  return (name, project) =>
    remembered(opened, `${name}/${project}`, () => openRegion(config, name, project, limiterOf));
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function openRegion(
  config: DrsAccountConfig,
  name: string,
  project: string,
  limiterOf: (product: DrsProduct, name: string) => Limiter,
): Region {
  const now = config.now ?? Date.now;
  const timeoutMs = config.timeoutMs ?? 30_000;
  const { credentials, ownCredentials: own } = config;
  const sets = [credentials, own?.end, own?.cleanup].filter((set) => set != null);
  const cleaners = new Map(sets.map((set) => [set, createCleaner(() => secretsOf(set))]));
  const clean = (text: string) => [...cleaners.values()].reduce((so, cleaner) => cleaner.clean(so), text);
  const common = {
    timeoutMs,
    patience: { pauseMs: config.retryPauseMs ?? 500, budgetMs: timeoutMs },
    // Looked up at each call, so that whoever replaces the global fetch later is heard.
    doFetch: config.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request)),
    clean,
  };
  const heardOf = (product: DrsProduct, changes = false) =>
    hearCalls({ account: config.name, region: name, product, changes, called: config.called });
  const hostOf = (product: DrsProduct) => baseUrlOf(config, product, name);
  const authorityOf = (set: DrsCredentials) => {
    const learn = (secret: string) => cleaners.get(set)?.learn(secret);
    const heard = heardOf('iam');
    return createAuthority(set, { ...common, heard, project, iam: hostOf('iam'), now, learn });
  };
  const authority = authorityOf(credentials);
  const ofIam = authorityForIam(credentials, authority, now);
  const clientOf = (product: DrsProduct, path: string, prover = authority, heard = heardOf(product)) =>
    createRegionClient({
      ...common,
      root: `${hostOf(product)}${path}`,
      authority: prover,
      limiter: limiterOf(product, name),
      heard,
      named: (right) => lackedBy(right, 'read', own),
    });
  const changerOf = (product: DrsProduct, path: string, set: DrsCredentials | null | undefined) =>
    clientOf(product, path, set == null ? authority : authorityOf(set), heardOf(product, true));
  return {
    name,
    project,
    client: clientOf('drs', `/v3/${project}`),
    ending: changerOf('drs', `/v3/${project}`, own?.end),
    vpc: clientOf('vpc', `/v3/${project}/vpc`),
    cleaning: changerOf('vpc', `/v3/${project}/vpc`, own?.cleanup),
    eip: clientOf('eip', `/v1/${project}`),
    iam: clientOf('iam', '/v3', ofIam),
    keys: clientOf('iam', '/v3.0', ofIam),
    origin: () => ({ account: config.name, cloud: config.cloud, region: name, readAt: now(), clean }),
  };
}
