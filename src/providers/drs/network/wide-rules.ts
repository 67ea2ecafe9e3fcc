import type { Report } from '../../../cleanup/ports.ts';
import type { Reach } from './address-match.ts';
import { portsOf, type RuleRow } from './rule-row.ts';

export interface WideRule {
  readonly row: RuleRow;
  readonly reach: Reach;
}

const MOST_REPORTS = 20;
const OWNER = 'Never removed by Cutover: name an owner who narrows or removes';

/** One report a rule, or a single one with the whole list where there are more than twenty. */
export function reportsOf(
  rules: readonly WideRule[],
  nameOf: (groupId: string) => string,
  clean: (text: string) => string,
): readonly Report[] {
  const describe = (rule: WideRule) => clean(inWords(rule, nameOf));
  if (rules.length > MOST_REPORTS) return [summaryOf(rules, describe)];
  return rules.map((rule) => {
    const { row, reach } = rule;
    const description = row.description.trim() === '' ? [] : [`Described as: ${clean(row.description)}`];
    return {
      key: `wide/${row.id}`,
      title: `WIDE ${describe(rule)}`,
      todo: `${reach === 'world' ? 'Open to the world.' : 'Wider than one address.'} ${OWNER} it.`,
      details: [`Rule ${row.id} of security group ${row.security_group_id}`, ...description],
      urgent: reach === 'world',
    };
  });
}

function summaryOf(rules: readonly WideRule[], describe: (rule: WideRule) => string): Report {
  const open = rules.filter(({ reach }) => reach === 'world').length;
  return {
    key: 'wide/many',
    title: `WIDE ${rules.length} rules${open === 0 ? '' : `, ${open} of them open to the world`}`,
    todo: `${OWNER} them.`,
    details: rules.map((rule) => `${describe(rule)} (${rule.row.id})`),
    urgent: open > 0,
  };
}

/** "0.0.0.0/0 tcp 3306 in sg-src". */
function inWords({ row }: WideRule, nameOf: (groupId: string) => string): string {
  const any = row.ethertype?.toLowerCase() === 'ipv6' ? 'any IPv6 address' : 'any address';
  const protocol = row.protocol === null ? 'any protocol' : row.protocol;
  const ports = portsOf(row) ?? (row.protocol === null ? null : 'any port');
  const what = [row.remote_ip_prefix ?? any, protocol, ports].filter((word) => word !== null);
  return `${what.join(' ')} in ${nameOf(row.security_group_id)}`;
}
