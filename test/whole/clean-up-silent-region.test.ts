import { describe, expect, it } from 'vitest';
import {
  askToRemove,
  askToRemoveAll,
  auditLines,
  changesIn,
  groupsOn,
  inState,
  itemOn,
  OTHERS,
  openList,
  openOn,
  putDatabase,
  putEndedTask,
  SHANGHAI,
  startCleanUp,
  submitFor,
} from './clean-up.ts';
import { alice, buttonsOn, type Night } from './night.ts';

const DATABASE = 'rm-doubtful';
const GROUP = 'rdsdts_orders';

async function startWithout(region: string): Promise<Night> {
  const night = await startCleanUp();
  putDatabase(night, { product: 'RDS', id: DATABASE });
  putEndedTask(night, { id: 'k5over', name: 'moved-out', database: DATABASE });
  night.clouds.world.setRegion('alibaba', region, 'unavailable');
  return night;
}

describe('a region that does not answer', () => {
  it('makes the item unknown by its name, which is not safe, and a person may remove it with a reason', async () => {
    const night = await startWithout(SHANGHAI);
    const list = await openList(night, 'moved-out');
    const item = itemOn(list, GROUP);
    expect(item.state).toBe('UNKNOWN');
    expect(item.text).toContain(`who else needs it is not known: ${SHANGHAI} (prod-cn) did not answer`);
    expect(list.text).toContain(`no answer from ${SHANGHAI} (prod-cn)`);
    expect(openOn(list)).toBe(3);
    expect(buttonsOn(list)).not.toContain('cleanup.remove-all');

    const modal = await askToRemove(night, list, GROUP);
    expect(modal).toContain('WHO ELSE NEEDS IT IS NOT KNOWN FOR SURE');
    expect(modal).toContain(`${SHANGHAI} (prod-cn) did not answer`);
    const without = await night.submit(alice, { reason: '  ' });
    expect(without).toMatchObject({ kind: 'errors' });
    expect(JSON.stringify(without)).toContain('reason');
    expect(changesIn(night)).toEqual([]);

    const answer = await submitFor(night, { reason: 'nothing of ours is in Shanghai' });
    expect(answer.text).toContain('REMOVED');
    const { item: gone } = await inState(night, 'moved-out', GROUP, 'GONE');
    expect(gone.text).toContain('"nothing of ours is in Shanghai"');
    expect(changesIn(night)).toHaveLength(1);
    expect(groupsOn(night, DATABASE)).toEqual(OTHERS);
    const [shown] = auditLines(night, 'checklist.removal-shown');
    expect(JSON.stringify(shown)).toContain(`${SHANGHAI} (prod-cn) did not answer`);
    const [confirmed] = auditLines(night, 'checklist.removal-confirmed');
    expect(confirmed).toMatchObject({ actor: alice, reason: 'nothing of ours is in Shanghai' });
  });

  it('is left out of "Remove all safe" with what else is not safe', async () => {
    const night = await startWithout('eu-central-1');
    night.clouds.world.setRegion('alibaba', 'eu-central-1', null);
    const list = await openList(night, 'moved-out');
    expect(itemOn(list, GROUP).state).toBe('OPEN');
    await askToRemoveAll(night, list);
    night.clouds.world.setRegion('alibaba', 'eu-central-1', 'unavailable');

    const answer = await submitFor(night);
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain('eu-central-1 (prod-cn) did not answer');
    const { list: after } = await inState(night, 'moved-out', GROUP, 'UNKNOWN');
    expect(buttonsOn(after)).not.toContain('cleanup.remove-all');
    expect(changesIn(night)).toEqual([]);
  });

  it('is a new question where it fell silent after the modal was shown', async () => {
    const night = await startWithout(SHANGHAI);
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, GROUP);
    night.clouds.world.setRegion('alibaba', 'me-east-1', 'cut');

    const answer = await submitFor(night, { reason: 'nothing of ours is in Shanghai' });
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain('me-east-1 (prod-cn) did not answer');
    expect(changesIn(night)).toEqual([]);
  });

  it('is asked again with the next look, and the item is open when it has answered', async () => {
    const night = await startWithout(SHANGHAI);
    const list = await openList(night, 'moved-out');
    night.clouds.world.setRegion('alibaba', SHANGHAI, null);
    const answer = await night.pressFor(alice, list, 'cleanup.rescan');
    expect(answer.text).toContain('1 open');
    const { list: after } = await inState(night, 'moved-out', GROUP, 'OPEN');
    expect(after.text).toContain('all answered');
    expect(buttonsOn(after)).toContain('cleanup.remove-all');
  });
});
