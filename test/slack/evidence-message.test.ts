import { describe, expect, it } from 'vitest';
import type { Story } from '../../src/audit/report/story.ts';
import { CHAPTERS, type Chapter } from '../../src/audit/report/told.ts';
import { showEvidence } from '../../src/slack/actions/evidence.ts';
import { evidenceMessage } from '../../src/slack/messages/evidence.ts';
import { fakeRoom, press } from './fakes.ts';
import { expectSafe, HOSTILE, LONG } from './safe.ts';

function story(lines: number, words = 'said'): Story {
  const told = (Object.keys(CHAPTERS) as Chapter[]).flatMap((chapter) =>
    Array.from({ length: lines }, (_, at) => ({
      chapter,
      seq: at + 1,
      at: '2026-11-21T00:43:17.000Z',
      text: `${words} ${at}`,
      details: [{ label: 'Bound to', value: `name ${words}` }],
    })),
  );
  const open = Array.from({ length: lines }, (_, at) => ({ item: `${words} ${at}`, state: 'open', why: '' }));
  return { title: `orders-prod ${words}`, told, open };
}

describe('the evidence of an ending, in short', () => {
  it('has every chapter, times in UTC, what is open, and how to get all of it', () => {
    const { text } = evidenceMessage('e1', story(1));
    for (const title of Object.values(CHAPTERS)) expect(text).toContain(title);
    expect(text).toContain('2026-11-21 00:43:17 UTC  said 0');
    expect(text).toContain('Still open: said 0 (open)');
    expect(text).toContain('cutover audit export --format bundle --ending e1 --out FOLDER');
  });

  it('says under each yes what it was a yes to, and of the rest no more than what happened', () => {
    const { text } = evidenceMessage('e1', story(1));
    expect(text).toContain('said 0\n    Bound to: name said\n');
    expect(text.match(/Bound to/g)).toHaveLength(1);
  });

  it('keeps the newest lines of each chapter, and says how many came before', () => {
    const { text } = evidenceMessage('e1', story(9));
    expect(text).toContain('… and 3 before');
    expect(text).not.toContain('said 2\n');
    expect(text).toContain('said 8');
  });

  it('stays within what Slack takes, whatever names are in it', () => {
    for (const words of [HOSTILE, LONG, HOSTILE.repeat(50)]) {
      const said = evidenceMessage('e1', story(300, words));
      expectSafe(said);
      expect(JSON.stringify(said.blocks)).toContain('--ending e1');
    }
  });

  it('says so where the log has nothing of it', () => {
    expect(evidenceMessage('e1', null).text).toContain('nothing of this ending');
  });

  it('is read from the log only for those who may read', async () => {
    const asked: string[] = [];
    const evidence = async (ending: string) => {
      asked.push(ending);
      return story(1);
    };
    const may = press('e1');
    await showEvidence({ ...fakeRoom({}), evidence }, may.click);
    expect(asked).toEqual(['e1']);
    const not = press('e2');
    const room = fakeRoom({}, { mayRead: async () => ({ allowed: false, why: 'you are a guest' }) });
    await showEvidence({ ...room, evidence }, not.click);
    expect(asked).toEqual(['e1']);
  });
});
