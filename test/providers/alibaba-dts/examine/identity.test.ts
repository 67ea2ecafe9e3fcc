import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../../src/demo/clouds/alibaba/identity.ts';
import { examineAlibaba } from '../../../../src/providers/alibaba-dts/examine/examine.ts';
import { simulatedClouds } from '../../../demo/clouds/simulated-clouds.ts';

async function whois(change: Partial<Caller>, fault?: string) {
  const clouds = await simulatedClouds();
  Object.assign(clouds.world.alibaba.caller, change);
  if (fault !== undefined) clouds.world.fault({ cloud: 'alibaba', action: fault, kind: 'denied' });
  const { accessKeyId, accessKeySecret } = clouds.alibaba;
  const remarks = await examineAlibaba({
    name: 'demo',
    regions: ['cn-hangzhou'],
    credentials: { accessKeyId, accessKeySecret: () => accessKeySecret },
    endpoint: clouds.url,
    wait: async () => undefined,
  }).identity();
  expect(clouds.calls.filter(({ changes }) => changes)).toEqual([]);
  return { kinds: remarks.map(({ kind }) => kind), text: remarks.map(({ text }) => text).join('\n') };
}

function custom(...actions: string[]) {
  const document = JSON.stringify({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });
  return [{ name: 'made-here', type: 'Custom' as const, document }];
}

describe('whose an Alibaba key is', () => {
  it('is named for a RAM user, who as it should be may not ask RAM for policies', async () => {
    const { kinds, text } = await whois({});
    expect(kinds).toEqual(['ok', 'ok']);
    expect(text).toContain('the RAM user cutover');
    expect(text).toContain('RAM does not tell it its policies, as it should be');
  });

  it('is a failure for the account itself', async () => {
    const { kinds, text } = await whois({ type: 'Account' });
    expect(kinds).toEqual(['fail']);
    expect(text).toMatch(/key of the account itself \(root\).*delete this one\./);
  });

  it.each(['AdministratorAccess', 'AliyunDTSFullAccess', 'AliyunRDSFullAccess'])(
    'has too many rights with the system policy %s, where RAM tells',
    async (name) => {
      const policies = [{ name, type: 'System' as const, document: '' }];
      const { kinds, text } = await whois({ mayAskRam: true, policies });
      expect(kinds).toEqual(['ok', 'fail']);
      expect(text).toContain(`more rights than the bot needs: ${name}.`);
    },
  );

  it.each(['*', 'dts:*', '*:*'])(
    'has too many rights with a policy of its own that holds %s',
    async (star) => {
      const { kinds, text } = await whois({ mayAskRam: true, policies: custom(star) });
      expect(kinds).toEqual(['ok', 'fail']);
      expect(text).toContain(`made-here (${star})`);
    },
  );

  it('has one right too many where RAM tells it a narrow policy', async () => {
    const { kinds, text } = await whois({ mayAskRam: true, policies: custom('dts:DescribeDtsJobs') });
    expect(kinds).toEqual(['ok', 'note']);
    expect(text).toContain('take ram:ListPoliciesForUser away');
  });

  it('is not guessed where STS does not say', async () => {
    const { kinds, text } = await whois({}, 'GetCallerIdentity');
    expect(kinds).toEqual(['note']);
    expect(text).toContain('STS did not say whose key it is');
  });
});
