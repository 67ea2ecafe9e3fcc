import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { Checklist, Item } from '../../src/cleanup/checklist/checklist.ts';
import { databasesOf } from '../../src/demo/clouds/alibaba/alibaba-network-seed.ts';
import type { DtsTask } from '../../src/demo/clouds/alibaba/dts-task.ts';
import { dtsTask, rdsEndpoint } from '../../src/demo/clouds/alibaba/dts-task.ts';
import type { Call } from '../../src/demo/clouds/shown.ts';
import type { Post } from '../../src/demo/slack/model.ts';
import { alice, cutover, type Night } from './night.ts';
import { checklistsIn, rowsOnDisk } from './told.ts';

// Stories of looks wait for several of them; a wait that is in vain says so itself, long before this.
vi.setConfig({ testTimeout: 60_000 });

/** An item as the message in the channel shows it. */
export interface ShownItem {
  /** The id that its buttons carry. */
  readonly id: string;
  /** "OPEN", "BLOCKED" …, without "urgent". */
  readonly state: string;
  readonly urgent: boolean;
  /** Its title and every line below it. */
  readonly words: string;
}

/** More text for the configuration: 3.6 and 7.2 seconds stand for the hour and the day. */
export function looking(more = ''): (text: string) => string {
  return notLooking(`lookAfterHours: 0.001, lookAgainAfterHours: 0.002${more === '' ? '' : `, ${more}`}`);
}

/** More text for the configuration: the promised looks do not come during a test, everything else is quick. */
export function notLooking(more = ''): (text: string) => string {
  const settings = more === '' ? '' : `, ${more}`;
  return (text) => `${text}\nwatch: { pollSeconds: 0.5 }\ncleanup: { pollSeconds: 0.2${settings} }\n`;
}

