import { expect, test } from 'vitest';
import { DRS_ROUTES } from '../../../../src/demo/clouds/drs/drs-routes.ts';
import { DRS, SHOP_GROUP } from '../../../../src/demo/clouds/drs/drs-seed.ts';
import { drsTask } from '../../../../src/demo/clouds/drs/drs-task.ts';
import { simulatedClouds } from '../simulated-clouds.ts';
import { drs } from './signed-drs.ts';

const RULE = '0a1b2c3d-0001-4a00-8000-000000000001';
const IP = 'b1f0a2c3-0002-4b00-8000-000000000001';
const FREE_GROUP = 'f0000000-0000-4000-8000-000000000001';
const JOBS = { jobs: [DRS.shop] };
const page = { cur_page: 1, per_page: 10 };
const job = (job_id: string, more: Record<string, unknown> = {}) => ({ jobs: [{ job_id, ...more }] });
const NEW_RULE = {
  security_group_rule: { security_group_id: SHOP_GROUP, direction: 'ingress', remote_ip_prefix: '10.9.8.7' },
};

/** Every supported route with a body that it answers, and the status of its answer. */
const SUPPORTED: readonly [string, string, unknown, number][] = [
  ['POST', '/v3/auth/tokens', {}, 400],
  ['GET', '/v3/projects', undefined, 200],
  ['GET', '/v3/auth/projects', undefined, 200],
  ['GET', '/v3.0/OS-CREDENTIAL/credentials/{id}', undefined, 200],
  ['GET', '/v3/users/{id}/groups', undefined, 200],
  ['POST', '/v3/{project}/jobs', { ...page, db_use_type: 'sync' }, 200],
  ['POST', '/v3/{project}/jobs/batch-status', JOBS, 200],
  ['POST', '/v3/{project}/jobs/batch-detail', JOBS, 200],
  ['POST', '/v3/{project}/jobs/batch-progress', JOBS, 202],
  ['DELETE', '/v3/{project}/jobs/batch-jobs', job(DRS.shop, { delete_type: 'terminate' }), 202],
  ['POST', '/v3/{project}/jobs/batch-pause-task', job(DRS.shop, { pause_mode: 'all' }), 200],
  ['POST', '/v3/{project}/jobs/batch-retry-task', job(DRS.shop), 200],
  ['POST', '/v3/{project}/jobs/batch-starting', job(DRS.shop), 202],
  [
    'POST',
    '/v3/{project}/jobs/query-compare-result',
    { job_id: DRS.shop, current_page: 1, per_page: 5 },
    200,
  ],
  ...['/v1/{project}', '/v3/{project}/vpc'].flatMap((root): [string, string, unknown, number][] => [
    ['GET', `${root}/security-groups`, undefined, 200],
    ['GET', `${root}/security-groups/{id}`, undefined, 200],
    ['DELETE', `${root}/security-groups/{id}`, undefined, 204],
    ['GET', `${root}/security-group-rules`, undefined, 200],
    ['POST', `${root}/security-group-rules`, NEW_RULE, 201],
    ['DELETE', `${root}/security-group-rules/{id}`, undefined, 204],
  ]),
  ['GET', '/v1/{project}/publicips', undefined, 200],
  ['GET', '/v1/{project}/publicips/{id}', undefined, 200],
  ['PUT', '/v1/{project}/publicips/{id}', { publicip: { port_id: '' } }, 200],
  ['DELETE', '/v1/{project}/publicips/{id}', undefined, 409],
];

test('the supported routes are these and no others', () => {
  const routed = DRS_ROUTES.map(({ method, path }) => `${method} ${path}`);
  expect(routed.toSorted()).toEqual(SUPPORTED.map(([method, path]) => `${method} ${path}`).toSorted());
});

test.each(SUPPORTED)('%s %s answers', async (method, path, body, status) => {
  const clouds = await simulatedClouds({
    seed: { drs: { tasks: [drsTask({ id: DRS.shop, name: 'one' })] } },
  });
  clouds.world.network.putVpcGroup({ id: FREE_GROUP, name: 'free', description: '' });
  const ids = {
    'security-group-rules': RULE,
    publicips: IP,
    credentials: clouds.drs.accessKey,
    users: clouds.world.drs.user.id,
  };
  const [, id] = Object.entries(ids).find(([thing]) => path.includes(thing)) ?? ['', FREE_GROUP];
  const address = path.replace('{project}', '{p}').replace('{id}', id);
  const answer = await drs(clouds, method, address, body);
  expect(answer.status).toBe(status);
});

test('any other path is not found', async () => {
  const answer = await drs(await simulatedClouds(), 'POST', '/v5/{p}/jobs/batch-stop', {});
  expect(answer).toMatchObject({ status: 404, body: { error_code: 'APIGW.0101' } });
});
