import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listMonths, logFileOf } from '../../../src/audit/files.ts';
import type { SlackConfig } from '../../../src/config/config.ts';
import { Secret } from '../../../src/config/secret.ts';
import type { Finding } from '../../../src/doctor/finding.ts';
import { folderChecks } from '../../../src/doctor/store/folder.ts';
import { lockCheck } from '../../../src/doctor/store/lock.ts';
import { describeThisProcess, type Holder } from '../../../src/store/holder.ts';
import { makeFolder, makeUsedFolder } from '../../store/folders.ts';

const SLACK: SlackConfig = {
  transport: 'socket',
  apiUrl: 'https://slack.com/api/',
  channel: 'C0MAIN',
  port: 0,
  host: '127.0.0.1',
  metrics: true,
  botToken: new Secret('xoxb-1'),
  appToken: null,
  signingSecret: null,
};

async function check(folder: string, title: RegExp): Promise<Finding> {
  const found = folderChecks(folder).find((one) => title.test(one.title));
  if (found === undefined) throw new Error(`no check is called ${title}`);
  return found.run();
}

const lock = (folder: string, more: Partial<SlackConfig> = {}) =>
  lockCheck(folder, { ...SLACK, ...more }).run();

async function leaveLock(folder: string, holder: Partial<Holder>): Promise<void> {
  const held = { ...describeThisProcess(randomUUID(), Date.parse('2026-11-21T08:00:00Z')), ...holder };
  await writeFile(join(folder, 'cutover.lock'), JSON.stringify(held));
}

describe('the folder of the store', () => {
  it('is fine where a bot has used it: written to, small, and whole, and nothing is left in it', async () => {
    const folder = await makeUsedFolder();
    const before = await readdir(folder);
    expect(await check(folder, /^store folder/)).toMatchObject({ kind: 'ok', text: 'can be written' });
    expect(await check(folder, /room/)).toMatchObject({ kind: 'ok' });
    expect(await check(folder, /document/)).toMatchObject({ kind: 'ok', text: '1 kB' });
    expect(await check(folder, /audit/)).toMatchObject({ kind: 'ok', text: '2 lines, all chained' });
    expect(await readdir(folder)).toEqual(before);
  });

  it('is a note where it does not exist yet, and what is inside is not looked at', async () => {
    const folder = join(await makeFolder(), 'not', 'yet');
    expect(await check(folder, /^store folder/)).toMatchObject({
      kind: 'note',
      text: expect.stringContaining('the first start makes it'),
    });
    expect(await check(folder, /audit/)).toMatchObject({ kind: 'note' });
  });

  it('is fine where nothing is in it yet', async () => {
    const folder = await makeFolder();
    expect(await check(folder, /document/)).toMatchObject({ kind: 'ok' });
    expect(await check(folder, /audit/)).toMatchObject({ kind: 'ok', text: 'there is none yet' });
  });

  it('is a failure where it is a file', async () => {
    const file = join(await makeFolder(), 'data');
    await writeFile(file, '');
    expect(await check(file, /^store folder/)).toMatchObject({
      kind: 'fail',
      text: expect.stringContaining('It is a file'),
    });
  });

  it('is a failure where the document is on another disk, as a mounted file is', async () => {
    const folder = await makeFolder();
    await symlink('/proc/version', join(folder, 'cutover.json'));
    expect(await check(folder, /^store folder/)).toMatchObject({
      kind: 'fail',
      text: expect.stringMatching(/mounted by itself.*mount the folder/),
    });
  });

  it.runIf(existsSync('/proc/self'))('is a failure where it cannot be written', async () => {
    expect(await check('/proc/self', /^store folder/)).toMatchObject({
      kind: 'fail',
      text: expect.stringMatching(/cannot be written \(E[A-Z]+\).*Give it to the user/),
    });
  });

  // Root may write anywhere.
  it.skipIf(process.getuid?.() === 0)('is a failure where it may not be made', async () => {
    const folder = await makeFolder();
    await chmod(folder, 0o500);
    onTestFinished(() => chmod(folder, 0o700));
    expect(await check(join(folder, 'inside'), /^store folder/)).toMatchObject({
      kind: 'fail',
      text: expect.stringContaining('may not be written by this user'),
    });
  });

  it('is a failure where it holds an audit log without what the bot knew', async () => {
    const folder = await makeUsedFolder();
    await rm(join(folder, 'cutover.json'));
    expect(await check(folder, /document/)).toMatchObject({
      kind: 'fail',
      text: expect.stringMatching(/will not start.*backup/),
    });
  });

  it('is noted where the document is larger than it should be', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'cutover.json'), ' '.repeat(1_500_000));
    expect(await check(folder, /document/)).toMatchObject({
      kind: 'note',
      text: expect.stringContaining('1465 kB'),
    });
  });

  it('is a failure where the audit log was changed, with the line', async () => {
    const folder = await makeUsedFolder();
    const [month = ''] = await listMonths(folder);
    await appendFile(join(folder, logFileOf(month)), '{"seq":3}\n');
    expect(await check(folder, /audit/)).toMatchObject({
      kind: 'fail',
      text: expect.stringMatching(/jsonl, line 3.*Change nothing in the folder/),
    });
  });
});

describe('the lock of the store', () => {
  it('is free where nobody holds it', async () => {
    expect(await lock(await makeFolder())).toMatchObject({ kind: 'ok', text: 'nobody holds it' });
  });

  it('is a note where a bot runs on this host, and stays as it is', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, {});
    expect(await lock(folder)).toMatchObject({
      kind: 'note',
      text: expect.stringMatching(
        new RegExp(`The bot is running: process ${process.pid}, since 2026-11-21T08:00:00.000Z`),
      ),
    });
    expect(await readdir(folder)).toEqual(['cutover.lock']);
  });

  it.each([
    ['cutover_ack_seconds_count{kind="command"} 3', 'It has heard 3 commands'],
    [
      'cutover_ack_seconds_count{kind="action"} 3',
      'It has not heard a command since its start. Type "/dts help"',
    ],
    ['another page', 'it does not tell here: type one'],
  ])('says of a running bot whether commands reach it: %s', async (page, said) => {
    const server = createServer((_, response) => response.end(`${page}\n`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const folder = await makeFolder();
    await leaveLock(folder, {});
    const { port } = server.address() as AddressInfo;
    expect((await lock(folder, { port })).text).toContain(said);
  });

  it('is a note where its holder is gone from this host', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, { boot: 'another-boot' });
    expect(await lock(folder)).toMatchObject({
      kind: 'note',
      text: expect.stringMatching(/is gone without giving it back\. The next start takes over/),
    });
  });

  it('is a failure where another host holds it, with what to do', async () => {
    const folder = await makeFolder();
    await leaveLock(folder, { host: 'other-host', pid: 7 });
    expect(await lock(folder)).toMatchObject({
      kind: 'fail',
      text: expect.stringMatching(/Process 7 on host other-host.*If that host is gone for good, remove/),
    });
  });

  it('is a failure where it cannot be read', async () => {
    const folder = await makeFolder();
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'cutover.lock'), '');
    expect(await lock(folder)).toMatchObject({
      kind: 'fail',
      text: expect.stringContaining('cannot be read'),
    });
  });
});
