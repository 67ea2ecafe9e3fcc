import { describe, expect, it } from 'vitest';
import {
  askToRemove,
  BLOCKS,
  changesIn,
  groupsOn,
  inState,
  itemOn,
  itemsOn,
  OTHERS,
  ofDts,
  openList,
  putDatabase,
  putEndedTask,
  remove,
  startCleanUp,
  submitFor,
} from './clean-up.ts';
import { alice, buttonsOn, textOf } from './night.ts';

describe('a group that no console shows', () => {
  it('is found, shown to the letter before anybody confirms, and sent back as it is marked', async () => {
    const night = await startCleanUp();
    putDatabase(night, {
      product: 'RDS',
      id: 'rm-hidden',
      groups: [...OTHERS, ofDts({ name: 'rdsdts_hidden' }), ofDts({ name: 'dts_shown', attribute: '' })],
    });
    putEndedTask(night, { id: 'k2over', name: 'moved-out', database: 'rm-hidden' });
    const list = await openList(night, 'moved-out');
    expect(itemOn(list, 'rdsdts_hidden').text).toContain('hidden whitelist rdsdts_hidden on rm-hidden');
    expect(itemOn(list, 'dts_shown').text).not.toContain('hidden whitelist');

    const shown = await night.pressFor(alice, list, 'cleanup.show', itemOn(list, 'rdsdts_hidden').id);
    expect(textOf(shown)).toContain(BLOCKS.join(','));
    const modal = await askToRemove(night, list, 'rdsdts_hidden');
    for (const block of BLOCKS) expect(modal).toContain(block);
    expect(modal).toContain('hidden');
    expect(modal).toContain('removes this group only');
    expect(modal).toContain('ali_dms_group, hdm_security_ips');
    expect(modal).not.toContain('dts_shown');
    await submitFor(night);
    const { list: first } = await inState(night, 'moved-out', 'rdsdts_hidden', 'GONE');
    await remove(night, first, 'dts_shown');
    await inState(night, 'moved-out', 'dts_shown', 'GONE');

    const [hidden, plain] = changesIn(night);
    expect(changesIn(night)).toHaveLength(2);
    expect(hidden?.parameters).toMatchObject({
      DBInstanceIPArrayName: 'rdsdts_hidden',
      DBInstanceIPArrayAttribute: 'hidden',
    });
    expect(plain?.parameters).toMatchObject({ DBInstanceIPArrayName: 'dts_shown' });
    expect(plain?.parameters).not.toHaveProperty('DBInstanceIPArrayAttribute');
    expect(groupsOn(night, 'rm-hidden')).toEqual(OTHERS);
  });

  it('is no item where it belongs to another service or to people, however it is called', async () => {
    const night = await startCleanUp();
    const untouchable = ['default', 'ali_dms_group', 'hdm_security_ips', 'rds_replica_group', 'my_apps'];
    const groups = untouchable.map((name) => ofDts({ name }));
    putDatabase(night, { product: 'RDS', id: 'rm-clean', groups });
    putEndedTask(night, { id: 'k2over', name: 'moved-out', database: 'rm-clean' });
    const list = await openList(night, 'moved-out');
    const item = itemOn(list, 'rm-clean');
    expect(item.state).toBe('GONE');
    expect(item.text).toContain('whitelists of');
    for (const name of untouchable)
      expect(
        itemsOn(list)
          .map(({ text }) => text)
          .join(),
      ).not.toContain(name);
    expect(buttonsOn(list)).not.toContain('cleanup.remove');
    expect(buttonsOn(list)).not.toContain('cleanup.remove-all');
    expect(changesIn(night)).toEqual([]);
    expect(groupsOn(night, 'rm-clean')).toEqual(groups);
  });
});

describe('an RDS instance in the enhanced mode', () => {
  it('has two items for one name, and each removal names its own network type', async () => {
    const night = await startCleanUp();
    const vpc = ofDts({ networkType: 'VPC', ips: ['100.104.52.0/24'] });
    const classic = ofDts({ networkType: 'Classic', ips: ['101.37.14.0/24', '114.55.89.12'] });
    putDatabase(night, { product: 'RDS', id: 'rm-enhanced', groups: [...OTHERS, vpc, classic] });
    putEndedTask(night, { id: 'k2over', name: 'moved-out', database: 'rm-enhanced' });
    const list = await openList(night, 'moved-out');
    expect(itemOn(list, 'rm-enhanced, VPC, 1 address block').state).toBe('OPEN');
    expect(itemOn(list, 'rm-enhanced, Classic, 2 address blocks').state).toBe('OPEN');

    await remove(night, list, 'rm-enhanced, Classic');
    const { list: half } = await inState(night, 'moved-out', 'rm-enhanced, Classic', 'GONE');
    expect(itemOn(half, 'rm-enhanced, VPC').state).toBe('OPEN');
    expect(groupsOn(night, 'rm-enhanced')).toEqual([...OTHERS, vpc]);

    await remove(night, half, 'rm-enhanced, VPC');
    await inState(night, 'moved-out', 'rm-enhanced, VPC', 'GONE');
    const sent = changesIn(night).map(({ parameters }) => [
      parameters['DBInstanceIPArrayName'],
      parameters['WhitelistNetworkType'],
      parameters['SecurityIps'],
      parameters['ModifyMode'],
    ]);
    expect(sent).toEqual([
      ['rdsdts_orders', 'Classic', '101.37.14.0/24,114.55.89.12', 'Delete'],
      ['rdsdts_orders', 'VPC', '100.104.52.0/24', 'Delete'],
    ]);
    expect(groupsOn(night, 'rm-enhanced')).toEqual(OTHERS);
  });
});
