import nock from 'nock';
import { describe, expect, it } from 'vitest';
import {
  account,
  answerLists,
  CRM,
  detail,
  detailBody,
  expectCall,
  HUAWEI,
  IAM,
  ifSigned,
  listBody,
  listed,
  NOW,
  ON_HUAWEI,
  OTC,
  PASSWORD,
  PROJECT,
  passwordAccount,
  type Row,
  SHOP,
} from './world.ts';

const SHOP_PROJECT = '11111111111111111111111111111111';
const NL_PROJECT = '22222222222222222222222222222222';
const NL = 'https://drs.eu-nl.otc.t-systems.com';
const NL_IAM = 'https://iam.eu-nl.otc.t-systems.com';
const HUAWEI_IAM = 'https://iam.cn-north-4.myhuaweicloud.com';

const HOME = { id: PROJECT, name: 'eu-de', enabled: true };
const IN_SHOP = { id: SHOP_PROJECT, name: 'eu-de_shop', enabled: true };
const IN_NL = { id: NL_PROJECT, name: 'eu-nl', enabled: true };

const projectsOf = (...projects: Row[]) =>
  ({ links: { self: 'https://…', next: null, previous: null }, projects }) as nock.Body;

/** Expects the question for projects, signed for no project. */
function expectProjects(path = '/v3/auth/projects', iam = IAM): nock.Interceptor {
  return nock(iam, { badheaders: ['x-project-id'] })
    .matchHeader('authorization', /^SDK-HMAC-SHA256 /)
    .get(path);
}

interface At {
  readonly origin: string;
  readonly project: string;
}

const AT_HOME: At = { origin: OTC, project: PROJECT };

/** Answers the lists and the details of one project; each call must be signed for it. */
function answerProject({ origin, project }: At, rows: Row[]): void {
  const scope = nock(origin, { reqheaders: { 'x-project-id': project } });
  for (const scenario of ['migration', 'sync', 'cloudDataGuard']) {
    const jobs = scenario === 'migration' ? rows : [];
    scope
      .post(`/v3/${project}/jobs`, listBody(scenario))
      .reply(200, { total_record: jobs.length, jobs } as nock.Body);
  }
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => String(id));
  scope
    .post(`/v3/${project}/jobs/batch-detail`, detailBody(...ids))
    .reply(200, { results: rows.map((row) => detail({ id: row.id })) } as nock.Body);
}

const everyTask = (overrides = {}) => account(overrides).everyTask('background');

