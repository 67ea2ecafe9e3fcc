import { ProviderError } from '../../../lifecycle/ports.ts';
import { isOver, type Task } from '../../../lifecycle/task.ts';
import { eachOnce, type ReadAsked, type ReadTier } from '../../examination.ts';
import type { DrsCredentials } from '../authority.ts';
import type { DrsCloudName } from '../hosts.ts';
import { listProjects } from '../list-projects.ts';
import { NETWORK_RIGHTS, rightToRead } from '../permissions.ts';
import { batchOf } from '../read-details.ts';
import { lacksOnlyARight } from '../refusals.ts';
import type { Region } from '../region.ts';
import type { RegionClient } from '../region-client.ts';

/** With what an account is asked. */
export interface Asking {
  readonly regions: readonly Region[];
  readonly cloud: DrsCloudName;
  readonly credentials: DrsCredentials;
}

async function came(right: string, ask: () => Promise<unknown>): Promise<ReadAsked['came']> {
  try {
    await ask();
    return { kind: 'allowed' };
  } catch (thrown) {
    if (!(thrown instanceof ProviderError)) throw thrown;
    if (lacksOnlyARight(thrown)) return { kind: 'missing', right: thrown.permission ?? right };
    // No manual says that the right is judged before the task is looked for, so this tells nothing.
    if (thrown.kind === 'not-found') return { kind: 'not-known', why: 'what was asked about is not there' };
    if (thrown.kind !== 'rejected') return { kind: 'failed', problem: thrown };
    return { kind: 'not-known', why: `the cloud refused the question (${thrown.code ?? 'without a code'})` };
  }
}

/** How a read of DRS is called: by the right that the manual names for it, else by the call and who surely has it. */
function nameOf(path: string, right: string | null): string {
  return right ?? `POST ${path} (DRS ReadOnlyAccess)`;
}

interface Question {
  readonly path: string;
  readonly right: string | null;
  readonly tier: ReadTier;
  /** The body, given a task; `null` for what needs none. */
  readonly body: (task: Task | undefined) => Readonly<Record<string, unknown>> | null;
}

function drsQuestions(cloud: DrsCloudName): readonly Question[] {
  const about = (make: (id: string) => Readonly<Record<string, unknown>>) => (task: Task | undefined) =>
    task === undefined ? null : make(task.taskId);
  const list = { cur_page: 1, per_page: 10, db_use_type: 'migration', engine_type: '', name: '' };
  return [
    {
      path: '/jobs',
      right: rightToRead(cloud, 'list'),
      tier: 'read',
      body: () => ({ ...list, net_type: '', status: '' }),
    },
    {
      path: '/jobs/batch-detail',
      right: rightToRead(cloud, 'detail'),
      tier: 'read',
      body: about((id) => batchOf([id])),
    },
    {
      path: '/jobs/batch-progress',
      right: rightToRead(cloud, 'progress'),
      tier: 'read',
      body: about((id) => ({ jobs: [id] })),
    },
    {
      path: '/jobs/query-compare-result',
      right: rightToRead(cloud, 'compare'),
      tier: 'more',
      body: about((id) => ({ job_id: id, current_page: 1, per_page: 10 })),
    },
  ];
}

/** The position in the source's log, which only Huawei Cloud shows, and only for disaster recovery. */
const POSITION = '/jobs/batch-rpo-and-rto';

async function askPosition({ client }: Region, tasks: readonly Task[]): Promise<ReadAsked> {
  const right = nameOf(POSITION, null);
  const task = tasks.find(({ kind }) => kind === 'disaster-recovery');
  if (task === undefined)
    return { right, tier: 'more', came: { kind: 'not-used', why: 'no task is a disaster recovery' } };
  const body = { jobs: [task.taskId] };
  const call = {
    method: 'POST',
    path: POSITION,
    body,
    doing: 'reading a log position',
    permission: null,
  } as const;
  return { right, tier: 'more', came: await came(right, () => client.read(call, 'background')) };
}

async function askDrs({ name, client }: Region, cloud: DrsCloudName, tasks: readonly Task[]) {
  const here = tasks.filter(({ region }) => region === name);
  const task = here.find((one) => !isOver(one.stage)) ?? here[0];
  return Promise.all(
    drsQuestions(cloud).map(async ({ path, right: permission, tier, body }): Promise<ReadAsked> => {
      const right = nameOf(path, permission);
      const sent = body(task);
      const why = `there is no task in ${name} to ask about`;
      if (sent === null) return { right, tier, came: { kind: 'not-known', why } };
      const call = { method: 'POST', path, body: sent, doing: `asking ${path}`, permission: right } as const;
      return { right, tier, came: await came(right, () => client.read(call, 'background')) };
    }),
  );
}

async function askList(client: RegionClient, path: string, right: string): Promise<ReadAsked> {
  const call = {
    method: 'GET',
    path: `${path}?limit=1`,
    body: null,
    doing: `asking ${path}`,
    permission: right,
  } as const;
  return { right, tier: 'look', came: await came(right, () => client.read(call, 'background')) };
}

async function askRegion(asking: Asking, region: Region, tasks: readonly Task[]): Promise<ReadAsked[]> {
  const { cloud, credentials } = asking;
  const projects = 'projects of IAM (GET /auth/projects), which needs no right';
  const hasKey = 'accessKey' in credentials;
  return [
    ...(await askDrs(region, cloud, tasks)),
    ...(cloud === 'huaweicloud' ? [await askPosition(region, tasks)] : []),
    await askList(region.vpc, '/security-group-rules', NETWORK_RIGHTS.listRules),
    await askList(region.vpc, '/security-groups', NETWORK_RIGHTS.listGroups),
    await askList(region.eip, '/publicips', NETWORK_RIGHTS.listAddresses),
    {
      right: projects,
      tier: 'more',
      came: await came(projects, () => listProjects(region, hasKey, 'background')),
    },
  ];
}

/** Every read that the bot makes of DRS, VPC, EIP and IAM, in every configured region, each right once. */
export async function askReads(asking: Asking, tasks: readonly Task[]): Promise<readonly ReadAsked[]> {
  const answers = await Promise.all(asking.regions.map((region) => askRegion(asking, region, tasks)));
  return eachOnce(answers.flat());
}
