import type {
  PublicIp,
  PublicIpInput,
  RuleInput,
  SecurityGroup,
  SecurityGroupInput,
  SecurityGroupRule,
} from './drs-state.ts';

/** A group that nobody uses, in the project of the credentials, where nothing else is said. */
export function securityGroup(input: SecurityGroupInput): SecurityGroup {
  return { project: '', inUse: false, ...input };
}

/** A rule that lets MySQL's port in from anywhere, where nothing else is said. */
export function securityGroupRule({ port, ...input }: RuleInput): SecurityGroupRule {
  const one = port === undefined ? '3306' : port === null ? null : String(port);
  return {
    direction: 'ingress',
    protocol: 'tcp',
    ports: one,
    remoteIpPrefix: null,
    description: '',
    action: 'allow',
    priority: 1,
    ...input,
  };
}

/** An automatic address that is bound, where nothing else is said. */
export function publicIp(input: PublicIpInput): PublicIp {
  return {
    privateAddress: '192.168.0.10',
    portId: `port-of-${input.id}`,
    status: 'ACTIVE',
    automatic: true,
    project: '',
    ...input,
  };
}

/** A rule in one project belongs to that of its group. */
export function projectOfRule(groups: readonly SecurityGroup[], rule: SecurityGroupRule): string {
  return groups.find((group) => group.id === rule.securityGroupId)?.project ?? '';
}