describe('every task of an account', () => {
  it('is in its own project and in every other one that the key reaches', async () => {
    expectProjects().reply(ifSigned(200, projectsOf(HOME, IN_SHOP, IN_NL), IAM));
    answerProject(AT_HOME, [listed()]);
    answerProject({ origin: OTC, project: SHOP_PROJECT }, [listed({ id: CRM, name: 'DRS-crm' })]);
    answerProject({ origin: NL, project: NL_PROJECT }, []);
    const { tasks, looked } = await everyTask();
    expect(tasks).toMatchObject([
      { taskId: SHOP, account: 'otc', region: 'eu-de' },
      { taskId: CRM, account: 'otc', region: 'eu-de' },
    ]);
    expect(looked).toEqual([
      { account: 'otc', region: 'eu-de', problem: null },
      { account: 'otc', region: 'eu-de/eu-de_shop', problem: null },
      { account: 'otc', region: 'eu-nl/eu-nl', problem: null },
    ]);
  });

  it('shows which addresses it uses, and whether it keeps its destination read-only', async () => {
    expectProjects().reply(200, projectsOf(IN_SHOP));
    answerProject(AT_HOME, []);
    answerProject({ origin: OTC, project: SHOP_PROJECT }, [listed()]);
    expect((await everyTask()).tasks).toMatchObject([
      {
        source: { address: '203.0.113.20' },
        destination: { instanceName: 'rds-shop' },
        drs: {
          replicationPublicIp: '80.158.10.20',
          replicationPrivateIp: '192.168.0.229',
          destinationReadOnly: true,
        },
      },
    ]);
  });

  it('is looked for in the regions of Huawei Cloud that have DRS, on their own hosts', async () => {
    const project = (name: string, id: string) => ({ id, name });
    const [other, europe] = ['3', '4'].map((digit) => digit.repeat(32)) as [string, string];
    expectProjects('/v3/auth/projects', HUAWEI_IAM).reply(
      200,
      projectsOf(
        project('cn-north-4', PROJECT),
        project('MOS', '5'.repeat(32)),
        project('ap-southeast-1_team', other),
        project('eu-west-101', europe),
        project('us-nowhere-1', '6'.repeat(32)),
      ),
    );
    answerProject({ origin: HUAWEI, project: PROJECT }, []);
    answerProject({ origin: 'https://drs.ap-southeast-1.myhuaweicloud.com', project: other }, [
      listed({ id: CRM }),
    ]);
    answerProject({ origin: 'https://drs.eu-west-101.myhuaweicloud.eu', project: europe }, []);
    const { tasks, looked } = await everyTask(ON_HUAWEI);
    expect(tasks).toMatchObject([{ taskId: CRM, account: 'hw', region: 'ap-southeast-1' }]);
    expect(looked.map(({ region, problem }) => [region, problem])).toEqual([
      ['cn-north-4', null],
      ['ap-southeast-1/ap-southeast-1_team', null],
      ['eu-west-101/eu-west-101', null],
    ]);
  });

  it('is looked for at the one address that an account is given', async () => {
    const endpoint = 'https://cloud.example';
    expectProjects('/v3/auth/projects', endpoint).reply(200, projectsOf(HOME, IN_NL));
    answerProject({ origin: endpoint, project: PROJECT }, []);
    answerProject({ origin: endpoint, project: NL_PROJECT }, [listed()]);
    expect((await everyTask({ endpoint })).tasks).toMatchObject([{ region: 'eu-nl' }]);
  });

  it('is looked for in a region that is only configured', async () => {
    const endpoint = 'https://cloud.example';
    const team = { id: NL_PROJECT, name: 'eu-ch2_team' };
    expectProjects('/v3/auth/projects', endpoint).reply(200, projectsOf(team));
    answerProject({ origin: endpoint, project: PROJECT }, []);
    answerProject({ origin: endpoint, project: NL_PROJECT }, []);
    const { looked } = await everyTask({ endpoint, regions: ['eu-ch2'] });
    expect(looked.map(({ region }) => region)).toEqual(['eu-ch2', 'eu-ch2/eu-ch2_team']);
  });

  it('keeps its sub-tasks apart, with the status that the cloud gave them', async () => {
    expectProjects().reply(200, projectsOf(HOME));
    const part = listed({ id: CRM, status: 'CHILD_TRANSFER_STARTED' });
    answerLists({ migration: [listed({ children: [part] })] });
    expectCall('detail', detailBody(SHOP, CRM)).reply(200, {
      results: [detail(), detail({ id: CRM, status: 'CHILD_TRANSFER_STARTED', parent_id: SHOP })],
    } as nock.Body);
    expect((await everyTask()).tasks).toMatchObject([
      { stage: 'running' },
      { stage: 'sub-task', status: 'CHILD_TRANSFER_STARTED' },
    ]);
  });
});

describe('a place that does not tell everything', () => {
  it('is named, and the others are listed', async () => {
    expectProjects().reply(200, projectsOf(HOME, IN_SHOP, IN_NL));
    answerProject(AT_HOME, [listed()]);
    for (const [origin, project] of [
      [OTC, SHOP_PROJECT],
      [NL, NL_PROJECT],
    ] as const) {
      const isDown = project === NL_PROJECT;
      nock(origin)
        .post(`/v3/${project}/jobs`)
        .times(isDown ? 12 : 3)
        .reply(isDown ? 503 : 403, isDown ? '' : { error_code: 'DRS.M00102', error_msg: 'No right' });
    }
    const { tasks, looked } = await everyTask();
    expect(tasks).toHaveLength(1);
    expect(looked.map(({ region, problem }) => [region, problem?.kind ?? null])).toEqual([
      ['eu-de', null],
      ['eu-de/eu-de_shop', 'unauthorized'],
      ['eu-nl/eu-nl', 'unreachable'],
    ]);
    expect(looked[1]?.problem?.permission).toBe('drs:migrationJob:list');
  });

  it.each<[string, number, nock.Body]>([
    ['the details may not be read', 403, { error_code: 'DRS.M00102' }],
    ['the details are an answer without rows', 200, { count: 0 }],
    [
      'one row of the details has an error',
      200,
      {
        results: [detail(), { id: CRM, error_code: 'DRS.M00004', error_message: 'Abnormal' }],
      } as nock.Body,
    ],
  ])('has a problem where %s', async (_, status, body) => {
    expectProjects().reply(200, projectsOf(HOME));
    answerLists({ migration: [listed(), listed({ id: CRM })] });
    expectCall('detail', detailBody(SHOP, CRM)).reply(status, body);
    const { tasks, looked } = await everyTask();
    expect(tasks).toHaveLength(2);
    const whose = 'results' in (body as object) ? 'one task that lives' : '2 tasks that live';
    expect(looked[0]?.problem).toMatchObject({
      kind: 'unexpected-answer',
      message: `reading DRS tasks in eu-de: the details of ${whose} were not shown`,
    });
  });

  it('has none where only a task that is over shows no details', async () => {
    expectProjects().reply(200, projectsOf(HOME));
    answerLists({ migration: [listed({ status: 'RELEASE_RESOURCE_COMPLETE' })] });
    expectCall('detail', detailBody(SHOP)).reply(400, {
      results: [{ id: SHOP, error_code: 'DRS.M05004' }],
    });
    expect((await everyTask()).looked).toEqual([{ account: 'otc', region: 'eu-de', problem: null }]);
  });

  it.each<[string, number, nock.Body, string]>([
    ['does not answer', 503, '', 'unreachable'],
    ['answers something else', 200, { regions: [] }, 'unexpected-answer'],
    ['answers half a list', 200, { projects: [IN_NL], links: { next: 'https://…' } }, 'unexpected-answer'],
    ['refuses', 403, { error: { code: 403, message: 'no', title: 'Forbidden' } }, 'unauthorized'],
  ])('is every other project where IAM %s', async (_, status, body, kind) => {
    expectProjects()
      .times(status === 503 ? 4 : 1)
      .reply(status, body);
    if (status !== 503) expectProjects('/v3/projects').reply(status, body);
    answerProject(AT_HOME, [listed()]);
    const { tasks, looked } = await everyTask();
    expect(tasks).toHaveLength(1);
    expect(looked.map(({ region, problem }) => [region, problem?.kind ?? null])).toEqual([
      ['eu-de', null],
      ['other projects', kind],
    ]);
  });
});

