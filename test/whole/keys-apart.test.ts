import { describe, expect, it } from 'vitest';
import { inState, listOf, openList, putDatabase, putEndedTask, remove } from './clean-up.ts';
import { configOf, envOf, runCommand } from './command.ts';
import { type Gate, startGate } from './key-gate.ts';
import { alice, type Night, startNight } from './night.ts';

const TOKENS = {
  read: 'canary-token-reads',
  end: 'canary-token-ends',
  cleanup: 'canary-token-cleans',
} as const;
const ENDS = /^(Stop|Suspend|Start|Delete)DtsJob$|\/jobs\/batch-(jobs|pause-task|retry-task)$/;
const CLEANS = /^(ModifySecurityIps|LeaveSecurityGroup)$|^DELETE \/vpc\//;

/** Each key may do its own work, and nothing else. */
function mayOnlyItsOwn(token: string, action: string): boolean {
  const needed = ENDS.test(action) ? TOKENS.end : CLEANS.test(action) ? TOKENS.cleanup : TOKENS.read;
  return token === needed;
}

/** A key of its own for each use: the same one, with a security token that the gate tells apart. */
function withSets(text: string): string {
  const sets = (key: string) =>
    Object.entries(TOKENS)
      .map(([use, token]) => `${use}: { ${key}, securityToken: ${token} }`)
      .join(', ');
  return text.replace(/credentials: \{ (.*) \}/g, (_, key: string) => `credentials: { ${sets(key)} }`);
}

/** A night whose bot reaches the clouds only through the gate. */
async function startApart(
  may = mayOnlyItsOwn,
  sets = withSets,
): Promise<{ readonly night: Night; readonly gate: Gate }> {
  const gate = await startGate(may);
  const night = await startNight({
    config: (text) => {
      gate.leadTo(/endpoint: (\S+)/.exec(text)?.[1] ?? '');
      return `${sets(text).replaceAll(/endpoint: \S+/g, `endpoint: ${gate.url}`)}\ncleanup: { pollSeconds: 0.1 }\n`;
    },
  });
  return { night, gate };
}

/** Which token did what, of the calls that change something; and that every call had the token of its work. */
function changesBy({ seen }: Gate): string[] {
  expect(seen.filter((call) => !call.let)).toEqual([]);
  return seen.flatMap(({ token, action }) =>
    ENDS.test(action) || CLEANS.test(action) ? [`${action} ${token}`] : [],
  );
}

describe('an account with a key each for reading, ending and cleaning up', () => {
  it('ends a DTS task and removes its whitelist, each call with its own key, and nothing is refused', async () => {
    const { night, gate } = await startApart();
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await night.ending('ended');
    await night.checklist();
    putDatabase(night, { product: 'RDS', id: 'rm-apart' });
    putEndedTask(night, { id: 'k9over', name: 'moved-out', database: 'rm-apart' });
    await remove(night, await openList(night, 'moved-out'), 'rdsdts_orders');
    await inState(night, 'moved-out', 'rdsdts_orders', 'GONE');
    expect(changesBy(gate)).toEqual([`StopDtsJob ${TOKENS.end}`, `ModifySecurityIps ${TOKENS.cleanup}`]);
    expect(listOf(night, 'moved-out')?.text).toContain('GONE');
  });

  it('stops a DRS task with the key for ending', async () => {
    const { night, gate } = await startApart();
    await night.end(alice, '/drs stop DRS-shop-prod', 'DRS-shop-prod');
    await night.ending('ended');
    expect(changesBy(gate)).toEqual([`DELETE /jobs/batch-jobs ${TOKENS.end}`]);
  });

  it('names the key that lacks the right to end, and shows no part of any', async () => {
    const { night, gate } = await startApart(
      (token, action) => mayOnlyItsOwn(token, action) && action !== 'StopDtsJob',
    );
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    const failed = await night.ending('failed');
    expect(failed.text).toContain('The account lacks the right dts:StopDtsJob (key for ending).');
    expect(gate.seen.filter((call) => !call.let)).toEqual([
      { token: TOKENS.end, action: 'StopDtsJob', let: false },
    ]);
    expect(night.output()).not.toContain('canary-token');
  });

  it('is looked at by the doctor key by key, which says which of them lists and which is only known', async () => {
    const { night, gate } = await startApart();
    const found = await runCommand(['doctor', '--config', configOf(night)], envOf(night));
    expect(found.said).toContain('ok    account prod-cn, key for reading, can list its tasks');
    expect(found.said).toContain('ok    account prod-cn, key for ending, is known to the cloud');
    expect(found.said).toContain('ok    account prod-cn, key for cleaning up, is known to the cloud');
    expect(found.said).toContain('ok    account otc, key for ending, is known to the cloud');
    expect(found.code).toBe(0);
    expect(gate.seen.filter(({ action }) => ENDS.test(action) || CLEANS.test(action))).toEqual([]);
    expect(found.said).not.toContain('canary-token');
  });

  it('has the doctor name the key that cannot read, with the right that it lacks', async () => {
    const { night } = await startApart((_, action) => action !== 'DescribeDtsJobs');
    const found = await runCommand(['doctor', '--config', configOf(night)], envOf(night));
    expect(found.said).toMatch(
      /FAIL {2}account prod-cn, key for reading, can list its tasks\n +.*Missing right: dts:DescribeDtsJobs\./,
    );
    expect(found.said).toContain('ok    account prod-cn, key for ending, is known to the cloud');
    expect(found.code).toBe(1);
  });

  it('has the doctor fail for a key that the cloud does not know', async () => {
    const wrong = (text: string) =>
      withSets(text).replace(/end: \{ accessKeyId: \S+,/, 'end: { accessKeyId: LTAIunknown,');
    const { night } = await startApart(() => true, wrong);
    const found = await runCommand(['doctor', '--config', configOf(night)], envOf(night));
    expect(found.said).toMatch(
      /FAIL {2}account prod-cn, key for ending, is known to the cloud\n +cn-hangzhou: the cloud refused my key/,
    );
    expect(found.said).toContain('ok    account prod-cn, key for reading, can list its tasks');
    expect(found.code).toBe(1);
  });

  it('has the doctor name rights that a key has beyond its work, and a key that is used twice', async () => {
    const twice = (text: string) => withSets(text).replaceAll(TOKENS.cleanup, TOKENS.end);
    const { night } = await startApart(() => true, twice);
    const found = await runCommand(['doctor', '--config', configOf(night)], envOf(night));
    expect(found.said).toMatch(
      /note {2}account prod-cn, key for ending, is known to the cloud\n +It may also list tasks, which it does not need/,
    );
    expect(found.said).toMatch(
      /FAIL {2}account prod-cn has a key of its own for each use\n +The key for cleaning up is the key for ending/,
    );
    expect(found.code).toBe(1);
  });
});
