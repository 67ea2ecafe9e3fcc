import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clouds, startClouds } from '../../../../src/demo/clouds/clouds.ts';
import { createDrsAccount, type DrsAccountConfig } from '../../../../src/providers/drs/account.ts';
import { examineDrs } from '../../../../src/providers/drs/examine/examine.ts';
import type { ReadAsked } from '../../../../src/providers/examination.ts';

let clouds: Clouds;
beforeEach(async () => {
  clouds = await startClouds();
});
afterEach(() => clouds.close());

function configWith(change: Partial<DrsAccountConfig> = {}): DrsAccountConfig {
  const { accessKey, secretKey, project } = clouds.drs;
  return {
    name: 'otc',
    cloud: 'otc',
    regions: ['eu-de'],
    project,
    credentials: { accessKey, secretKey: () => secretKey },
    endpoint: clouds.url,
    retryPauseMs: 1,
    ...change,
  };
}

function password() {
  const { username, password: secret, domain } = clouds.drs;
  return { credentials: { username, password: () => secret, domain } };
}

async function ask(change: Partial<DrsAccountConfig> = {}): Promise<readonly ReadAsked[]> {
  const config = configWith(change);
  const { tasks } = await createDrsAccount(config).list('background');
  const asked = await examineDrs(config).reads(tasks);
  expect(clouds.calls.filter(({ changes }) => changes)).toEqual([]);
  return asked;
}

const RIGHTS = [
  ['drs:migrationJob:list', 'drs:list-jobs'],
  ['drs:migrationJob:get', 'drs:batch-detail'],
  ['drs:migrationJobs:getProgress', 'drs:batch-progress'],
  ['drs:compareJob:*', 'drs:query-compare-result'],
  ['vpc:securityGroupRules:get', 'vpc:security-group-rules'],
  ['vpc:securityGroups:get', 'vpc:security-groups'],
  ['vpc:publicIps:list', 'eip:publicips'],
] as const;

describe('every read of a DRS account', () => {
  it.each([
    ['an access key', () => ({})],
    ['a password', password],
  ])('is asked and allowed with %s', async (_, change) => {
    const asked = await ask(change());
    expect(asked.filter(({ came }) => came.kind !== 'allowed')).toEqual([]);
    expect(asked.map(({ right }) => right)).toEqual(expect.arrayContaining(RIGHTS.map(([right]) => right)));
  });

  it.each(RIGHTS.filter(([right]) => right !== 'drs:migrationJob:list'))(
    'is named where the right is missing: %s',
    async (right, denied) => {
      clouds.world.deny(denied);
      const asked = await ask();
      const missing = asked.filter(({ came }) => came.kind !== 'allowed');
      expect(missing.map(({ came }) => came)).toEqual([{ kind: 'missing', right }]);
    },
  );

  it('does not guess what needs a task to ask about', async () => {
    clouds.world.deny('drs:list-jobs');
    const asked = await ask();
    expect(asked.slice(0, 3).map(({ came }) => came.kind)).toEqual(['missing', 'not-known', 'not-known']);
  });

  it('is not checked where the cloud refuses the question for another reason', async () => {
    const body = { error_code: 'DRS.M00304', error_msg: 'not in this status' };
    clouds.world.fault({ cloud: 'drs', action: 'query-compare-result', kind: 'answer', status: 400, body });
    const asked = await ask();
    expect(asked.find(({ right }) => right === 'drs:compareJob:*')?.came).toEqual({
      kind: 'not-known',
      why: 'the cloud refused the question (DRS.M00304)',
    });
  });

  it('is named by its call on Huawei Cloud, whose manual names no right for it', async () => {
    clouds.world.deny('drs:batch-progress');
    const asked = await ask({ cloud: 'huaweicloud' });
    const right = 'POST /jobs/batch-progress (DRS ReadOnlyAccess)';
    expect(asked.find((one) => one.right === right)?.came).toEqual({ kind: 'missing', right });
  });
});

describe('whose DRS credentials are', () => {
  async function whois(change: Partial<DrsAccountConfig> = {}) {
    return examineDrs(configWith(change)).identity();
  }

  it('is told of a key by the groups of its user', async () => {
    const [remark] = await whois();
    expect(remark).toMatchObject({ kind: 'ok' });
    expect(remark?.text).toContain('in the groups cutover, not in admin');
  });

  it('is a failure for a key of a user in the group admin', async () => {
    clouds.world.drs.user.groups.push('admin');
    expect(await whois()).toMatchObject([
      { kind: 'fail', text: expect.stringContaining('in the group admin') },
    ]);
  });

  it.each(['te_admin', 'secu_admin'])(
    'is a failure for a password whose token has the role %s',
    async (role) => {
      clouds.world.drs.user.roles = [role];
      expect(await whois(password())).toMatchObject([{ kind: 'fail', text: expect.stringContaining(role) }]);
    },
  );

  it('is a note for a password with which records can be deleted, and fine for one without', async () => {
    expect(await whois(password())).toMatchObject([
      { kind: 'note', text: expect.stringContaining('drs_adm') },
    ]);
    clouds.world.drs.user.roles = ['custom'];
    expect(await whois(password())).toMatchObject([{ kind: 'ok' }]);
  });

  it('is not guessed for a temporary key, nor where IAM does not tell', async () => {
    const { accessKey, secretKey } = clouds.drs;
    const credentials = { accessKey, secretKey: () => secretKey, securityToken: () => 'x' };
    expect(await whois({ credentials })).toMatchObject([{ kind: 'note' }]);
    clouds.world.deny('iam:user-groups');
    expect(await whois()).toMatchObject([
      { kind: 'note', text: expect.stringContaining('IAM did not tell') },
    ]);
  });
});
