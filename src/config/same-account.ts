import { z } from 'zod';
import type { Findings } from './findings.ts';
import { Secret } from './secret.ts';

/** As much of an account as tells which one it is, however wrong the rest may be. */
const Sketch = z.object({
  name: z.string().trim().toLowerCase().nullable().catch(null),
  provider: z.string().nullable().catch(null),
  cloud: z.string().trim().nullable().catch(null),
  project: z.string().trim().toLowerCase().nullable().catch(null),
  regions: z.array(z.string().trim().catch('')).catch([]),
  credentials: z.unknown().optional(),
});
type Sketch = z.output<typeof Sketch>;

const Key = z.object({ accessKeyId: z.instanceof(Secret) });
const Anything = z.unknown().optional();
const Sets = z.object({ read: Anything, end: Anything, cleanup: Anything });

/** The ids of all keys of an account: of the one for everything, or of each set. */
function keyIds({ credentials }: Sketch): readonly string[] {
  const { data: sets } = Sets.safeParse(credentials);
  return [credentials, sets?.read, sets?.end, sets?.cleanup]
    .flatMap((set) => Key.safeParse(set).data?.accessKeyId.reveal().trim() ?? [])
    .filter((id) => id !== '');
}

/**
 * Refuses two accounts with one name, and one cloud account configured twice: two names for the same task would
 * allow two endings of it at a time.
 */
export function refuseDoubles(accounts: readonly unknown[], findings: Findings): void {
  const sketches = accounts.map((account) => Sketch.safeParse(account).data ?? null);
  sketches.forEach((sketch, at) => {
    if (sketch === null) return;
    const earlier = sketches.slice(0, at);
    const sameName = earlier.findIndex((other) => other !== null && hasSameName(sketch, other));
    if (sameName >= 0) findings.add(['accounts', at, 'name'], `is also the name of accounts[${sameName}]`);
    earlier.forEach((other, index) => {
      const why = other === null ? null : sameCloudAccount(sketch, other);
      if (why === null) return;
      findings.add(
        ['accounts', at, why.key],
        `accounts[${index}] is the same cloud account (${why.what}); configure it once, with all its regions`,
      );
    });
  });
}

function hasSameName(one: Sketch, other: Sketch): boolean {
  return one.name !== null && one.name !== '' && one.name === other.name;
}

function sameCloudAccount(one: Sketch, other: Sketch): { key: string; what: string } | null {
  if (one.provider !== other.provider) return null;
  if (one.provider === 'alibaba-dts') {
    if (one.credentials === undefined && other.credentials === undefined) {
      return { key: 'provider', what: 'both use the default chain' };
    }
    const known = keyIds(other);
    const isShared = keyIds(one).some((id) => known.includes(id));
    return isShared ? { key: 'credentials', what: 'the same accessKeyId' } : null;
  }
  if (one.provider !== 'drs' || one.cloud === null || one.cloud !== other.cloud) return null;
  if (one.project === null || one.project === '' || one.project !== other.project) return null;
  const shared = one.regions.some((region) => region !== '' && other.regions.includes(region));
  return shared ? { key: 'project', what: 'the same cloud, project and region' } : null;
}
