/** An ECS machine. Its primary network interface is in the groups of the machine itself. */
export interface EcsInstance {
  id: string;
  name: string;
  region: string;
  vpcId: string;
  securityGroupIds: string[];
  /** Running, Stopped, or what it is becoming. */
  status: string;
  privateIp: string;
  /** A public address of its own, or ''. */
  publicIp: string;
  /** A bound elastic address, or ''. */
  elasticIp: string;
}

export type EcsInstanceInput = Pick<EcsInstance, 'id' | 'name' | 'region' | 'vpcId' | 'securityGroupIds'> &
  Partial<EcsInstance>;

/** A further network interface of a machine, or of none (`instanceId` ''). */
export interface EcsInterface {
  id: string;
  region: string;
  instanceId: string;
  vpcId: string;
  privateIp: string;
  securityGroupIds: string[];
  /** A cloud product keeps it, so that nobody else may change it. */
  serviceManaged: boolean;
}

export type EcsInterfaceInput = Pick<EcsInterface, 'id' | 'region' | 'vpcId' | 'securityGroupIds'> &
  Partial<EcsInterface>;

/** One rule of an ECS security group; the other side is a block or another group. */
export interface EcsRule {
  id: string;
  direction: 'ingress' | 'egress';
  protocol: string;
  portRange: string;
  sourceCidr: string;
  sourceGroupId: string;
  description: string;
}

export type EcsRuleInput = Pick<EcsRule, 'id'> & Partial<EcsRule>;

export interface EcsSecurityGroup {
  id: string;
  name: string;
  region: string;
  vpcId: string;
  description: string;
  rules: EcsRule[];
  serviceManaged: boolean;
  deletionProtection: boolean;
}

export type EcsSecurityGroupInput = Pick<EcsSecurityGroup, 'id' | 'name' | 'region' | 'vpcId'> &
  Partial<Omit<EcsSecurityGroup, 'rules'>> & { rules?: EcsRuleInput[] };

/** A running machine with one private address, where nothing else is said. */
export function ecsInstance(input: EcsInstanceInput): EcsInstance {
  const last = 10 + ([...input.id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 200);
  return { status: 'Running', privateIp: `172.16.0.${last}`, publicIp: '', elasticIp: '', ...input };
}

/** A free network interface, where nothing else is said. */
export function ecsInterface(input: EcsInterfaceInput): EcsInterface {
  return { instanceId: '', privateIp: '172.16.1.10', serviceManaged: false, ...input };
}

/** A group of one's own without rules, where nothing else is said. */
export function ecsSecurityGroup(input: EcsSecurityGroupInput): EcsSecurityGroup {
  return {
    description: '',
    serviceManaged: false,
    deletionProtection: false,
    ...input,
    rules: (input.rules ?? []).map(ecsRule),
  };
}

function ecsRule(input: EcsRuleInput): EcsRule {
  return {
    direction: 'ingress',
    protocol: 'TCP',
    portRange: '3306/3306',
    sourceCidr: '',
    sourceGroupId: '',
    description: '',
    ...input,
  };
}
