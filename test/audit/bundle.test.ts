import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, digestOfLink, formatBundle, sha256Of } from '../../src/audit/bundle.ts';
import { linkHash } from '../../src/audit/line.ts';
import { makeBundle } from '../../src/audit/make-bundle.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { event, makeFolder } from '../store/folders.ts';
import { bundleOf, fill, NIGHT, START, verifyForged, verifyText, wholeLines } from './bundles.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The rule of the README, written anew: keys sorted, no blanks. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}

describe('a bundle of an ending', () => {
  it('has every line of it whole, also those that do not name it, and nothing of other endings', async () => {
    const folder = await makeFolder();
    await fill(folder);
    const bundle = await bundleOf(folder, { ending: 'e1' });
    expect(wholeLines(bundle).map(({ seq }) => seq)).toEqual([2, 4, 5, 7, 8, 9, 11, 12, 13]);
    expect(bundle.links.map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    const links = bundle.links.filter((link) => !('type' in link));
    expect(links.map((link) => Object.keys(link))).toEqual(Array(3).fill(['seq', 'prev', 'digest', 'hash']));
    expect(formatBundle(bundle)).not.toContain('other');
  });

  it('goes up to the next head that was told, and says who was its witness', async () => {
    const folder = await makeFolder();
    await fill(folder);
    const bundle = await bundleOf(folder, { ending: 'e2' });
    const twelfth = bundle.links.find(({ seq }) => seq === 12);
    expect(bundle.head.seq).toBe(13);
    expect(bundle.witnesses).toEqual([{ line: 13, day: '2026-11-22', seq: 12, hash: twelfth?.hash }]);
    const text = formatBundle(bundle);
    expect(verifyText(text)).toEqual({
      ok: true,
      first: 3,
      last: 13,
      whole: 4,
      head: bundle.head,
      witnesses: bundle.witnesses,
      sha256: sha256Of(text),
    });
  });

  it('goes to the end of the trail where no head has been told since', async () => {
    const folder = await makeFolder();
    await fill(folder);
    const bundle = await bundleOf(folder, { ending: 'e9' });
    expect(bundle).toMatchObject({ head: { seq: 14 }, witnesses: [], links: { length: 1 } });
    expect(verifyText(formatBundle(bundle))).toMatchObject({ ok: true, first: 14, witnesses: [] });
  });

  it('is none where no line is wanted', async () => {
    const folder = await makeFolder();
    await fill(folder);
    expect(await makeBundle(folder, { ending: 'e77' }, START)).toBeNull();
  });

  it('takes lines by time and by task too, and says what was asked', async () => {
    const folder = await makeFolder();
    await fill(folder);
    const minute = (n: number) => new Date(START + n * 60_000);
    const some = await bundleOf(folder, { since: minute(4), until: minute(7) });
    expect(wholeLines(some).map(({ seq }) => seq)).toEqual([5, 6, 7, 13]);
    expect(some.asked).toEqual({ from: minute(4).toISOString(), to: minute(7).toISOString() });
    const task = await bundleOf(folder, { task: 't/2' });
    expect(wholeLines(task).map(({ seq }) => seq)).toEqual([3, 6, 10, 13]);
  });

  it('can be checked by hand, by the rule that the README and the report give', async () => {
    const folder = await makeFolder();
    await fill(folder);
    const text = formatBundle(await bundleOf(folder, { ending: 'e1' }));
    const all = text.split('\n');
    const { seal, links, head } = JSON.parse(text);
    expect(sha256(`${all.slice(0, -2).join('\n')}\n`)).toBe(seal);
    let before: string = links[0].prev;
    for (const { prev, hash, digest, ...said } of links) {
      const own = 'type' in said ? sha256(JSON.stringify(sorted(said))) : digest;
      expect(prev).toBe(before);
      expect(sha256(`${prev}${own}`)).toBe(hash);
      before = hash;
    }
    expect(before).toBe(head.hash);
  });
});

describe('a bundle that somebody has changed', () => {
  let bundle: Bundle;
  let bytes: Buffer;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cutover-bundle-'));
    await fill(folder);
    bundle = await bundleOf(folder, { ending: 'e1' });
    bytes = Buffer.from(formatBundle(bundle));
    await rm(folder, { recursive: true });
  });

  it('is found whichever bit was flipped', () => {
    expect(verifyText(bytes)).toMatchObject({ ok: true });
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(verifyText(changed), `byte ${at}`).toMatchObject({ ok: false });
    }
  });

  it('is found whatever bytes were put in, taken out or changed', () => {
    const place = fc.nat({ max: bytes.length - 1 });
    fc.assert(
      fc.property(place, fc.nat({ max: 30 }), fc.uint8Array({ maxLength: 30 }), (from, many, put) => {
        const changed = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + many)]);
        fc.pre(!changed.equals(bytes));
        expect(verifyText(changed)).toMatchObject({ ok: false });
      }),
      { numRuns: 500 },
    );
  });

  it('is found wherever it was cut', () => {
    for (let length = 0; length < bytes.length; length += 7)
      expect(verifyText(bytes.subarray(0, length))).toMatchObject({ ok: false });
  });

  it.each(['\uFEFF', ' ', '\n'])('is found with %j around it', (more) => {
    const text = bytes.toString('utf8');
    expect(verifyText(`${more}${text}`)).toMatchObject({ ok: false });
    expect(verifyText(`${text}${more}`)).toMatchObject({ ok: false });
  });

  it('is found where lines were dropped, doubled or swapped, even with a new seal, and says where', () => {
    const { links } = bundle;
    const place = fc.nat({ max: links.length - 1 });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const [first, second] = [links[one], links[other]];
        if (first === undefined || second === undefined) return;
        if (one > 0) {
          const verified = verifyForged(bundle, { links: links.toSpliced(one, 1) });
          expect(verified).toMatchObject({ ok: false });
        }
        expect(verifyForged(bundle, { links: links.toSpliced(other, 0, first) })).toMatchObject({
          ok: false,
        });
        if (one !== other)
          expect(verifyForged(bundle, { links: links.with(one, second).with(other, first) })).toMatchObject({
            ok: false,
            problem: expect.stringMatching(/^Line \d+ /),
          });
      }),
      { numRuns: 200 },
    );
  });

  it('is found where a word of a line was changed, even with a new seal', () => {
    const links = bundle.links.map((link) => (link.seq === 5 ? { ...link, name: 'innocent' } : link));
    expect(verifyForged(bundle, { links })).toEqual({
      ok: false,
      problem: 'Line 5 was changed after it was written.',
    });
  });

  it('is found where the chain was made anew behind a change: a witness in it saw another', () => {
    let before = bundle.links[0]?.prev ?? '';
    const links = bundle.links.map((link) => {
      const changed = link.seq === 5 ? { ...link, name: 'innocent' } : link;
      const hash = linkHash(before, digestOfLink(changed));
      const made = { ...changed, prev: before, hash };
      before = hash;
      return made;
    });
    const head = { seq: bundle.head.seq, hash: before };
    expect(verifyForged(bundle, { links, head })).toEqual({
      ok: false,
      problem: 'Line 13 is the witness of another chain.',
    });
  });

  it.each<[string, (bundle: Bundle) => Partial<Bundle>]>([
    ['a head that is not its end', ({ head }) => ({ head: { ...head, seq: head.seq + 1 } })],
    ['a missing tail', ({ links }) => ({ links: links.slice(0, -1) })],
    [
      'a witness that no line names',
      ({ head }) => ({ witnesses: [{ line: 13, day: '2026-11-23', ...head }] }),
    ],
    ['its witnesses hidden', () => ({ witnesses: [] })],
  ])('is found with %s, even with a new seal', (_, forge) => {
    expect(verifyForged(bundle, forge(bundle))).toMatchObject({ ok: false });
  });

  it.each(['', '{}', 'null', '[]', '{"format":"cutover-evidence","version":2}'])(
    'is no bundle: %j',
    (text) => {
      expect(verifyText(text)).toEqual({
        ok: false,
        problem: 'This is no bundle of Cutover, or it is cut off or damaged.',
      });
    },
  );
});

