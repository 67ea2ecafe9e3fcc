import type nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Seen } from '../../../../src/cleanup/ports.ts';
import { account, type Row } from '../world.ts';
import { ADDRESS_PLACE, expectAddresses, PRIVATE, PUBLIC } from './world.ts';

const ID = '6285e7be-fd9f-497c-bc2d-dd0bdea6efe0';

const address = (overrides: Row = {}): Row => ({
  id: ID,
  status: 'ACTIVE',
  public_ip_address: PUBLIC,
  private_ip_address: PRIVATE,
  port_id: 'f588ccfa-8750-4d7c-bf5d-2ede24414706',
  bandwidth_id: '3fa5b383-5a73-4dcb-a314-c6128546d855',
  ...overrides,
});

const page = (...publicips: Row[]) => ({ publicips }) as nock.Body;
const see = (overrides = {}) => account().see({ ...ADDRESS_PLACE, ...overrides }, 'background');

async function seeing(row: Row, own = false): Promise<Seen> {
  expectAddresses().reply(200, page(address(row)));
  return see({ own });
}

describe('an automatic public address', () => {
  it('is gone where the whole list does not have it', async () => {
    expectAddresses().reply(200, page(address({ public_ip_address: '80.158.10.21' })));
    expect(await see()).toEqual({ kind: 'gone' });
  });

  it('is reported while it is bound, never offered for removal', async () => {
    expect(await seeing({})).toEqual({
      kind: 'there',
      found: [],
      reports: [
        {
          key: `elastic-ip/${PUBLIC}`,
          title: `automatic public address ${PUBLIC}`,
          todo: `It is still bound to ${PRIVATE}, port f588ccfa-8750-4d7c-bf5d-2ede24414706, and billed. DRS releases it by itself: if it stays, unbind and release it yourself, and see that no rule names it.`,
          details: [`Elastic IP ${ID}, status ACTIVE`],
          urgent: false,
        },
      ],
      knownAs: [],
    });
  });

  it.each<[Row, string]>([
    [{ status: 'DOWN', port_id: null }, 'still there, bound to nothing'],
    [{ status: 'ELB', port_id: null }, 'still bound, to a load balancer'],
    [{ status: 'ACTIVE', port_id: null, private_ip_address: null }, 'still bound'],
    [{ status: 'PENDING_DELETE', port_id: null, private_ip_address: null }, 'still there (PENDING_DELETE)'],
    [{ status: null, port_id: null, private_ip_address: null }, 'still there (status not shown)'],
  ])('says how it is: %o', async (row, words) => {
    expect(await seeing(row)).toMatchObject({
      reports: [{ todo: expect.stringMatching(`^It is ${words.replace(/[()]/g, '\\$&')}, and billed\\.`) }],
    });
  });

  it('is looked for to the last page', async () => {
    const other = (at: number) => address({ id: `id-${at}`, public_ip_address: '80.158.10.21' });
    const full = Array.from({ length: 2000 }, (_, at) => other(at));
    expectAddresses()
      .twice()
      .reply(200, page(...full));
    expectAddresses('id-1999').reply(200, page(address()));
    expectAddresses('id-1999').reply(200, page());
    expect((await see()).kind).toBe('there');
    expect((await see()).kind).toBe('gone');
  });

  it.each<[string, number, nock.Body, object]>([
    [
      'the list may not be read',
      403,
      { code: 'VPC.2201', message: 'Policy doesn’t allow it' },
      { kind: 'unauthorized', permission: 'vpc:publicIps:list' },
    ],
    ['the answer is no list', 200, '<html>', { kind: 'unexpected-answer' }],
    ['a row cannot be read', 200, page({ status: 'ACTIVE' }), { kind: 'unexpected-answer' }],
  ])('is not taken for gone where %s', async (_, status, body, expected) => {
    expectAddresses().reply(status, body);
    await expect(see()).rejects.toMatchObject(expected);
  });
});

describe('a public address that the user brought', () => {
  it.each<[Row, string]>([
    [{}, `still bound to ${PRIVATE}, port f588ccfa-8750-4d7c-bf5d-2ede24414706`],
    [{ status: 'DOWN', port_id: null }, 'still there, bound to nothing'],
  ])('is always reported while it exists: %o', async (row, words) => {
    const title = `your own public address ${PUBLIC}`;
    const todo = `It is ${words}. It is yours and billed, bound or not: release it if nobody needs it.`;
    expect(await seeing(row, true)).toMatchObject({ found: [], reports: [{ title, todo }] });
  });

  it('is gone when it was released', async () => {
    expectAddresses().reply(200, page());
    expect(await see({ own: true })).toEqual({ kind: 'gone' });
  });
});
