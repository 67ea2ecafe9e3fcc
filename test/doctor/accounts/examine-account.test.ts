import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { examineAccount } from '../../../src/doctor/accounts/examine-account.ts';
import { createFarClock, judgeClock } from '../../../src/doctor/clock.ts';
import { accountWith } from './account.ts';

const HEADERS = { date: new Date(Date.now() - 3_600_000).toUTCString() };

describe('examining an account at the real addresses of its cloud', () => {
  it('asks Alibaba Cloud’s STS whose key it is, RAM for its policies, and hears their time', async () => {
    const clock = createFarClock();
    const who = { IdentityType: 'RAMUser', Arn: 'acs:ram::140000:user/cutover', RequestId: 'R1' };
    const headers = (operation: string, version: string) => ({
      reqheaders: { 'x-acs-action': operation, 'x-acs-version': version },
    });
    nock('https://sts.cn-hangzhou.aliyuncs.com', headers('GetCallerIdentity', '2015-04-01'))
      .post('/')
      .reply(200, who, HEADERS);
    nock('https://ram.aliyuncs.com', headers('ListPoliciesForUser', '2015-05-01'))
      .post('/')
      .query({ UserName: 'cutover' })
      .reply(403, {
        Code: 'NoPermission',
        Message: 'no',
        AccessDeniedDetail: { AuthAction: 'ram:ListPoliciesForUser' },
      });
    const remarks = await examineAccount(accountWith({}), clock.heard).identity();
    expect(remarks.map(({ kind }) => kind)).toEqual(['ok', 'ok']);
    expect(judgeClock('the cloud', clock, 'It breaks.')).toMatchObject({
      kind: 'fail',
      text: expect.stringContaining('60 min ahead of the cloud. It breaks.'),
    });
  });

  it.each([
    ['otc', 'https://iam.eu-de.otc.t-systems.com'],
    ['huaweicloud', 'https://iam.eu-de.myhuaweicloud.com'],
  ] as const)('asks the IAM of %s whose key it is and in which groups its user is', async (cloud, iam) => {
    const clock = createFarClock();
    nock(iam)
      .get('/v3.0/OS-CREDENTIAL/credentials/id-read')
      .reply(200, { credential: { user_id: 'u1' } }, HEADERS);
    nock(iam)
      .get('/v3/users/u1/groups')
      .reply(200, { groups: [{ name: 'movers' }] }, HEADERS);
    const account = { ...accountWith({ provider: 'drs', cloud }), regions: ['eu-de'] };
    const [remark] = await examineAccount(account, clock.heard).identity();
    expect(remark).toMatchObject({ kind: 'ok', text: expect.stringContaining('in the groups movers') });
    expect(clock.aheadSeconds()).toBeGreaterThan(3_000);
  });
});
