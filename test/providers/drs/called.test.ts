import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { CloudCall } from '../../../src/providers/cloud-call.ts';
import { account, answerLists, expectCall, IAM, PROJECT, passwordAccount, SHOP, task } from './world.ts';

const TERMINATE = { jobs: [{ job_id: SHOP, delete_type: 'terminate' }] };
const rows = (...results: object[]) => ({ count: results.length, results }) as nock.Body;

/** An account that remembers what it told of its requests. */
function heard(open = account, more: Parameters<typeof account>[0] = {}) {
  const calls: CloudCall[] = [];
  return { calls, drs: open({ called: (call) => calls.push(call), ...more }) };
}

const briefly = (calls: readonly CloudCall[]) =>
  calls.map(({ operation, outcome, changes }) => `${operation} ${outcome}${changes ? ' changes' : ''}`);

describe('what a DRS account tells of its requests', () => {
  it('is service, method and path, place, result, time, and the id that the cloud gave', async () => {
    const { calls, drs } = heard();
    expectCall('end', TERMINATE).reply(202, rows({ id: SHOP, status: 'success' }), { 'x-request-id': 'R1' });
    await drs.send('terminate', task());
    expect(calls).toEqual([
      {
        provider: 'drs',
        account: 'otc',
        region: 'eu-de',
        operation: 'drs/DELETE /jobs/batch-jobs',
        changes: true,
        outcome: 'ok',
        milliseconds: expect.any(Number),
        requestId: 'R1',
      },
    ]);
  });

  it.each([
    [202, rows({ id: SHOP, status: 'failed', error_code: 'DRS.M01504', error_msg: 'no' }), 'refused'],
    [202, rows(), 'unknown'],
    [429, { error_code: 'APIGW.0308' }, 'throttled'],
    [500, { error_code: 'DRS.M00004' }, 'unknown'],
    [403, { error_code: 'DRS.M00102' }, 'refused'],
    [502, 'a page of a proxy', 'unknown'],
  ])('of an end that was answered with HTTP %i and %j is %s', async (status, body, outcome) => {
    const { calls, drs } = heard();
    expectCall('end', TERMINATE).reply(status, body as nock.Body);
    await drs.send('terminate', task());
    expect(calls).toMatchObject([{ outcome }]);
  });

  it('is every try of a read, each with its own result', async () => {
    const { calls, drs } = heard();
    const lists = () => expectCall('list', /./).times(3);
    lists().reply(500, { error_code: 'DRS.M00004' });
    answerLists({});
    await drs.list('background');
    expect(briefly(calls).toSorted()).toEqual([
      ...Array(3).fill('drs/POST /jobs ok'),
      ...Array(3).fill('drs/POST /jobs unknown'),
    ]);
  });

  it('has no id of a task, a group or a project in its operation', async () => {
    const { calls, drs } = heard();
    const group = 'd90c971b-4b9d-402c-9c59-5c239389b8dd';
    const rule = 'f00d971b-4b9d-402c-9c59-5c239389b8dd';
    const vpc = nock('https://vpc.eu-de.otc.t-systems.com');
    vpc.delete(`/v3/${PROJECT}/vpc/security-group-rules/${rule}`).reply(204);
    await drs.change('remove', {
      kind: 'rule',
      region: 'eu-de',
      groupId: group,
      groupName: 'shop-db',
      ruleId: rule,
      direction: 'ingress',
      protocol: 'tcp',
      ports: '3306',
      remote: '80.158.10.20/32',
      description: '',
      raw: {},
    });
    expect(briefly(calls)).toEqual(['vpc/DELETE /security-group-rules/{id} ok changes']);
  });

  it('tells of a login as well, and of no password', async () => {
    const { calls, drs } = heard(passwordAccount);
    nock(IAM)
      .post('/v3/auth/tokens?nocatalog=true')
      .reply(401, { error: { code: '401', message: 'canary' } });
    await drs.send('terminate', task());
    expect(briefly(calls)).toEqual(['iam/POST /auth/tokens refused']);
    expect(JSON.stringify(calls)).not.toContain('canary');
  });

  it('that nobody listens at is unreachable', async () => {
    const { calls, drs } = heard();
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expectCall('end', TERMINATE).replyWithError(refused);
    await drs.send('terminate', task());
    expect(calls).toMatchObject([{ outcome: 'unreachable', requestId: null }]);
  });
});
