import { z } from 'zod';
import type { Urgency } from '../../../../lifecycle/ports.ts';
import type { Rpc } from '../../rpc.ts';
import { saysNotThere } from '../refusals.ts';
import { Name, namesIn } from '../shapes.ts';
import { allRows } from './client.ts';

/** An ECS machine, as far as its security groups go. */
export interface Machine {
  readonly id: string;
  /** Running, Stopped, or what it is becoming. */
  readonly status: string;
  /** Why the cloud has locked it ("security", "financial"); empty where it has not. */
  readonly locks: readonly string[];
  /** The groups of its primary interface. */
  readonly groupIds: readonly string[];
  readonly addresses: readonly string[];
}

const Texts = z.array(z.string()).nullish();
const Addresses = z.object({ IpAddress: Texts }).nullish();

/** DescribeInstances. */
const Machines = z
  .object({
    Instances: z.object({
      Instance: z.array(
        z
          .object({
            InstanceId: Name,
            Status: Name,
            SecurityGroupIds: z.object({ SecurityGroupId: z.array(Name) }),
            OperationLocks: z
              .object({ LockReason: z.array(z.object({ LockReason: z.string().nullish() })).nullish() })
              .nullish(),
            PublicIpAddress: Addresses,
            InnerIpAddress: Addresses,
            VpcAttributes: z
              .object({ PrivateIpAddress: Addresses, NatIpAddress: z.string().nullish() })
              .nullish(),
            EipAddress: z.object({ IpAddress: z.string().nullish() }).nullish(),
          })
          .transform(
            (row): Machine => ({
              id: row.InstanceId,
              status: row.Status,
              locks: (row.OperationLocks?.LockReason ?? []).map((lock) => lock.LockReason ?? 'locked'),
              groupIds: row.SecurityGroupIds.SecurityGroupId,
              addresses: namesIn([
                ...(row.PublicIpAddress?.IpAddress ?? []),
                ...(row.InnerIpAddress?.IpAddress ?? []),
                ...(row.VpcAttributes?.PrivateIpAddress?.IpAddress ?? []),
                row.VpcAttributes?.NatIpAddress,
                row.EipAddress?.IpAddress,
              ]),
            }),
          ),
      ),
    }),
  })
  .transform((body) => body.Instances.Instance);

/** The machine as it is now; `null` where there is none with this id. */
export async function readMachine(
  rpc: Rpc,
  region: string,
  id: string,
  urgency: Urgency,
): Promise<Machine | null> {
  const question = {
    region,
    operation: 'DescribeInstances',
    parameters: { InstanceIds: JSON.stringify([id]), MaxResults: 100 },
    rows: Machines,
    doing: `show the machine ${id} of ${region}`,
  };
  try {
    const machines = await allRows(rpc, question, urgency);
    return machines.find((machine) => machine.id === id) ?? null;
  } catch (thrown) {
    if (saysNotThere(thrown)) return null;
    throw thrown;
  }
}