describe('the list of projects', () => {
  it('is asked for in the way of the SDKs where the first way refuses a key', async () => {
    expectProjects().reply(401, { error: { code: 401, message: 'no token', title: 'Unauthorized' } });
    expectProjects('/v3/projects').reply(200, projectsOf(HOME, IN_NL));
    answerProject(AT_HOME, []);
    answerProject({ origin: NL, project: NL_PROJECT }, []);
    expect((await everyTask()).looked.map(({ problem }) => problem)).toEqual([null, null]);
  });

  it('is asked for with a token, and each other project with a token of its own', async () => {
    const grant = (iam: string, project: string, token: string) =>
      nock(iam)
        .post('/v3/auth/tokens?nocatalog=true', (body) => {
          expect(body.auth.identity.password.user.password).toBe(PASSWORD);
          return body.auth.scope.project.id === project;
        })
        .reply(
          201,
          { token: { expires_at: new Date(NOW + 86_400_000).toISOString() } },
          { 'x-subject-token': token },
        );
    const answer = (origin: string, project: string, token: string) =>
      nock(origin, { reqheaders: { 'x-auth-token': token } })
        .post(`/v3/${project}/jobs`)
        .times(6)
        .reply(200, { total_record: 0, jobs: [] });
    grant(IAM, PROJECT, 'home');
    grant(IAM, SHOP_PROJECT, 'shop');
    grant(NL_IAM, NL_PROJECT, 'nl');
    nock(IAM, { reqheaders: { 'x-auth-token': 'home' } })
      .get('/v3/auth/projects')
      .twice()
      .reply(200, projectsOf(HOME, IN_SHOP, IN_NL));
    answer(OTC, PROJECT, 'home');
    answer(OTC, SHOP_PROJECT, 'shop');
    answer(NL, NL_PROJECT, 'nl');
    const cloud = passwordAccount();
    for (const urgency of ['background', 'interactive'] as const) {
      const { looked } = await cloud.everyTask(urgency);
      expect(looked.map(({ problem }) => problem)).toEqual([null, null, null]);
    }
  });

  it('is asked for in one way only with a token', async () => {
    nock(IAM)
      .post('/v3/auth/tokens?nocatalog=true')
      .reply(
        201,
        { token: { expires_at: new Date(NOW + 86_400_000).toISOString() } },
        { 'x-subject-token': 'home' },
      );
    nock(IAM)
      .get('/v3/auth/projects')
      .reply(403, { error: { code: 403, message: 'no' } });
    nock(OTC).post(`/v3/${PROJECT}/jobs`).times(3).reply(200, { jobs: [] });
    const { looked } = await passwordAccount().everyTask('background');
    expect(looked.map(({ problem }) => problem?.kind ?? null)).toEqual([null, 'unauthorized']);
  });
});

describe('many projects', () => {
  it('are listed a few at a time, and all in the end', async () => {
    const projects = Array.from({ length: 40 }, (_, at) => ({
      id: String(at).padStart(32, 'a'),
      name: `eu-de_team${at}`,
    }));
    let running = 0;
    let most = 0;
    const quiet: typeof fetch = async (url) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return Response.json(String(url).endsWith('/projects') ? { projects } : { total_record: 0, jobs: [] });
    };
    const { looked } = await account({ fetch: quiet }).everyTask('background');
    expect(looked).toHaveLength(41);
    expect(looked.every(({ problem }) => problem === null)).toBe(true);
    expect(most).toBeLessThanOrEqual(5);
  });
});
