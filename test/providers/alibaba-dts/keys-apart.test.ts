import nock from 'nock';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Leftover } from '../../../src/cleanup/leftovers/leftover.ts';
import {
  account,
  acs3Signature,
  CONFIG,
  DETAIL_QUERY,
  detail,
  forgetRequests,
  OK,
  prepare,
  prepareLists,
  REF,
  row,
  type SeenRequest,
  seen,
  task,
} from './prepared-dts.ts';

const IDS = { RegionId: 'cn-hangzhou', DtsJobId: 'i03e3zty16i', DtsInstanceId: 'dtsi03e3zty16i' };
const SECRETS: Readonly<Record<string, string>> = {
  'LTAI-reads': 'canary-reads',
  'LTAI-ends': 'canary-ends',
  'LTAI-cleans': 'canary-cleans',
};
const key = (id: string) => ({ accessKeyId: id, accessKeySecret: () => SECRETS[id] ?? '' });
const APART = {
  credentials: key('LTAI-reads'),
  ownCredentials: { end: key('LTAI-ends'), cleanup: key('LTAI-cleans') },
};
const GROUP: Leftover = {
  kind: 'membership',
  region: 'cn-hangzhou',
  groupId: 'sg-dts',
  groupName: 'DTS_inventory',
  machineId: 'i-bp1x',
  interfaceId: null,
};

beforeEach(forgetRequests);

/** Whose key signed a request; throws where the signature is not of that key's secret. */
function signerOf(request: SeenRequest): string {
  const authorization = request.headers['authorization'] ?? '';
  const id = /Credential=([^,]+),/.exec(authorization)?.[1] ?? '';
  expect(authorization.split('Signature=')[1]).toBe(acs3Signature(request, SECRETS[id] ?? ''));
  return id;
}

/** The operations that were called, each with the key that signed it. */
function signers(): string[] {
  return [...new Set(seen.map((request) => `${request.operation} by ${signerOf(request)}`))];
}

/** Prepares an answer of ECS, and notes the request like one to DTS. */
function prepareEcs(operation: string, status: number, body: Record<string, unknown>): void {
  nock('https://ecs.cn-hangzhou.aliyuncs.com', { reqheaders: { 'x-acs-action': operation } })
    .post('/')
    .query(true)
    .reply(function () {
      const headers = Object.fromEntries(
        Object.entries(this.req.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
      );
      seen.push({ operation, path: this.req.path, headers });
      return [status, body, { 'content-type': 'application/json' }];
    });
}

describe('an account with a key for each use', () => {
  it('lists and looks with the one, ends with the other, and changes the network with the third', async () => {
    const cloud = account(APART);
    prepareLists({ SYNC: [row()] });
    await cloud.list('interactive');
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, detail());
    await cloud.look(REF, 'interactive');
    prepare('StopDtsJob', IDS, OK);
    prepare('SuspendDtsJob', IDS, OK);
    prepare('StartDtsJob', IDS, OK);
    prepare('DeleteDtsJob', { ...IDS, JobType: 'SYNC' }, OK);
    for (const action of ['terminate', 'pause', 'resume', 'release'] as const)
      await expect(cloud.send(action, task())).resolves.toMatchObject({ kind: 'accepted' });
    prepareEcs('LeaveSecurityGroup', 200, { RequestId: 'REQ-9' });
    prepareEcs('JoinSecurityGroup', 200, { RequestId: 'REQ-9' });
    await expect(cloud.change('remove', GROUP)).resolves.toMatchObject({ kind: 'accepted' });
    await expect(cloud.change('restore', GROUP)).resolves.toMatchObject({ kind: 'accepted' });
    expect(signers()).toEqual([
      'DescribeDtsJobs by LTAI-reads',
      'DescribeDtsJobDetail by LTAI-reads',
      'StopDtsJob by LTAI-ends',
      'SuspendDtsJob by LTAI-ends',
      'StartDtsJob by LTAI-ends',
      'DeleteDtsJob by LTAI-ends',
      'LeaveSecurityGroup by LTAI-cleans',
      'JoinSecurityGroup by LTAI-cleans',
    ]);
  });

  it('does with the key that reads what has no key of its own', async () => {
    const cloud = account({ ...APART, ownCredentials: { end: null, cleanup: key('LTAI-cleans') } });
    prepare('StopDtsJob', IDS, OK);
    await cloud.send('terminate', task());
    expect(signers()).toEqual(['StopDtsJob by LTAI-reads']);
  });

  const DENIED = { Code: 'NoPermission', Message: 'denied', RequestId: 'REQ-8' };

  it('names the key that lacks a right: of an end, of a change, and of a look', async () => {
    const cloud = account(APART);
    prepare('StopDtsJob', IDS, DENIED, { status: 403 });
    await expect(cloud.send('terminate', task())).resolves.toMatchObject({
      kind: 'refused',
      permission: 'dts:StopDtsJob (key for ending)',
    });
    prepareEcs('LeaveSecurityGroup', 403, DENIED);
    await expect(cloud.change('remove', GROUP)).resolves.toMatchObject({
      kind: 'refused',
      permission: 'ecs:LeaveSecurityGroup (key for cleaning up)',
    });
    prepare('DescribeDtsJobDetail', DETAIL_QUERY, DENIED, { status: 403 });
    await expect(cloud.look(REF, 'interactive')).rejects.toMatchObject({
      kind: 'unauthorized',
      permission: 'dts:DescribeDtsJobDetail (key for reading)',
    });
  });

  it('names the key that really signed, where ending has none of its own; and none where there is one key', async () => {
    prepare('StopDtsJob', IDS, DENIED, { status: 403 });
    const two = account({ ...APART, ownCredentials: { end: null, cleanup: key('LTAI-cleans') } });
    await expect(two.send('terminate', task())).resolves.toMatchObject({
      permission: 'dts:StopDtsJob (key for reading)',
    });
    prepare('StopDtsJob', IDS, DENIED, { status: 403 });
    const one = account({ ...CONFIG, ownCredentials: { end: null, cleanup: null } });
    await expect(one.send('terminate', task())).resolves.toMatchObject({ permission: 'dts:StopDtsJob' });
  });

  it('keeps the secrets of the key that signed out of what it returns', async () => {
    prepare('StopDtsJob', IDS, { ...DENIED, Message: 'LTAI-ends canary-ends' }, { status: 403 });
    const outcome = JSON.stringify(await account(APART).send('terminate', task()));
    expect(outcome).not.toContain('canary-ends');
    expect(outcome).not.toContain('LTAI-ends');
  });
});
