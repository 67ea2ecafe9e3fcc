import { z } from 'zod';
import type { Report } from '../../../../cleanup/ports.ts';
import type { Urgency } from '../../../../lifecycle/ports.ts';
import type { Rpc } from '../../rpc.ts';
import { isInside } from './address-blocks.ts';
import { allRows } from './client.ts';
import type { SecurityGroup } from './groups.ts';

const OptionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** DescribeSecurityGroupAttribute: the rules of a group. */
const Rules = z
  .object({
    Permissions: z.object({
      Permission: z.array(
        z.object({
          SecurityGroupRuleId: OptionalText,
          SourceCidrIp: OptionalText,
          PortRange: OptionalText,
          IpProtocol: OptionalText,
          Policy: OptionalText,
          Description: OptionalText,
        }),
      ),
    }),
  })
  .transform((body) => body.Permissions.Permission);
type Rule = z.infer<typeof Rules>[number];

/** What the manual once told people to let in for leased lines instead of single blocks ("Add the CIDR blocks"). */
const WHOLE_RANGE = '100.104.0.0/16';

/** Does the rule let in what lies in one of the blocks, or the range that people took instead of them? */
function letsIn(rule: Rule, blocks: readonly string[]): boolean {
  if (rule.SourceCidrIp === '' || rule.Policy.toLowerCase() === 'drop') return false;
  if (blocks.some((block) => isInside(rule.SourceCidrIp, block))) return true;
  return rule.SourceCidrIp === WHOLE_RANGE && blocks.some((block) => isInside(block, WHOLE_RANGE));
}

function reportOf(rule: Rule, group: SecurityGroup): Report {
  const { SourceCidrIp: source, IpProtocol: protocol, PortRange: ports, Description: text } = rule;
  const id = rule.SecurityGroupRuleId || [source, protocol, ports].join('/');
  const called = group.name === '' ? group.id : `${group.name} (${group.id})`;
  return {
    key: `rule/${group.id}/${id}`,
    title: `rule ${protocol.toLowerCase()} ${ports} from ${source} in ${called}`,
    todo: `It lets servers of DTS in, perhaps those of other tasks and services: if nobody needs it, delete it in the group ${called}.`,
    details: [...(rule.SecurityGroupRuleId === '' ? [] : [`Rule ${id}`]), ...(text === '' ? [] : [text])],
    urgent: false,
  };
}

/** The inbound rules of a group that let servers of DTS in: reported, never removed, because the group is somebody's own. */
export async function leftoverRules(
  rpc: Rpc,
  region: string,
  group: SecurityGroup,
  blocks: readonly string[],
  urgency: Urgency,
): Promise<readonly Report[]> {
  const rules = await allRows(
    rpc,
    {
      region,
      operation: 'DescribeSecurityGroupAttribute',
      parameters: { SecurityGroupId: group.id, Direction: 'ingress', MaxResults: 1000 },
      rows: Rules,
      doing: `list the rules of security group ${group.id} in ${region}`,
    },
    urgency,
  );
  return rules.filter((rule) => letsIn(rule, blocks)).map((rule) => reportOf(rule, group));
}
