import { describe, expect, it } from 'vitest';
import {
  changedThing,
  isNamedForDts,
  isNeutral,
  isOneAddress,
  isRemovable,
  isSameValue,
  leftoverKey,
} from '../../../src/cleanup/leftovers/leftover.ts';
import { isOf, type Place, placeKey } from '../../../src/cleanup/leftovers/place.ts';
import { group, rule } from '../desk.ts';

describe('a name', () => {
  it.each([
    ['dts_orders', true],
    ['DTS', true],
    ['rdsdts_4711', true],
    ['app-Dts-old', true],
    ['my_dts_notes', true],
    ['default', false],
    ['ali_dms_group', false],
    ['hdm_security_ips', false],
    ['rds_replica_group', false],
    [' RDS_Replica_Group ', false],
    ['orders', false],
    ['d_t_s', false],
    ['', false],
  ])('"%s" is one that DTS gives: %s', (name, named) => {
    expect(isNamedForDts(name)).toBe(named);
    expect(isRemovable(group('rm-1', name))).toBe(named);
  });
});

describe('an address', () => {
  it.each([
    ['80.158.10.20', true],
    ['80.158.10.20/32', true],
    ['2001:db8::1', true],
    ['2001:db8::1/128', true],
    ['80.158.10.0/24', false],
    ['80.158.10.20/31', false],
    ['80.158.10.20/0', false],
    ['0.0.0.0/0', false],
    ['0.0.0.0', false],
    ['0.0.0.0/32', false],
    ['::/0', false],
    ['::', false],
    ['2001:db8::1/32', false],
    ['2001:db8::/64', false],
    ['', false],
    ['/32', false],
    ['sg-other', false],
    ['80.158.10.20-80.158.10.30', false],
    ['80.158.10.20/32/0', false],
    ['80.158.10.20,0.0.0.0/0', false],
  ])('"%s" is exactly one: %s', (remote, one) => {
    expect(isOneAddress(remote)).toBe(one);
    expect(isRemovable(rule(remote, { ruleId: 'r-1' }))).toBe(one);
  });
});

describe('a group', () => {
  it.each([
    ['127.0.0.1', true],
    [' 127.0.0.1/32 ', true],
    ['127.0.0.1,10.0.0.1', false],
    ['127.0.0.0/8', false],
    ['', false],
    ['0.0.0.0/0', false],
  ])('that holds "%s" lets nobody in: %s', (addresses, neutral) => {
    expect(isNeutral(group('rm-1', 'dts_a', { addresses }))).toBe(neutral);
  });

  it('without an instance, and a rule without an id, are never in a call', () => {
    expect(isRemovable(group('', 'dts_a'))).toBe(false);
    expect(isRemovable(rule('80.158.10.20', { ruleId: '' }))).toBe(false);
  });
});

describe('two looks at the same thing', () => {
  const one = group('rm-1', 'dts_a');

  it.each([
    ['the same', {}, true, true],
    ['other addresses', { addresses: '10.0.0.1' }, true, false],
    [
      'another spelling of the same addresses',
      { addresses: '100.104.61.128/26,100.104.52.0/24' },
      true,
      false,
    ],
    ['another mark', { attribute: 'hidden' }, true, false],
    ['the other network', { networkType: 'Classic' }, false, false],
    ['another name', { name: 'dts_b' }, false, false],
    ['another case of its name', { name: 'DTS_a' }, false, false],
    ['another instance', { instanceId: 'rm-2' }, false, false],
  ])('with %s', (_, more, thing, value) => {
    const other = group('rm-1', 'dts_a', more);
    expect(leftoverKey(other) === leftoverKey(one)).toBe(thing);
    expect(isSameValue(other, one)).toBe(value);
  });

  it('does not depend on the order in which a cloud names the fields of a rule', () => {
    const raw = { b: { d: 1, c: [2, { f: 3, e: 4 }] }, a: 0 };
    const turned = { a: 0, b: { c: [2, { e: 4, f: 3 }], d: 1 } };
    expect(isSameValue(rule('1.1.1.1', { raw }), rule('1.1.1.1', { raw: turned }))).toBe(true);
    expect(isSameValue(rule('1.1.1.1', { raw }), rule('1.1.1.1', { raw: { ...turned, a: 1 } }))).toBe(false);
  });

  it('knows a rule that was put back with another id, and no wider one', () => {
    const key = leftoverKey(rule('1.1.1.1/32'));
    expect(leftoverKey(rule('1.1.1.1/32', { ruleId: 'another' }))).toBe(key);
    for (const more of [
      { ports: null },
      { protocol: null },
      { direction: 'egress' as const },
      { groupId: 'x' },
    ])
      expect(leftoverKey(rule('1.1.1.1/32', more))).not.toBe(key);
  });
});

describe('one change at a time', () => {
  const member = {
    kind: 'membership',
    region: 'r',
    machineId: 'i-1',
    groupId: 'sg',
    groupName: 'DTS',
  } as const;
  it.each([
    ['a group', group('rm-1', 'dts_a'), 'rm-1'],
    ['a machine', { ...member, interfaceId: null }, 'i-1'],
    ['an interface of a machine', { ...member, interfaceId: 'eni-1' }, 'i-1'],
    ['an empty group', { kind: 'empty-group', region: 'r', groupId: 'sg', groupName: 'DTS' } as const, 'sg'],
    ['a rule', rule('1.1.1.1'), 'sg-shop'],
  ])('is for what %s changes', (_, leftover, thing) => {
    expect(changedThing(leftover)).toBe(thing);
  });
});

describe('a place', () => {
  it('is the same one whatever is searched for there, and another in another region', () => {
    const machine = { kind: 'machine', region: 'r', instanceId: 'i-1', blocks: [] } as const;
    expect(placeKey({ ...machine, blocks: ['10.0.0.0/8'] })).toBe(placeKey(machine));
    expect(placeKey({ ...machine, region: 's' })).not.toBe(placeKey(machine));
    const rules = { kind: 'rules', region: 'r', addresses: ['1.1.1.1', '2.2.2.2'], ports: [] } as const;
    expect(placeKey({ ...rules, addresses: ['2.2.2.2', '1.1.1.1'] })).toBe(placeKey(rules));
  });

  const RULES: Place = { kind: 'rules', region: 'eu-de', addresses: ['80.158.10.20'], ports: [] };
  const RDS: Place = { kind: 'database', product: 'RDS', region: 'cn-hangzhou', instanceId: 'rm-1' };
  it.each([
    ['a group of its instance', RDS, group('rm-1', 'dts_a'), true],
    ['a group of another instance', RDS, group('rm-2', 'dts_a'), false],
    ['a group in another region', RDS, group('rm-1', 'dts_a', { region: 'cn-beijing' }), false],
    ['a rule for its address', RULES, rule('80.158.10.20/32'), true],
    ['a rule for its address without a mask', RULES, rule('80.158.10.20'), true],
    ['a rule for another address', RULES, rule('80.158.10.2/32'), false],
    ['a wider rule', RULES, rule('80.158.10.20/24'), false],
    ['a rule for everybody', RULES, rule('0.0.0.0/0'), false],
    ['something of another kind', RULES, group('rm-1', 'dts_a', { region: 'eu-de' }), false],
  ])('is asked for %s or it is not: %s', (_, place, leftover, own) => {
    expect(isOf(place, leftover)).toBe(own);
  });
});
