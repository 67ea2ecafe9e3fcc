import { describe, expect, it } from 'vitest';
import { logCall } from '../../src/log/log-calls.ts';
import type { CloudCall } from '../../src/providers/cloud-call.ts';
import { keptLog } from './lines.ts';

const call: CloudCall = {
  provider: 'drs',
  account: 'otc',
  region: 'eu-de',
  operation: 'drs/POST /jobs',
  changes: false,
  outcome: 'ok',
  milliseconds: 12.7,
  requestId: 'REQ-1',
};

describe('the line of a call', () => {
  it("has where it went, how it came out, how long it took, and the cloud's id of it", () => {
    const { log, lines } = keptLog();
    logCall(log, call);
    expect(lines()).toEqual([
      {
        level: 'debug',
        time: expect.any(String),
        event: 'cloud call',
        provider: 'drs',
        account: 'otc',
        region: 'eu-de',
        operation: 'drs/POST /jobs',
        outcome: 'ok',
        milliseconds: 13,
        cloudRequest: 'REQ-1',
      },
    ]);
  });

  it.each([
    [{}, 'debug'],
    [{ outcome: 'throttled' }, 'debug'],
    [{ outcome: 'refused' }, 'warn'],
    [{ outcome: 'unreachable' }, 'warn'],
    [{ outcome: 'unknown', changes: true }, 'warn'],
    [{ changes: true }, 'info'],
  ] as const)('of %j is for %s', (more, level) => {
    const { log, lines } = keptLog();
    logCall(log, { ...call, ...more });
    expect(lines()[0]).toMatchObject({ level });
  });
});
