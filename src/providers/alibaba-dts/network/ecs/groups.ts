import { z } from 'zod';
import type { Urgency } from '../../../../lifecycle/ports.ts';
import { type Rpc, unexpectedAnswer } from '../../rpc.ts';
import { Name } from '../shapes.ts';
import { allRows, ecsCall } from './client.ts';

/** A security group in short. */
export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly isManaged: boolean;
  /** Machines in it; `null` where the cloud does not count them. */
  readonly machines: number | null;
}

/** The most that DescribeSecurityGroups takes at once. */
const MOST_IDS = 100;

/** DescribeSecurityGroups; a group may have no name. */
const Groups = z
  .object({
    SecurityGroups: z.object({
      SecurityGroup: z.array(
        z
          .object({
            SecurityGroupId: Name,
            SecurityGroupName: z.string().nullish(),
            ServiceManaged: z.boolean().nullish(),
            EcsCount: z.number().nullish(),
          })
          .transform(
            (row): SecurityGroup => ({
              id: row.SecurityGroupId,
              name: row.SecurityGroupName ?? '',
              isManaged: row.ServiceManaged ?? false,
              machines: row.EcsCount ?? null,
            }),
          ),
      ),
    }),
  })
  .transform((body) => body.SecurityGroups.SecurityGroup);

/** The groups with these ids; those that the cloud does not show are missing. Names are compared here, never there. */
export async function readGroups(
  rpc: Rpc,
  region: string,
  ids: readonly string[],
  urgency: Urgency,
): Promise<readonly SecurityGroup[]> {
  const wanted = [...new Set(ids)];
  const found: SecurityGroup[] = [];
  for (let from = 0; from < wanted.length; from += MOST_IDS) {
    const some = wanted.slice(from, from + MOST_IDS);
    const rows = await allRows(
      rpc,
      {
        region,
        operation: 'DescribeSecurityGroups',
        parameters: { SecurityGroupIds: JSON.stringify(some), IsQueryEcsCount: true, MaxResults: 100 },
        rows: Groups,
        doing: `show the security groups ${some.join(', ')} of ${region}`,
      },
      urgency,
    );
    found.push(...rows.filter((group) => some.includes(group.id)));
  }
  return found;
}

const Referencing = z.array(z.object({ SecurityGroupId: Name })).nullish();

/** The reference's table nests the groups, its sample shows plain arrays under another name: both are read. */
const Reference = z
  .object({
    SecurityGroupId: Name,
    ReferencingSecurityGroups: z
      .union([Referencing, z.object({ ReferencingSecurityGroup: Referencing })])
      .nullish(),
    SecurityReferencingGroups: Referencing,
  })
  .transform((row) => {
    const nested = row.ReferencingSecurityGroups;
    const listed = Array.isArray(nested) ? nested : nested?.ReferencingSecurityGroup;
    const by = [...(listed ?? []), ...(row.SecurityReferencingGroups ?? [])];
    return { id: row.SecurityGroupId, by: by.map((group) => group.SecurityGroupId) };
  });

/** DescribeSecurityGroupReferences. */
const References = z.object({
  SecurityGroupReferences: z.union([
    z.array(Reference),
    z
      .object({ SecurityGroupReference: z.array(Reference).nullish() })
      .transform((body) => body.SecurityGroupReference ?? []),
  ]),
});

/** The other groups whose rules name this one. */
export async function readReferences(
  rpc: Rpc,
  region: string,
  id: string,
  urgency: Urgency,
): Promise<readonly string[]> {
  const doing = `show which security groups name ${id} of ${region}`;
  const call = ecsCall(region, 'DescribeSecurityGroupReferences', { 'SecurityGroupId.1': id });
  const parsed = References.safeParse(await rpc.read(call, doing, urgency));
  if (!parsed.success) throw unexpectedAnswer(doing, 'there are no references in the answer');
  const mine = parsed.data.SecurityGroupReferences.filter((reference) => reference.id === id);
  return [...new Set(mine.flatMap((reference) => reference.by))];
}
