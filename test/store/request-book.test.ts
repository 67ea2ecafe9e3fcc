import { appendFile, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type NotedRequest, openRequestBook } from '../../src/store/request-book.ts';
import { makeFolder } from './folders.ts';

const NOW = 1_763_769_600;
const A = { timestamp: NOW, short: '0123456789abc' };
const B = { timestamp: NOW + 1, short: 'fedcba9876543' };

async function openBook(folder: string) {
  const troubles: unknown[] = [];
  const book = await openRequestBook(folder, (error) => void troubles.push(error));
  return {
    before: book.before,
    note: (request: NotedRequest) => book.note(request),
    written: () => book.written(),
    troubles,
  };
}

describe('the book of requests', () => {
  it('has what former processes noted, each time it is opened', async () => {
    const folder = await makeFolder();
    const first = await openBook(folder);
    expect(first.before).toEqual([]);
    first.note(A);
    await first.written();
    const second = await openBook(folder);
    expect(second.before).toEqual([A]);
    second.note(B);
    second.note({ ...B, short: 'b' });
    await second.written();
    const { before, troubles } = await openBook(folder);
    expect(before).toEqual([A, B, { ...B, short: 'b' }]);
    expect(troubles).toEqual([]);
  });

  it('can be read by nobody else', async () => {
    const folder = await makeFolder();
    const { note, written } = await openBook(folder);
    note(A);
    await written();
    expect((await stat(join(folder, 'cutover.requests.1'))).mode & 0o777).toBe(0o600);
  });

  it('loses nothing to half a line that a killed process has left', async () => {
    const folder = await makeFolder();
    const first = await openBook(folder);
    first.note(A);
    await first.written();
    await appendFile(join(folder, 'cutover.requests.1'), `\n${NOW} 01`.slice(0, -3));
    const second = await openBook(folder);
    second.note(B);
    await second.written();
    expect((await openBook(folder)).before).toEqual([A, B]);
  });

  it('forgets what is much too old, and stays small', async () => {
    const folder = await makeFolder();
    for (let hour = 0; hour < 5; hour += 1) {
      const { note, written } = await openBook(folder);
      for (let minute = 0; minute < 60; minute += 1) {
        note({ ...A, timestamp: NOW + hour * 3_600 + minute * 60 });
        await written();
      }
    }
    const last = NOW + 4 * 3_600 + 59 * 60;
    const kept = (await openBook(folder)).before.map(({ timestamp }) => timestamp);
    expect(kept.length).toBeLessThan(40);
    for (let age = 0; age <= 360; age += 60) expect(kept).toContain(last - age);
  });

  it('tells once where it cannot be written, and stops nothing', async () => {
    const folder = await makeFolder();
    const { note, written, troubles } = await openBook(folder);
    await mkdir(join(folder, 'cutover.requests.1'));
    for (const request of [A, B]) {
      note(request);
      await written();
    }
    expect(troubles).toHaveLength(1);
  });

  it('is empty, and told, where it cannot be read', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'cutover.requests.0'));
    const { before, troubles } = await openBook(folder);
    expect(before).toEqual([]);
    expect(troubles).toHaveLength(1);
  });

  it('holds no whole signature', async () => {
    const folder = await makeFolder();
    const { note, written } = await openBook(folder);
    note(A);
    await written();
    expect(await readFile(join(folder, 'cutover.requests.1'), 'utf8')).toBe(`\n${NOW} ${A.short}`);
  });
});
