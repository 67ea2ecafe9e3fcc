import { type Lag, startingLag } from '../lag.ts';

export interface DrsEndpoint {
  ip: string;
  db_type: string;
  db_port: number;
  ssl_link: boolean;
  db_user: string;
  region: string;
  inst_id: string;
  inst_name: string;
  vpc_id: string;
  subnet_id: string;
}

/** Objects of one kind on both sides, as an object comparison counts them. */
export interface ComparedObjects {
  type: string;
  source: number;
  target: number;
}

/** One DRS job. Times are epoch milliseconds. */
export interface DrsTask {
  id: string;
  /** '' = the project of the credentials. */
  project: string;
  name: string;
  status: string;
  dbUseType: 'migration' | 'sync' | 'cloudDataGuard';
  taskType: 'FULL_TRANS' | 'FULL_INCR_TRANS' | 'INCR_TRANS';
  engineType: string;
  netType: 'vpc' | 'vpn' | 'eip';
  created: number;
  updated: number;
  source: DrsEndpoint;
  target: DrsEndpoint;
  /** The replication instance; `publicIp` is '' without an EIP. Both go when the resources are released. */
  node: { ip: string; publicIp: string };
  /** The public address was brought by the user, so that it stays when the task ends. */
  ownPublicIp: boolean;
  securityGroupId: string;
  targetReadOnly: boolean;
  /** null = no value yet, which the progress call shows as "-1". */
  lag: Lag | null;
  progressPercent: number;
  error: { code: string; message: string } | null;
  compared: ComparedObjects[];
  /** What became of triggers and events: copied by an ordinary stop, lost by a forced one. */
  triggers: 'waiting' | 'copied' | 'lost';
  /** How this task spells "paused". */
  pausedWord: 'PAUSING' | 'PAUSEING';
  /** A failed task whose cause is still there fails again after a retry. */
  causeRemains: boolean;
  ending: 'normal' | 'hangs' | 'fails';
  /** What a read of the deleted record answers. */
  afterDelete: 'M05004' | 'DELETED' | 'empty';
  deleted: boolean;
}

export type DrsTaskInput = Pick<DrsTask, 'id' | 'name'> & Partial<DrsTask>;

/** A running MySQL migration to a destination of its own, over a public address and without delay, where nothing else is said. */
export function drsTask(input: DrsTaskInput): DrsTask {
  const created = input.created ?? Date.parse('2026-03-02T09:14:07Z');
  const last = 10 + ([...input.id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 200);
  return {
    project: '',
    ownPublicIp: false,
    status: 'INCRE_TRANSFER_STARTED',
    dbUseType: 'migration',
    taskType: 'FULL_INCR_TRANS',
    engineType: 'mysql',
    netType: 'eip',
    created,
    updated: created + 13_153_000,
    source: drsEndpoint({ ip: '203.0.113.20', ssl_link: true, db_user: 'drs_src' }),
    target: rdsTarget(`${input.id.replaceAll('-', '').slice(0, 28)}0000in01`, `rds-${input.name}`),
    node: { ip: `192.168.1.${last}`, publicIp: `80.158.20.${last}` },
    securityGroupId: 'd90c971b-4b9d-402c-9c59-5c239389b8dd',
    targetReadOnly: true,
    lag: startingLag(0),
    progressPercent: 100,
    error: null,
    compared: [],
    triggers: 'waiting',
    pausedWord: 'PAUSING',
    causeRemains: false,
    ending: 'normal',
    afterDelete: 'M05004',
    deleted: false,
    ...input,
  };
}

export function drsEndpoint(input: Partial<DrsEndpoint>): DrsEndpoint {
  return {
    ip: '',
    db_type: 'mysql',
    db_port: 3306,
    ssl_link: false,
    db_user: 'root',
    region: '',
    inst_id: '',
    inst_name: '',
    vpc_id: '',
    subnet_id: '',
    ...input,
  };
}

/** An RDS instance in eu-de as the destination; its address is its own, made from its id. */
export function rdsTarget(inst_id: string, inst_name: string): DrsEndpoint {
  const sum = [...inst_id].reduce((total, sign) => (total * 31 + sign.charCodeAt(0)) % 60_000, 7);
  return drsEndpoint({
    ip: `192.168.${2 + Math.floor(sum / 254)}.${1 + (sum % 254)}`,
    region: 'eu-de',
    inst_id,
    inst_name,
    vpc_id: '65f0391c-0582-44a6-aa50-248f97ed82e1',
    subnet_id: '352ad828-3467-4f03-987a-c55a5a9dd417',
  });
}
