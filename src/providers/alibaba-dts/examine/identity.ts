import { z } from 'zod';
import { ProviderError } from '../../../lifecycle/ports.ts';
import type { Remark } from '../../examination.ts';
import type { Asking } from './asking.ts';

/** GetCallerIdentity (RAM API reference, 2015-04-01), which every key may ask. */
const WhoIs = z.object({ IdentityType: z.string(), Arn: z.string() });

/** ListPoliciesForUser, ListPoliciesForRole (RAM API reference, 2015-05-01). */
const Policies = z.object({
  Policies: z.object({ Policy: z.array(z.object({ PolicyName: z.string(), PolicyType: z.string() })) }),
});

/** GetPolicy of the same; the policy itself is JSON in a text. */
const Document = z.object({ DefaultPolicyVersion: z.object({ PolicyDocument: z.string() }) });

const MOST_POLICIES = 10;

/** System policies that hold everything, or everything of a product that the bot works with. */
const TOO_MUCH =
  /^(AdministratorAccess|PowerUserAccess|AliyunRAMFullAccess|Aliyun(DTS|RDS|Polardb|MongoDB|Kvstore|ECS|ADB|GPDB|DRDS|ClickHouse)FullAccess)$/i;

interface Caller {
  readonly kind: 'User' | 'Role';
  readonly name: string;
}

/** `acs:ram::1408453062370000:user/cutover`, `…:assumed-role/cutover/session`. */
function callerIn(arn: string): Caller | null {
  const [, what, name] = /:(user|assumed-role|role)\/([^/]+)/.exec(arn) ?? [];
  if (name === undefined) return null;
  return { kind: what === 'user' ? 'User' : 'Role', name };
}

function ramCall({ regions }: Asking, operation: string, parameters: Readonly<Record<string, string>>) {
  const [region = ''] = regions;
  return { product: 'ram', version: '2015-05-01', operation, region, parameters };
}

/** The actions with a star that a policy allows: everything, or everything of a product. */
function starsIn(document: string): readonly string[] {
  const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
  const statements = z.array(z.object({ Effect: z.string(), Action: texts.catch([]) }));
  const { Statement } = z.object({ Statement: statements }).parse(JSON.parse(document));
  return Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : [])).filter((action) =>
    /^(\*|[a-z-]+:\*|\*:\*)$/i.test(action),
  );
}

/** A policy of the account's own that holds a star; `null` where it has none, or cannot be read. */
async function starred(asking: Asking, name: string): Promise<string | null> {
  try {
    const call = ramCall(asking, 'GetPolicy', { PolicyName: name, PolicyType: 'Custom' });
    const body = await asking.rpc.read(call, `show the policy ${name}`, 'background');
    const stars = starsIn(Document.parse(body).DefaultPolicyVersion.PolicyDocument);
    return stars.length === 0 ? null : `${name} (${stars.join(', ')})`;
  } catch {
    return null;
  }
}

async function judgePolicies(asking: Asking, operation: string, body: unknown): Promise<Remark> {
  const policies = Policies.parse(body).Policies.Policy;
  const custom = policies.filter(({ PolicyType }) => PolicyType === 'Custom').slice(0, MOST_POLICIES);
  const stars = await Promise.all(custom.map(({ PolicyName }) => starred(asking, PolicyName)));
  const names = policies.map(({ PolicyName }) => PolicyName);
  const much = [...names.filter((one) => TOO_MUCH.test(one)), ...stars.filter((one) => one !== null)];
  if (much.length > 0)
    return {
      kind: 'fail',
      text: `It has more rights than the bot needs: ${much.join(', ')}. Detach that, and attach what "cutover doctor --policy" prints.`,
    };
  return {
    kind: 'note',
    text: `RAM tells it its policies (${names.join(', ') || 'none of its own'}), a right that the bot does not need: take ram:${operation} away. Policies of its groups were not looked at.`,
  };
}

async function policiesOf(asking: Asking, { kind, name }: Caller): Promise<Remark> {
  const operation = `ListPoliciesFor${kind}`;
  const call = ramCall(asking, operation, { [`${kind}Name`]: name });
  try {
    const body = await asking.rpc.read(call, 'list the policies of this key', 'background');
    return await judgePolicies(asking, operation, body);
  } catch (thrown) {
    if (thrown instanceof ProviderError && thrown.permission !== null)
      return {
        kind: 'ok',
        text: 'RAM does not tell it its policies, as it should be: compare them with what "cutover doctor --policy" prints.',
      };
    return {
      kind: 'note',
      text: 'Which policies it has could not be asked: compare them with what "cutover doctor --policy" prints.',
    };
  }
}

/** Whose key it is, and whether RAM tells of a policy that holds too much. Never throws. */
export async function askWho(asking: Asking): Promise<readonly Remark[]> {
  const [region = ''] = asking.regions;
  const call = {
    product: 'sts',
    version: '2015-04-01',
    operation: 'GetCallerIdentity',
    region,
    parameters: {},
  };
  let caller: Caller | null;
  try {
    const { IdentityType, Arn } = WhoIs.parse(
      await asking.rpc.read(call, 'say whose key it is', 'background'),
    );
    if (IdentityType === 'Account')
      return [
        {
          kind: 'fail',
          text: 'It is a key of the account itself (root), which may do everything and cannot be narrowed. Make a RAM user with the policies that "cutover doctor --policy" prints, use its key, and delete this one.',
        },
      ];
    caller = callerIn(Arn);
  } catch {
    return [
      {
        kind: 'note',
        text: 'STS did not say whose key it is (GetCallerIdentity, which every key may ask). Make sure that it is no key of the account itself, and that sts.REGION.aliyuncs.com can be reached.',
      },
    ];
  }
  if (caller === null)
    return [{ kind: 'note', text: 'STS names an identity that is neither a user nor a role.' }];
  const who = `${caller.kind === 'User' ? 'the RAM user' : 'the RAM role'} ${caller.name}`;
  return [{ kind: 'ok', text: `It is ${who}.` }, await policiesOf(asking, caller)];
}