describe('a bundle of any trail', () => {
  const word = fc.string({ unit: 'binary', maxLength: 20 });
  const fields = fc.dictionary(
    word.filter(
      (key) => !['__proto__', 'seq', 'prev', 'hash', 'written', 'type', 'at', 'ending'].includes(key),
    ),
    fc.jsonValue({ maxDepth: 2 }),
    { maxKeys: 4 },
  );

  it('proves itself, whatever names and values stand in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fields), { minLength: 1, maxLength: 8 }),
        async (all) => {
          const folder = await makeFolder();
          const store = await openFileStore(folder, { now: () => START });
          for (const [isWanted, more] of all)
            await store.commit([], [event({ ...more, ending: isWanted ? 'e1' : 'e2' })]);
          await store.close();
          const bundle = await makeBundle(folder, { ending: 'e1' }, START);
          const wanted = all.filter(([isWanted]) => isWanted).length;
          if (bundle === null) expect(wanted).toBe(0);
          else expect(verifyText(formatBundle(bundle))).toMatchObject({ ok: true, whole: wanted });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('holds the events to the letter', async () => {
    const folder = await makeFolder();
    await fill(folder);
    const bundle = await bundleOf(folder, { ending: 'e1' });
    const [, , third] = wholeLines(bundle);
    expect(third).toMatchObject(NIGHT[4] ?? {});
  });
});
