import { describe, expect, it } from 'vitest';
import type { DatabasePlace } from '../../../../src/cleanup/leftovers/place.ts';
import { account } from '../prepared-dts.ts';
import { CLICKHOUSE_ENTERPRISE, changeRequest, request, SAMPLES, type Sample } from './engine-samples.ts';
import { answer, refuse } from './prepared-network.ts';

const TITLED = SAMPLES.map((sample) => [`${sample.product} ${sample.version}`, sample] as const);
const STEPS = ['remove', 'neutralise', 'restore'] as const;

function placeOf({ product, leftover }: Sample): DatabasePlace {
  return { kind: 'database', product, region: 'cn-hangzhou', instanceId: leftover.instanceId };
}

function listRequest(sample: Sample) {
  return request(sample, sample.list.operation, sample.list.more);
}

function prepareList(sample: Sample, rows: readonly object[]): void {
  answer(listRequest(sample), sample.list.body(rows as readonly Record<string, unknown>[]));
}

function prepareNames(sample: Sample): void {
  answer(request(sample, sample.names.operation), sample.names.body);
}

function see(sample: Sample) {
  return account().see(placeOf(sample), 'interactive');
}

describe.each(TITLED)('the whitelist of %s', (_title, sample) => {
  const { leftover, row } = sample;

  it('shows the groups that are named for DTS, hidden ones too, and no other one', async () => {
    prepareList(sample, [
      row('default', '', '10.0.0.0/16'),
      row('ali_dms_group', 'hidden', '100.104.205.0/24'),
      row('hdm_security_ips', 'hidden', '100.104.72.0/24'),
      row('rds_replica_group', 'hidden', '10.1.0.0/16'),
      row('app_servers', '', '10.2.0.0/16'),
      row(leftover.name, leftover.attribute, leftover.addresses),
      row('DTS_old', '', '127.0.0.1'),
    ]);
    prepareNames(sample);
    await expect(see(sample)).resolves.toEqual({
      kind: 'there',
      found: [
        { leftover, hindrance: null },
        {
          leftover: { ...leftover, name: 'DTS_old', attribute: '', addresses: '127.0.0.1' },
          hindrance: null,
        },
      ],
      reports: [],
      knownAs: sample.names.expected,
    });
  });

  it('keeps the list in the spelling of the cloud', async () => {
    const odd = ' 100.104.52.0/24, 101.37.14.7 ,100.104.52.0/24,';
    prepareList(sample, [row(leftover.name, leftover.attribute, odd)]);
    prepareNames(sample);
    await expect(see(sample)).resolves.toMatchObject({ found: [{ leftover: { addresses: odd } }] });
  });

  it('is gone with its instance', async () => {
    refuse(listRequest(sample), sample.notFound, 404);
    if (sample.product === 'CLICKHOUSE') {
      const later = {
        ...CLICKHOUSE_ENTERPRISE,
        instance: { RegionId: 'cn-hangzhou', DBInstanceId: 'cc-bp108' },
      };
      refuse(listRequest(later), later.notFound, 404);
    }
    await expect(see(sample)).resolves.toEqual({ kind: 'gone' });
  });

  it('is not taken for empty where the answer has another shape', async () => {
    answer(listRequest(sample), { Items: {}, Data: {}, SecurityIpGroups: {} });
    await expect(see(sample)).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  it('is not taken for empty where a group has no list', async () => {
    const { SecurityIPList: _, SecurityIps: __, SecurityIpList: ___, ...bare } = row('dts', '', 'x');
    prepareList(sample, [bare]);
    await expect(see(sample)).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  it('names the right that is missing to read it', async () => {
    refuse(listRequest(sample), 'Forbidden.RAM', 403);
    const permission = `${sample.ram}:${sample.list.operation}`;
    await expect(see(sample)).rejects.toMatchObject({ kind: 'unauthorized', permission });
  });

  it('is shown without the names of the instance where only the right to them is missing, which is said', async () => {
    prepareList(sample, [row(leftover.name, leftover.attribute, leftover.addresses)]);
    refuse(request(sample, sample.names.operation), 'NoPermission', 403);
    await expect(see(sample)).resolves.toEqual({
      kind: 'there',
      found: [{ leftover, hindrance: null }],
      reports: [],
      knownAs: [],
      namesMissing: expect.stringContaining(
        `are not shown: the account lacks the right ${sample.ram}:${sample.names.operation}`,
      ),
    });
  });

  it('is not shown where the names cannot be read for another reason', async () => {
    prepareList(sample, []);
    refuse(request(sample, sample.names.operation), 'InvalidParameter', 400);
    await expect(see(sample)).rejects.toMatchObject({ kind: 'rejected', code: 'InvalidParameter' });
  });
});

describe.each(TITLED)('an instance of %s', (_title, sample) => {
  function prepareState(status: string, lock = 'Unlock'): void {
    answer(request(sample, sample.state.operation), sample.state.body(status, lock));
  }
  const readiness = () => account().readiness(sample.leftover);

  it('is ready in its good state', async () => {
    prepareState(sample.good);
    await expect(readiness()).resolves.toEqual({ kind: 'ready' });
  });

  it.each(['NET_MODIFYING', 'Rebooting', 'a state that nobody knows'])(
    'is busy while it is %s',
    async (word) => {
      prepareState(word);
      await expect(readiness()).resolves.toEqual({
        kind: 'busy',
        why: `${sample.leftover.instanceId} is ${word}`,
      });
    },
  );

  it('takes no change while it is locked', async () => {
    prepareState(sample.good, 'LockByExpiration');
    await expect(readiness()).resolves.toMatchObject({ kind: 'not-now' });
  });

  it('takes no change once it is released', async () => {
    prepareState('Released');
    await expect(readiness()).resolves.toMatchObject({ kind: 'not-now' });
  });

  it('is gone when the cloud does not know it', async () => {
    refuse(request(sample, sample.state.operation), sample.notFound, 404);
    await expect(readiness()).resolves.toEqual({ kind: 'gone' });
  });
});

describe.each(TITLED)('a change of the whitelist of %s', (_title, sample) => {
  const { leftover } = sample;

  it.each(STEPS)('to %s is shown as it is sent', (step) => {
    const { operation, query } = sample.calls[step];
    expect(account().prepareChange(step, leftover)).toEqual({ operation, parameters: query });
  });

  it.each(STEPS)('to %s is sent once, and accepted by a request id alone', async (step) => {
    answer(changeRequest(sample, step), { TaskId: 7 });
    await expect(account().change(step, leftover)).resolves.toMatchObject({
      kind: 'accepted',
      requestId: 'REQ-9',
    });
  });

  it('that finds the instance busy was not taken, and may be sent again', async () => {
    refuse(changeRequest(sample, 'remove'), sample.busy, 403);
    await expect(account().change('remove', leftover)).resolves.toMatchObject({
      kind: 'throttled',
      code: sample.busy,
      retryAfterMs: null,
    });
  });

  it('that finds no instance is told that it is gone', async () => {
    refuse(changeRequest(sample, 'remove'), sample.notFound, 404);
    await expect(account().change('remove', leftover)).resolves.toMatchObject({
      kind: 'gone',
      code: sample.notFound,
      requestId: 'REQ-9',
    });
  });

  it.each(['Forbidden.RAM', 'NoPermission'])(
    'without the right is refused with its name (%s)',
    async (code) => {
      refuse(changeRequest(sample, 'remove'), code, 403);
      await expect(account().change('remove', leftover)).resolves.toMatchObject({
        kind: 'refused',
        code,
        permission: `${sample.ram}:${sample.calls.remove.operation}`,
      });
    },
  );

  it('that would leave the group empty is refused with a code that says so', async () => {
    refuse(changeRequest(sample, 'remove'), 'InvalidSecurityIPs.NotFound', 404);
    const outcome = await account().change('remove', leftover);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'InvalidSecurityIPs.NotFound' });
    expect(account().cannotDelete(leftover, 'InvalidSecurityIPs.NotFound')).toBe(true);
    expect(account().cannotDelete(leftover, 'OperationDenied.LockMode')).toBe(false);
  });

  it.each([
    ['InternalError', 500],
    ['ServiceUnavailable', 503],
    [sample.busy, 500],
  ])('answered with %s and status %i may have been taken', async (code, status) => {
    refuse(changeRequest(sample, 'remove'), code, status);
    await expect(account().change('remove', leftover)).resolves.toMatchObject({ kind: 'unknown' });
  });
});