/** NODE_OPTIONS with which the bot's clock goes ahead; requests to the clouds are still signed with the real one. */
export function ahead(hours: number): string {
  const code = `const real = Date.now; Date.now = () => real() + ${hours * 3_600_000};`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

const ITEM = /^(\d+) {2}([A-Z]+(?: [A-Z]+)*)(, urgent)? {2}(.*)$/;

/** The items that a checklist's message shows in whole, in its order. */
export function itemsOn(post: Post): ShownItem[] {
  const [, checklistId = ''] = /"value":"(k[0-9a-z]+)/.exec(JSON.stringify(post.blocks)) ?? [];
  const items: ShownItem[] = [];
  for (const line of post.text.split('\n')) {
    const [, number, state, urgent, title] = ITEM.exec(line) ?? [];
    const last = items.at(-1);
    if (number !== undefined && state !== undefined && title !== undefined)
      items.push({
        id: `${checklistId}.${number}`,
        state,
        urgent: urgent !== undefined,
        words: title,
      });
    else if (last !== undefined && line.startsWith('     '))
      items.splice(-1, 1, { ...last, words: `${last.words}\n${line.trim()}` });
  }
  return items;
}

/** The checklist's message of a task as it is now; a task has one. */
export function listOf(night: Night, taskId: string): Post | undefined {
  return checklistsIn(night).findLast((post) => post.metadata?.event_payload['task'] === taskId);
}

/** How many items are still to do, as the message's metadata counts them. */
export function openCount(night: Night, taskId: string): unknown {
  return listOf(night, taskId)?.metadata?.event_payload['open'];
}

function itemWith(night: Night, taskId: string, words: string): ShownItem | undefined {
  const post = listOf(night, taskId);
  return post === undefined ? undefined : itemsOn(post).find((item) => item.words.includes(words));
}

/** Waits until the item with these words in it is in this state; says how the list looks where it never is. */
export async function itemIn(
  night: Night,
  taskId: string,
  words: string,
  state: string,
  timeoutMs = 20_000,
): Promise<ShownItem> {
  try {
    return await night.workspace.waitFor(() => {
      const item = itemWith(night, taskId, words);
      return item?.state === state ? item : undefined;
    }, timeoutMs);
  } catch (error) {
    const now = listOf(night, taskId)?.text ?? 'no list';
    throw new Error(`"${words}" never was ${state}:\n${now}\n${night.output().slice(-3_000)}`, {
      cause: error,
    });
  }
}

/** The message of a task's checklist; it must be there. */
export function mustList(night: Night, taskId: string): Post {
  const post = listOf(night, taskId);
  if (post === undefined) throw new Error(`no checklist of ${taskId}`);
  return post;
}

/** Waits for what a person alone is told next, while or after something is done. */
export async function whisperAfter(
  night: Night,
  person: string,
  act: () => Promise<unknown>,
  timeoutMs = 30_000,
): Promise<Post> {
  const before = new Set(night.workspace.ephemerals(person).map((post) => post.ts));
  await act();
  return night.workspace.waitFor(
    () =>
      night.workspace
        .ephemerals(person)
        .findLast((post) => !before.has(post.ts) && !post.text.startsWith('Still looking')),
    timeoutMs,
  );
}

/** Sends the open modal in, which must close. */
export async function sendIn(
  night: Night,
  person: string,
  inputs: Record<string, string> = {},
): Promise<void> {
  const submitted = await night.submit(person, inputs);
  if (submitted.kind !== 'closed')
    throw new Error(`the modal did not close: ${JSON.stringify(submitted)}\n${night.output().slice(-2_000)}`);
}

/** Presses a button of an item and waits for its modal. */
export async function openModal(
  night: Night,
  person: string,
  taskId: string,
  item: ShownItem,
  actionId: string,
): Promise<Record<string, unknown>> {
  await night.press(person, mustList(night, taskId), actionId, item.id);
  return night.modal(person);
}

/** Removes one item: press, modal, sent in. Returns what the person is told. */
export async function remove(
  night: Night,
  taskId: string,
  words: string,
  person: string = alice,
): Promise<Post> {
  const item = await itemIn(night, taskId, words, 'OPEN');
  await openModal(night, person, taskId, item, 'cleanup.remove');
  return whisperAfter(night, person, () => sendIn(night, person));
}

/** Removes every safe item of a list. Returns what the person is told. */
export async function removeAll(night: Night, taskId: string, timeoutMs = 60_000): Promise<Post> {
  await night.press(alice, mustList(night, taskId), 'cleanup.remove-all');
  await night.modal(alice);
  return whisperAfter(night, alice, () => sendIn(night, alice), timeoutMs);
}

/** Signs an item off through its modal. */
export async function signOff(
  night: Night,
  taskId: string,
  item: ShownItem,
  inputs: Record<string, string>,
  person: string = alice,
): Promise<void> {
  await openModal(night, person, taskId, item, 'cleanup.sign-off');
  await sendIn(night, person, inputs);
}

/** Presses "Look again" and waits for the answer. */
export async function lookAgain(night: Night, taskId: string): Promise<Post> {
  return night.pressFor(alice, mustList(night, taskId), 'cleanup.rescan');
}

const CHANGE = /^(Modify|Create|Delete|Leave|Join|Authorize|Revoke)|^(create|delete|change|release)-/;

/** Every request that was to change a whitelist, a group, a rule or an address, as the clouds received it. */
export function changes(night: Pick<Night, 'clouds'>): readonly Call[] {
  return night.clouds.calls.filter(({ product, action }) => product !== 'dts' && CHANGE.test(action));
}

/** Everything that is said in the thread of a task's checklist. */
export function threadOf(night: Night, taskId: string): string {
  const post = mustList(night, taskId);
  return night.workspace
    .thread(cutover, post.ts)
    .slice(1)
    .map(({ text }) => text)
    .join('\n');
}

/** Waits until something is so that Slack does not tell: on the disk, or in the clouds. */
export async function until(condition: () => boolean, what: string, timeoutMs = 20_000): Promise<void> {
  await vi.waitFor(() => expect(condition(), what).toBe(true), { timeout: timeoutMs, interval: 25 });
}

/** Waits until the thread of a task's checklist says so: lines come a moment after the message has changed. */
export async function said(night: Night, taskId: string, words: RegExp, timeoutMs = 10_000): Promise<void> {
  try {
    await night.workspace.waitFor(() => words.test(threadOf(night, taskId)) || undefined, timeoutMs);
  } catch (error) {
    throw new Error(`the thread never said ${words}:\n${threadOf(night, taskId)}`, { cause: error });
  }
}

/** A checklist as the bot holds it. */
export function heldOf(night: Night, taskId: string): Checklist | undefined {
  const rows = rowsOnDisk(night, 'checklist').map(({ value }) => value as unknown as Checklist);
  return rows.find(({ task }) => task.taskId === taskId);
}

/** An item as the bot holds it. */
export function heldItem(night: Night, taskId: string, words: string): Item | undefined {
  return heldOf(night, taskId)?.items.find(({ title }) => title.includes(words));
}

/** The lines of the audit log of this type, oldest first. */
export function auditOf(night: Night, type: string): Record<string, unknown>[] {
  const data = join(night.folder, 'data');
  const logs = readdirSync(data).filter((name) => name.endsWith('.jsonl'));
  return logs
    .toSorted()
    .flatMap((name) => readFileSync(join(data, name), 'utf8').split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => JSON.stringify(line).includes(`"type":"${type}"`));
}

/** The task of most stories: two databases that nobody else uses. */
export const STOCK = 'b3t5ock0prod8k1';
export const STOCK_SOURCE = 'rm-bp1stock0source01';
export const STOCK_TARGET = 'rm-bp1stock0target02';

/** A synchronisation between two RDS instances of its own, with their databases, that runs or is over. */
export function putStock(night: Pick<Night, 'clouds'>, more: Partial<DtsTask> = {}): DtsTask {
  const task = dtsTask({
    id: STOCK,
    name: 'stock-prod',
    source: rdsEndpoint(STOCK_SOURCE, 'cn-hangzhou'),
    destination: rdsEndpoint(STOCK_TARGET, 'cn-hangzhou'),
    ...more,
  });
  putWithDatabases(night, task);
  return task;
}

/** Adds a task and the databases of the cloud that it names, each with the groups that DTS and others left. */
export function putWithDatabases({ clouds }: Pick<Night, 'clouds'>, task: DtsTask): void {
  const known = new Set(clouds.world.alibaba.databases.map(({ id }) => id));
  for (const database of databasesOf([task]))
    if (!known.has(database.id)) clouds.world.network.putDatabase({ ...database, busySeconds: 0 });
  clouds.world.putDtsTask(task);
}

/** Ends stock-prod through the bot and waits until both whitelists were found open. */
export async function endStock(night: Night): Promise<void> {
  putStock(night);
  await night.end(alice, '/dts terminate stock-prod', 'stock-prod');
  await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN', 30_000);
  await itemIn(night, STOCK, STOCK_TARGET, 'OPEN');
}

/** The groups of a database in the cloud, by name. */
export function groupsOf(night: Pick<Night, 'clouds'>, databaseId: string): string[] {
  return night.clouds.world.network
    .database(databaseId)
    .groups.map(({ name }) => name)
    .sort();
}

/** What holds in every story: Slack took every message, and the bot logged no failure. */
export function expectNoTrouble(night: Night): void {
  expect(night.workspace.problems).toEqual([]);
}
