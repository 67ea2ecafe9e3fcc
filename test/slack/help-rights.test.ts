import { describe, expect, it } from 'vitest';
import { DEEDS, type Deed } from '../../src/policy/ports.ts';
import type { Hindrance } from '../../src/policy/rights.ts';
import { runCommand } from '../../src/slack/commands/run.ts';
import type { CommandName } from '../../src/slack/ids.ts';
import { fakeRoom, rightsBut } from './fakes.ts';
import { expectSafe, HOSTILE } from './safe.ts';

const ALICE = { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' };
const ONLY_DBA: Hindrance = { kind: 'others', rules: [{ who: ['S0DBA'], channels: null }] };
const LOOKING = ['list', 'show', 'holds', 'scheduled', 'help'];
const CHANGING = [
  'terminate',
  'terminate',
  'force-terminate',
  'release',
  'pause',
  'resume',
  'cleanup',
  'cleanup',
  'undo',
  'hold',
  'unhold',
  'freeze',
  'unfreeze',
];

async function help(not: Partial<Record<Deed, Hindrance>> = {}, command: CommandName = '/cutover') {
  const hindered = Object.entries(not).map(([deed, hindrance]) => [deed, { may: false, hindrance }]);
  const room = { ...fakeRoom({}), rights: () => rightsBut(Object.fromEntries(hindered)) };
  const message = await runCommand(room, command, { kind: 'help' }, ALICE);
  expectSafe(message);
  const verbs = [...message.text.matchAll(/^\/\w+ ([a-z-]+)/gm)].flatMap(([line, verb]) =>
    line.endsWith(' sees') ? [] : [verb],
  );
  return { text: message.text, verbs };
}

/** The same reason for every deed. */
function all(hindrance: Hindrance): Partial<Record<Deed, Hindrance>> {
  return Object.fromEntries(DEEDS.map((deed) => [deed, hindrance]));
}

describe('the help', () => {
  it('lists everything for whoever may do everything, and no word on rights', async () => {
    const { text, verbs } = await help();
    expect(verbs.toSorted()).toEqual([...LOOKING, ...CHANGING].toSorted());
    expect(text).not.toContain('Left out here');
  });

  it('lists what only looks for whoever may do nothing, and says who may', async () => {
    const { text, verbs } = await help(all(ONLY_DBA));
    expect(verbs.toSorted()).toEqual(LOOKING.toSorted());
    expect(text).toContain(
      'Left out here: terminate, force-terminate, release, pause, resume, cleanup, undo, hold, unhold, freeze, unfreeze only for <!subteam^S0DBA>. cutover policy check',
    );
  });

  it('has one line on the rest: by reason, another channel by its name', async () => {
    const { text, verbs } = await help({
      'force-terminate': { kind: 'elsewhere', channels: ['C2'] },
      release: ONLY_DBA,
      freeze: { kind: 'nobody' },
      hold: { kind: 'denied', rule: 3, because: HOSTILE },
    });
    expect(verbs).toContain('terminate');
    for (const word of ['force-terminate', 'release', 'freeze', 'unfreeze', 'hold', 'unhold'])
      expect(verbs).not.toContain(word);
    const [line, ...more] = text.split('\n').filter((one) => one.startsWith('Left out here'));
    expect(more).toEqual([]);
    expect(line).toContain('force-terminate for you only in <#C2>; release only for <!subteam^S0DBA>; ');
    expect(line).toContain('hold, unhold denied by rule 3 of the policy: ');
    expect(line).toContain('freeze, unfreeze for nobody, because no rule of the policy allows it');
    expect(line).toContain('cutover policy check, on the machine that I run on');
  });

  it('leaves out of the rest what the cloud of the command has not', async () => {
    expect((await help(all(ONLY_DBA), '/dts')).text).not.toContain('force-terminate');
    expect((await help(all(ONLY_DBA), '/drs')).text).not.toMatch(/release/);
  });

  it('offers nothing that changes anything while Slack is silent, or the configuration broken, and says so', async () => {
    const silent = await help(all({ kind: 'not-checked' }));
    expect(silent.verbs.toSorted()).toEqual(LOOKING.toSorted());
    expect(silent.text).toContain('because Slack did not say whether you may; ask again in a minute');
    const broken = await help(all({ kind: 'unreadable', why: 'policy[0].who: is missing' }));
    expect(broken.verbs.toSorted()).toEqual(LOOKING.toSorted());
    expect(broken.text).toContain('could not be read when it was loaded again (policy[0].who: is missing)');
  });

  it('tells a guest what it tells everybody, and that nothing of it counts for guests', async () => {
    const { text, verbs } = await help(all({ kind: 'not-a-member' }));
    expect(verbs.toSorted()).toEqual([...LOOKING, ...CHANGING].toSorted());
    expect(text).not.toContain('Left out here');
    expect(text).toContain('All of this is only for full members of this workspace: ask one of them.');
  });

  it('is cut in the same way under a word that nobody knows', async () => {
    const room = {
      ...fakeRoom({}),
      rights: () => rightsBut({ release: { may: false, hindrance: ONLY_DBA } }),
    };
    const { text } = await runCommand(
      room,
      '/dts',
      { kind: 'unknown', words: 'relaese x', nearest: 'release' },
      ALICE,
    );
    expect(text).toContain('Did you mean release?');
    expect(text).toContain('Left out here: release only for');
    expect(text).not.toContain('/dts release TASK');
  });
});
