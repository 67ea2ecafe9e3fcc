import { z } from 'zod';
import type { Urgency } from '../../../../lifecycle/ports.ts';
import type { Rpc } from '../../rpc.ts';
import { Name, namesIn } from '../shapes.ts';
import { allRows } from './client.ts';

/** A network interface; the primary one of a machine has the machine's own groups. */
export interface NetworkInterface {
  readonly id: string;
  readonly machineId: string | null;
  readonly isPrimary: boolean;
  /** Only the service that made it may change it. */
  readonly isManaged: boolean;
  readonly groupIds: readonly string[];
  readonly addresses: readonly string[];
}

const PublicIp = z.object({ PublicIpAddress: z.string().nullish() }).nullish();

/** DescribeNetworkInterfaces. */
const Interfaces = z
  .object({
    NetworkInterfaceSets: z.object({
      NetworkInterfaceSet: z.array(
        z
          .object({
            NetworkInterfaceId: Name,
            InstanceId: z.string().nullish(),
            Type: z.string().nullish(),
            ServiceManaged: z.boolean().nullish(),
            SecurityGroupIds: z.object({ SecurityGroupId: z.array(Name) }),
            PrivateIpAddress: z.string().nullish(),
            PrivateIpSets: z
              .object({
                PrivateIpSet: z
                  .array(z.object({ PrivateIpAddress: z.string().nullish(), AssociatedPublicIp: PublicIp }))
                  .nullish(),
              })
              .nullish(),
            AssociatedPublicIp: PublicIp,
            Ipv6Sets: z
              .object({ Ipv6Set: z.array(z.object({ Ipv6Address: z.string().nullish() })).nullish() })
              .nullish(),
          })
          .transform(
            (row): NetworkInterface => ({
              id: row.NetworkInterfaceId,
              machineId: row.InstanceId || null,
              isPrimary: row.Type?.toLowerCase() === 'primary',
              isManaged: row.ServiceManaged ?? false,
              groupIds: row.SecurityGroupIds.SecurityGroupId,
              addresses: namesIn([
                row.PrivateIpAddress,
                row.AssociatedPublicIp?.PublicIpAddress,
                ...(row.PrivateIpSets?.PrivateIpSet ?? []).flatMap((ip) => [
                  ip.PrivateIpAddress,
                  ip.AssociatedPublicIp?.PublicIpAddress,
                ]),
                ...(row.Ipv6Sets?.Ipv6Set ?? []).map((ip) => ip.Ipv6Address),
              ]),
            }),
          ),
      ),
    }),
  })
  .transform((body) => body.NetworkInterfaceSets.NetworkInterfaceSet);

/** The network interfaces of a machine, or those that are in a security group. */
export function readInterfaces(
  rpc: Rpc,
  region: string,
  of: { readonly InstanceId: string } | { readonly SecurityGroupId: string },
  urgency: Urgency,
): Promise<readonly NetworkInterface[]> {
  return allRows(
    rpc,
    {
      region,
      operation: 'DescribeNetworkInterfaces',
      parameters: { ...of, MaxResults: 100 },
      rows: Interfaces,
      doing: `list the network interfaces of ${Object.values(of).join()} in ${region}`,
    },
    urgency,
  );
}
