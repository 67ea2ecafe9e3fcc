import { describe, expect, it } from 'vitest';
import { type Check, fail, note, ok, together } from '../../src/doctor/finding.ts';
import { runChecks } from '../../src/doctor/run-checks.ts';

async function run(checks: readonly Check[], width: number | null = null) {
  const lines: string[] = [];
  const outcome = await runChecks([{ title: 'SLACK', checks }], (line) => lines.push(line), width);
  return { lines, outcome };
}

const fine: Check = { title: 'one', run: async () => ok() };
const bad: Check = { title: 'two', run: async () => fail('It is broken. Mend it.') };

describe('the checks', () => {
  it('are told one after the other under the title of their section, and counted', async () => {
    const noted: Check = { title: 'three', run: async () => note('Odd. Look.', ['surplus  x']) };
    const known: Check = { title: 'four', run: async () => ok('app A1') };
    expect(await run([fine, bad, noted, known])).toEqual({
      lines: [
        '',
        'SLACK',
        'ok    one',
        'FAIL  two',
        '      It is broken. Mend it.',
        'note  three',
        '      Odd. Look.',
        '      surplus  x',
        'ok    four: app A1',
      ],
      outcome: { ok: 2, note: 1, fail: 1 },
    });
  });

  it('that need one that failed are not made, nor those that need these, and say so', async () => {
    const never = async () => {
      throw new Error('was made');
    };
    const needing: Check = { title: 'three', needs: 'two', run: never };
    const further: Check = { title: 'four', needs: 'three', run: never };
    const { lines, outcome } = await run([bad, needing, further, { ...fine, needs: 'one' }]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'note  three',
        '      Not looked at, because this comes first: two.',
        'note  four',
        '      Not looked at, because this comes first: three.',
      ]),
    );
    expect(outcome).toEqual({ ok: 1, note: 2, fail: 1 });
  });

  it('that break are a failure, and the next ones are made', async () => {
    const broken: Check = { title: 'broken', run: () => Promise.reject(new Error('no such thing')) };
    const { lines, outcome } = await run([broken, fine]);
    expect(lines[3]).toMatch(/could not be looked at: no such thing\. If it happens again/);
    expect(outcome).toEqual({ ok: 1, note: 0, fail: 1 });
  });

  it('break their sentences for a terminal only, and never a word', async () => {
    const text = `${'word '.repeat(30)}acs:dts:${'x'.repeat(80)} end`;
    const long: Check = { title: 'long', run: async () => note(text) };
    expect((await run([long])).lines).toHaveLength(4);
    const { lines } = await run([long], 60);
    expect(lines.slice(3).filter((line) => line.length > 60)).toEqual([`      acs:dts:${'x'.repeat(80)}`]);
    expect(
      lines
        .slice(3)
        .map((line) => line.trim())
        .join(' '),
    ).toBe(text);
  });

  it('put together are as bad as the worst, and tell what is not fine', () => {
    expect(together([ok('#ops'), note('Shared.'), fail('Gone. Invite it.')])).toMatchObject({
      kind: 'fail',
      text: 'Shared. Gone. Invite it.',
    });
    expect(together([ok('#ops'), ok()])).toMatchObject({ kind: 'ok', text: '#ops' });
  });
});
