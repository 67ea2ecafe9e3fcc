import { z } from 'zod';
import type { ElasticIpPlace } from '../../../cleanup/leftovers/place.ts';
import type { Report, Seen } from '../../../cleanup/ports.ts';
import { ProviderError, type Urgency } from '../../../lifecycle/ports.ts';
import { NETWORK_RIGHTS } from '../permissions.ts';
import type { Region } from '../region.ts';
import { Text } from '../schema.ts';
import { readPages } from './read-pages.ts';

/** A row of "Querying EIPs" (EIP API version 1). */
const AddressRow = z.object({
  id: z.string().min(1),
  status: Text,
  public_ip_address: Text,
  private_ip_address: Text,
  port_id: Text,
});
type AddressRow = z.infer<typeof AddressRow>;

/**
 * Is the public address still there, and bound to what? `gone` only after the whole list was read without it. An
 * address is never released by Cutover: it may be in use elsewhere, and releasing cannot be undone.
 */
export async function seeAddress(region: Region, place: ElasticIpPlace, urgency: Urgency): Promise<Seen> {
  const doing = `listing the elastic IPs in ${region.name}`;
  const listing = {
    path: '/publicips',
    rows: 'publicips',
    doing,
    permission: NETWORK_RIGHTS.listAddresses,
  };
  const rows = await readPages(region.eip, listing, urgency);
  const addresses = rows.flatMap((row) => AddressRow.safeParse(row).data ?? []);
  const mine = addresses.find((row) => row.public_ip_address === place.address);
  if (mine !== undefined) return { kind: 'there', found: [], reports: [reportOf(mine, place)], knownAs: [] };
  const unreadable = rows.length - addresses.length;
  if (unreadable === 0) return { kind: 'gone' };
  throw new ProviderError('unexpected-answer', `${doing}: ${unreadable} of them cannot be read`);
}

function reportOf(row: AddressRow, { address, own }: ElasticIpPlace): Report {
  const state = stateOf(row);
  return {
    key: `elastic-ip/${address}`,
    title: `${own ? 'your own' : 'automatic'} public address ${address}`,
    todo: own
      ? `It is ${state}. It is yours and billed, bound or not: release it if nobody needs it.`
      : `It is ${state}, and billed. DRS releases it by itself: if it stays, unbind and release it yourself, and see that no rule names it.`,
    details: [`Elastic IP ${row.id}, status ${row.status ?? 'not shown'}`],
    urgent: false,
  };
}

/** What the status means (EIP API reference, "Querying EIPs"): DOWN is unbound. */
function stateOf({ status, port_id, private_ip_address: inside }: AddressRow): string {
  if (status === 'DOWN') return 'still there, bound to nothing';
  if (status === 'ELB') return 'still bound, to a load balancer';
  const port = port_id === null ? null : `port ${port_id}`;
  const to = [inside, port].filter((word) => word !== null).join(', ');
  if (to !== '') return `still bound to ${to}`;
  return status === 'ACTIVE' ? 'still bound' : `still there (${status ?? 'status not shown'})`;
}
