import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFileStore } from '../../src/store/file-store.ts';
import { takeLock } from '../../src/store/lock.ts';
import { errorOf, makeFolder, makeUsedFolder, NOW, openStore } from './folders.ts';

const CHILD = fileURLToPath(new URL('./holding-child.mjs', import.meta.url));
const LOCK = new URL('../dist/store/lock.js', import.meta.url).href;

/** How this user runs something in a pid namespace of its own, with the host name of this one; `null` = not at all. */
function ownNamespace(): readonly string[] | null {
  const ways = [['-p'], ['-U', '-r', '-p']].map((flags) => [...flags, '-f', '--mount-proc', '--kill-child']);
  return ways.find((flags) => spawnSync('unshare', [...flags, 'true']).status === 0) ?? null;
}

const FLAGS = ownNamespace();
const WHY_NOT = 'this user may not make a pid namespace with unshare(1)';

/** A second bot in a pid namespace of its own, as in a container with our host name. */
function startElsewhere(folder: string) {
  const words = [...(FLAGS ?? []), process.execPath, CHILD, folder];
  const child = spawn('unshare', words, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const signal = (name: NodeJS.Signals) => {
    const isThere = child.exitCode === null && child.signalCode === null;
    if (child.pid !== undefined && isThere) process.kill(-child.pid, name);
  };
  onTestFinished(() => signal('SIGKILL'));
  return {
    said: async () => String((await lines.next()).value),
    write: (id: string) => child.stdin.write(`${id}\n`),
    signal,
    gone: once(child, 'close'),
  };
}

describe('two pid namespaces of one host name', () => {
  it('the holder in the other one is seen living, goes on writing, and is replaced once it was killed', async ({
    skip,
  }) => {
    skip(FLAGS === null, WHY_NOT);
    const folder = await makeUsedFolder();
    const other = startElsewhere(folder);
    expect(await other.said()).toBe('held');
    expect((await errorOf(openFileStore(folder))).message).toMatch(
      /in use by process 1 in another container/,
    );
    other.write('a');
    expect(await other.said()).toBe('written');

    other.signal('SIGKILL');
    await other.gone;
    const store = await openStore(folder);
    expect(await store.read('k', 'a')).not.toBeNull();
  });

  it('the newcomer in the other one sees us living', async ({ skip }) => {
    skip(FLAGS === null, WHY_NOT);
    const folder = await makeUsedFolder();
    const store = await openStore(folder);
    const other = startElsewhere(folder);
    expect(await other.said()).toContain(`in use by process ${process.pid} in another container`);
    expect(await store.commit([{ kind: 'k', id: 'a', expect: 0, value: {} }])).toBe(true);
  });

  it('a holder that was frozen, replaced and thawed writes nothing more', async ({ skip }) => {
    skip(FLAGS === null, WHY_NOT);
    const folder = await makeUsedFolder();
    const other = startElsewhere(folder);
    expect(await other.said()).toBe('held');
    other.signal('SIGSTOP');
    const store = await openStore(folder);
    other.signal('SIGCONT');
    other.write('a');
    expect(await other.said()).toContain('no longer mine');
    expect(await store.commit([{ kind: 'k', id: 'b', expect: 0, value: {} }])).toBe(true);
    expect(await store.read('k', 'a')).toBeNull();
  });
});

it('a heartbeat keeps no process alive', async () => {
  const folder = await makeFolder();
  const options = `{ now: ${NOW}, mayReplace() {}, beatMs: 20 }`;
  const text = `import { takeLock } from ${JSON.stringify(LOCK)};
    await takeLock(${JSON.stringify(folder)}, ${options}); console.log('held');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', text]);
  const said = once(child.stdout, 'data');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(String(await said)).toBe('held\n');
  await (await takeLock(folder, { now: NOW, mayReplace: () => undefined })).release();
});
