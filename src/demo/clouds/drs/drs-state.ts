import type { Exchange } from '../exchange.ts';
import type { Timeline } from '../timeline.ts';
import type { DrsTask } from './drs-task.ts';
import type { Project } from './project.ts';
import type { IamUser } from './user.ts';

/** A security group. `inUse`: an instance is in it, so that it cannot be deleted. */
export interface SecurityGroup {
  id: string;
  name: string;
  description: string;
  /** '' = the project of the credentials. */
  project: string;
  inUse: boolean;
}

export type SecurityGroupInput = Pick<SecurityGroup, 'id' | 'name' | 'description'> & Partial<SecurityGroup>;

/** One rule. `ports` is one port, a span ("1-30") or a list ("22,3389"); null in any field means any. */
export interface SecurityGroupRule {
  id: string;
  securityGroupId: string;
  direction: 'ingress' | 'egress';
  protocol: string | null;
  ports: string | null;
  remoteIpPrefix: string | null;
  description: string;
  action: 'allow' | 'deny';
  priority: number;
}

export type RuleInput = Pick<SecurityGroupRule, 'id' | 'securityGroupId'> &
  Partial<SecurityGroupRule> & {
    /** Instead of `ports`, where it is one. */
    port?: number | null;
  };

/** A public address. An automatic one goes when the task that it was made for ends; one's own stays, unbound. */
export interface PublicIp {
  id: string;
  address: string;
  privateAddress: string;
  portId: string;
  status: 'ACTIVE' | 'DOWN';
  automatic: boolean;
  /** '' = the project of the credentials. */
  project: string;
}

export type PublicIpInput = Pick<PublicIp, 'id' | 'address'> & Partial<PublicIp>;

/** What the simulated DRS and its neighbours start with; fields that are left out get believable values. */
export interface DrsSeed {
  tasks: DrsTask[];
  securityGroups: SecurityGroupInput[];
  rules: RuleInput[];
  publicIps: PublicIpInput[];
  /** Beside the project of the credentials. */
  projects?: { id: string; name: string }[];
}

export interface DrsCredentials {
  accessKey: string;
  secretKey: string;
  project: string;
  projectName: string;
  username: string;
  password: string;
  domain: string;
}

/** A Keystone token: until when it is good (real ms), and its project, or null for the whole domain. */
export interface Token {
  expires: number;
  project: string | null;
}

/** Everything the simulated DRS, IAM, VPC and EIP services know. */
export interface DrsState {
  tasks: DrsTask[];
  securityGroups: SecurityGroup[];
  rules: SecurityGroupRule[];
  publicIps: PublicIp[];
  projects: Project[];
  /** Actions without a right, as "vpc:delete-rule", "vpc:securityGroupRules:delete" or "iam:*". */
  denied: Set<string>;
  credentials: DrsCredentials;
  user: IamUser;
  tokens: Map<string, Token>;
  timeline: Timeline;
}

/** A request with the project and the id that stood in its path. */
export interface DrsRequest {
  exchange: Exchange;
  project: string;
  id: string;
}
