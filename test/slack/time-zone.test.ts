import { ErrorCode, type WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { createDirectory } from '../../src/slack/directory.ts';

function directoryOf(answers: (() => object)[]) {
  let [now, asked] = [0, 0];
  const info = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    return { ok: true, user: answer?.() };
  };
  const client = { users: { info } } as unknown as WebClient;
  const directory = createDirectory(
    client,
    () => 'T1',
    () => now,
  );
  return {
    directory,
    asked: () => asked,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

function fails(code: string, data?: object): () => never {
  return () => {
    throw Object.assign(new Error('Slack said no'), { code, data });
  };
}

describe('the time zone of a person', () => {
  it('is what Slack tells, and is asked once a minute', async () => {
    const { directory, asked, pass } = directoryOf([() => ({ id: 'U0ALICE', tz: 'Europe/Berlin' })]);
    expect(await directory.timeZone('U0ALICE')).toBe('Europe/Berlin');
    expect(await directory.timeZone('U0ALICE')).toBe('Europe/Berlin');
    expect(asked()).toBe(1);
    pass(60_000);
    await directory.timeZone('U0ALICE');
    expect(asked()).toBe(2);
  });

  it.each([{ id: 'U0ALICE' }, { id: 'U0ALICE', tz: '' }, { id: 'U0ALICE', tz: null }])(
    'is not known where Slack does not tell: %j',
    async (user) => {
      expect(await directoryOf([() => user]).directory.timeZone('U0ALICE')).toBeNull();
    },
  );

  it('is not known where Slack does not know the person', async () => {
    const { directory } = directoryOf([
      fails(ErrorCode.PlatformError, { ok: false, error: 'user_not_found' }),
    ]);
    expect(await directory.timeZone('U0GONE')).toBeNull();
  });

  it('is asked again where Slack did not answer', async () => {
    const { directory } = directoryOf([
      fails(ErrorCode.RequestError),
      () => ({ id: 'U0ALICE', tz: 'Asia/Shanghai' }),
    ]);
    await expect(directory.timeZone('U0ALICE')).rejects.toThrow('Slack said no');
    expect(await directory.timeZone('U0ALICE')).toBe('Asia/Shanghai');
  });
});
