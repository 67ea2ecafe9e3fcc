import type { Exchange } from '../exchange.ts';
import type { Timeline } from '../timeline.ts';
import type { DrsTask } from './drs-task.ts';

export interface SecurityGroup {
  id: string;
  name: string;
  description: string;
}

export interface SecurityGroupRule {
  id: string;
  securityGroupId: string;
  direction: 'ingress' | 'egress';
  protocol: string | null;
  port: number | null;
  remoteIpPrefix: string | null;
  description: string;
}

export interface PublicIp {
  id: string;
  address: string;
  privateAddress: string;
  portId: string;
  status: 'ACTIVE' | 'DOWN';
}

export interface DrsSeed {
  tasks: DrsTask[];
  securityGroups: SecurityGroup[];
  rules: SecurityGroupRule[];
  publicIps: PublicIp[];
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

/** Everything the simulated DRS, IAM and VPC services of one project know. `tokens` holds token → expiry (real ms). */
export interface DrsState extends DrsSeed {
  credentials: DrsCredentials;
  tokens: Map<string, number>;
  timeline: Timeline;
}

/** A request with the project and the id that stood in its path. */
export interface DrsRequest {
  exchange: Exchange;
  project: string;
  id: string;
}
