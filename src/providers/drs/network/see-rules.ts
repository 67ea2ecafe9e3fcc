import type { RulesPlace } from '../../../cleanup/leftovers/place.ts';
import type { Seen } from '../../../cleanup/ports.ts';
import type { Urgency } from '../../../lifecycle/ports.ts';
import type { Region } from '../region.ts';
import { type Reach, reachOf } from './address-match.ts';
import { groupNames, listRules } from './list-rules.ts';
import { opensOneOf, type RuleRow, ruleFrom } from './rule-row.ts';
import { reportsOf } from './wide-rules.ts';

/** Protocols over which a database is reached; `null` = any. */
const DATABASE_PROTOCOLS: ReadonlySet<string | null> = new Set([null, 'tcp', '6', 'any', '-1']);

/**
 * The rules that let the replication instance in. Rules that name exactly one of its addresses, in either direction,
 * can be removed; wider ones that let it in to one of the ports, and whatever is open to the world there, are only
 * reported. Rules that deny are not left-overs, and rules that name a security group or an address group are not
 * looked into: nobody opens those for one address.
 */
export async function seeRules(region: Region, place: RulesPlace, urgency: Urgency): Promise<Seen> {
  const rows = (await listRules(region, urgency)).filter(({ action }) => action?.toLowerCase() !== 'deny');
  const reaching = rows.flatMap((row) => {
    const reach = reachOfRow(row, place.addresses);
    return reach === null ? [] : [{ row, reach }];
  });
  const exact = reaching.filter(({ reach }) => reach === 'exact');
  const wide = reaching.filter(({ row, reach }) => reach !== 'exact' && isDoorToDatabase(row, place.ports));
  const names = exact.length + wide.length === 0 ? new Map() : await groupNames(region, urgency);
  const found = exact.map(({ row }) => ({
    leftover: ruleFrom(
      row,
      row.remote_ip_prefix ?? '',
      region.name,
      names.get(row.security_group_id) ?? null,
    ),
    hindrance: null,
  }));
  const { clean } = region.origin();
  const nameOf = (id: string) => names.get(id) ?? id;
  return { kind: 'there', found, reports: reportsOf(wide, nameOf, clean), knownAs: [] };
}

/** No other side at all is any address of the rule's family. */
function reachOfRow(row: RuleRow, addresses: readonly string[]): Reach | null {
  if (row.remote_ip_prefix !== null) return reachOf(row.remote_ip_prefix, addresses);
  return row.remote_group_id === null && row.remote_address_group_id === null ? 'world' : null;
}

function isDoorToDatabase(row: RuleRow, ports: readonly string[]): boolean {
  const protocol = row.protocol?.toLowerCase() ?? null;
  return row.direction === 'ingress' && DATABASE_PROTOCOLS.has(protocol) && opensOneOf(row, ports);
}
