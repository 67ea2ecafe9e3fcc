import { describe, expect, it } from 'vitest';
import type { CloudCall } from '../../../src/providers/cloud-call.ts';
import { account, jobPage, listQuery, OK, prepare, prepareLists, SECRET, task } from './prepared-dts.ts';

const IDS = { RegionId: 'cn-hangzhou', DtsJobId: 'i03e3zty16i', DtsInstanceId: 'dtsi03e3zty16i' };
const MIGRATIONS = listQuery('MIGRATION');

/** An account that remembers what it told of its requests. */
function heard(change: Parameters<typeof account>[0] = {}) {
  const calls: CloudCall[] = [];
  return { calls, dts: account({ called: (call) => calls.push(call), ...change }) };
}

describe('what an Alibaba account tells of its requests', () => {
  it('is product and operation, place, result, time, and the id that the cloud gave', async () => {
    const { calls, dts } = heard();
    prepare('StopDtsJob', IDS, OK);
    await dts.send('terminate', task());
    expect(calls).toEqual([
      {
        provider: 'alibaba-dts',
        account: 'prod-cn',
        region: 'cn-hangzhou',
        operation: 'dts/StopDtsJob',
        changes: true,
        outcome: 'ok',
        milliseconds: expect.any(Number),
        requestId: 'REQ-1',
      },
    ]);
    expect(calls[0]?.milliseconds).toBeGreaterThan(0);
  });

  it.each([
    [{ Code: 'Throttling.User', Message: 'slow down', RequestId: 'R2' }, 400, 'throttled'],
    [{ Code: 'OperationDenied', Message: 'no', RequestId: 'R2' }, 403, 'refused'],
    [{ Code: 'InvalidJobId', Message: 'gone', RequestId: 'R2' }, 404, 'refused'],
    [{ Code: 'InternalError', Message: 'oops', RequestId: 'R2' }, 500, 'unknown'],
    [{ ...OK, Success: false, ErrCode: 'DTS.Msg.OperationDenied', RequestId: 'R2' }, 200, 'refused'],
    [{ RequestId: 'R2' }, 200, 'unknown'],
  ])('of an end that was answered %j with HTTP %i is %s', async (body, status, outcome) => {
    const { calls, dts } = heard();
    prepare('StopDtsJob', IDS, body, { status });
    await dts.send('terminate', task());
    expect(calls).toMatchObject([{ outcome, requestId: 'R2', changes: true }]);
  });

  it('is every try of a read, each with its own result', async () => {
    const { calls, dts } = heard();
    const busy = { Code: 'Throttling.User', Message: 'slow down', RequestId: 'R2' };
    prepare('DescribeDtsJobs', MIGRATIONS, busy, { status: 429 });
    prepareLists({});
    expect((await dts.list('background')).looked).toMatchObject([{ problem: null }]);
    const outcomes = calls.map(({ outcome }) => outcome).toSorted();
    expect(outcomes).toEqual(['ok', 'ok', 'ok', 'throttled']);
    expect(calls.every(({ changes, operation }) => !changes && operation === 'dts/DescribeDtsJobs')).toBe(
      true,
    );
  });

  it('that nobody listens at is unreachable; without a key there is no request to tell of', async () => {
    const away = heard({ endpoint: 'http://127.0.0.1:9' });
    await away.dts.send('terminate', task());
    expect(away.calls).toMatchObject([{ outcome: 'unreachable', requestId: null }]);
    const accessKeySecret = () => {
      throw new Error(SECRET);
    };
    const keyless = heard({ credentials: { accessKeyId: 'x', accessKeySecret } });
    expect(await keyless.dts.send('terminate', task())).toMatchObject({ kind: 'not-sent' });
    expect(keyless.calls).toEqual([]);
  });

  it('has no secret in it', async () => {
    const { calls, dts } = heard();
    prepareLists({ SYNC: [] });
    await dts.list('interactive');
    expect(calls).toHaveLength(3);
    expect(JSON.stringify(calls)).not.toMatch(/canary|LTAI/i);
    expect(jobPage([])).toMatchObject({ TotalRecordCount: 0 });
  });
});
