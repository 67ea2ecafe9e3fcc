import { expect, test } from 'vitest';
import { DRS_ROUTES } from '../../../../src/demo/clouds/drs/drs-routes.ts';
import { DRS, SHOP_GROUP } from '../../../../src/demo/clouds/drs/drs-seed.ts';
import { drsTask } from '../../../../src/demo/clouds/drs/drs-task.ts';
import { simulatedClouds } from '../simulated-clouds.ts';
import { drs } from './signed-drs.ts';

const RULE = '0a1b2c3d-0001-4a00-8000-000000000001';
const JOBS = { jobs: [DRS.shop] };
const page = { cur_page: 1, per_page: 10 };
const job = (job_id: string, more: Record<string, unknown> = {}) => ({ jobs: [{ job_id, ...more }] });

/** Every supported route with a body that it answers, and the status of its answer. */
const SUPPORTED: readonly [string, string, unknown, number][] = [
  ['POST', '/v3/auth/tokens', {}, 400],
  ['GET', '/v3/projects', undefined, 200],
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
  ['GET', '/v1/{project}/security-groups', undefined, 200],
  ['GET', '/v1/{project}/security-groups/{id}', undefined, 200],
  ['GET', '/v1/{project}/security-group-rules', undefined, 200],
  ['DELETE', '/v1/{project}/security-group-rules/{id}', undefined, 204],
  ['GET', '/v1/{project}/publicips', undefined, 200],
  ['GET', '/v3/{project}/vpc/security-groups', undefined, 200],
  ['GET', '/v3/{project}/vpc/security-group-rules', undefined, 200],
  ['DELETE', '/v3/{project}/vpc/security-group-rules/{id}', undefined, 204],
];

test('the supported routes are these and no others', () => {
  const routed = DRS_ROUTES.map(({ method, path }) => `${method} ${path}`);
  expect(routed.toSorted()).toEqual(SUPPORTED.map(([method, path]) => `${method} ${path}`).toSorted());
});

test.each(SUPPORTED)('%s %s answers', async (method, path, body, status) => {
  const clouds = await simulatedClouds({
    seed: { drs: { tasks: [drsTask({ id: DRS.shop, name: 'one' })] } },
  });
  const id = path.includes('rules') ? RULE : SHOP_GROUP;
  const address = path.replace('{project}', '{p}').replace('{id}', id);
  const answer = await drs(clouds, method, address, body);
  expect(answer.status).toBe(status);
});

test('any other path is not found', async () => {
  const answer = await drs(await simulatedClouds(), 'POST', '/v5/{p}/jobs/batch-stop', {});
  expect(answer).toMatchObject({ status: 404, body: { error_code: 'APIGW.0101' } });
});
