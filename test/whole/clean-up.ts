import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { DatabaseInput, WhitelistGroup } from '../../src/demo/clouds/alibaba/database.ts';
import {
  type DtsTaskInput,
  dtsEndpoint,
  dtsTask,
  publicEndpoint,
} from '../../src/demo/clouds/alibaba/dts-task.ts';
import type { Post } from '../../src/demo/slack/model.ts';
import { alice, cutover, type Night, type NightOptions, startNight } from './night.ts';

export const HANGZHOU = 'cn-hangzhou';
export const SHANGHAI = 'cn-shanghai';

/** What people and other services keep on a whitelist; a clean-up never changes a byte of it. */
export const OTHERS: readonly WhitelistGroup[] = [
  { name: 'default', attribute: '', networkType: 'MIX', ips: ['10.0.0.0/16', '192.168.7.3'] },
  { name: 'ali_dms_group', attribute: 'hidden', networkType: 'MIX', ips: ['100.104.205.0/24'] },
  { name: 'hdm_security_ips', attribute: 'hidden', networkType: 'MIX', ips: ['100.104.72.0/24'] },
  { name: 'apps', attribute: '', networkType: 'MIX', ips: ['100.104.52.0/24', '10.9.8.7'] },
];
export const BLOCKS = ['100.104.52.0/24', '101.37.14.0/24', '114.55.89.12'];

/** The group that DTS has made on a database. */
export function ofDts(more: Partial<WhitelistGroup> = {}): WhitelistGroup {
  return { name: 'rdsdts_orders', attribute: 'hidden', networkType: 'MIX', ips: BLOCKS, ...more };
}

/** Starts a night whose removals are looked at often; the looks of the checklist itself come after an hour. */
export function startCleanUp(options: NightOptions & { readonly cleanup?: string } = {}): Promise<Night> {
  const { cleanup = 'pollSeconds: 0.1', ...rest } = options;
  return startNight({ ...rest, config: (text) => `${text}\ncleanup: { ${cleanup} }\n` });
}

/** Looks that come after three and seven seconds instead of an hour and a day. */
export const SOON = 'pollSeconds: 0.1, lookAfterHours: 0.001, lookAgainAfterHours: 0.002';

/** A database with the groups of others and one of DTS, where nothing else is said. */
export function putDatabase(night: Night, input: Omit<DatabaseInput, 'region'> & { region?: string }): void {
  night.clouds.world.network.putDatabase({ region: HANGZHOU, groups: [...OTHERS, ofDts()], ...input });
}

/** A task that was ended in the console, from this database to a public address, where nothing else is said. */
export function putEndedTask(
  night: Night,
  input: DtsTaskInput & { product?: string; database?: string; engine?: string },
): void {
  const { product = 'RDS', database = '', engine = 'MySQL', ...task } = input;
  const source = dtsEndpoint({ InstanceType: product, InstanceID: database, EngineName: engine });
  const destination = publicEndpoint('203.0.113.40', HANGZHOU);
  night.clouds.world.putDtsTask(
    dtsTask({ status: 'Finished', finished: Date.now() - 60_000, source, destination, ...task }),
  );
}

/** A living task that reads this database, where nothing else is said. */
export function putLivingTask(
  night: Night,
  input: DtsTaskInput & { product?: string; database: string },
): void {
  const { product = 'RDS', database, ...task } = input;
  const source = dtsEndpoint({ InstanceType: product, InstanceID: database });
  const destination = publicEndpoint('203.0.113.41', HANGZHOU);
  night.clouds.world.putDtsTask(dtsTask({ source, destination, ...task }));
}

/** An item as it is read in the channel. */
export interface ShownItem {
  readonly id: string;
  readonly state: string;
  /** All of its lines. */
  readonly text: string;
  readonly buttons: readonly string[];
}

type Piece = { text?: string; fallback?: string; user_id?: string; elements?: readonly Piece[] };
type Block = { type?: string; elements?: readonly (Piece & { action_id?: string; value?: string })[] };

function words(piece: Piece): string {
  const own = piece.text ?? piece.fallback ?? piece.user_id ?? '';
  return typeof own === 'string' ? own + (piece.elements ?? []).map(words).join('') : '';
}

/** The items of a checklist in their order. */
export function itemsOn(post: Post): ShownItem[] {
  const blocks = post.blocks as readonly Block[];
  return blocks.flatMap((block, at): ShownItem[] => {
    const text = block.type === 'rich_text' ? words(block) : '';
    const state = /^\d+ {2}([A-Z ]+?)(, urgent)? {2}/.exec(text)?.[1];
    if (state === undefined) return [];
    const row = blocks[at + 1];
    const buttons = row?.type === 'actions' ? (row.elements ?? []) : [];
    const id = buttons.find(({ action_id }) => action_id !== undefined)?.value ?? '';
    return [{ id, state, text, buttons: buttons.map(({ action_id }) => action_id ?? '') }];
  });
}

/** The one item that says these words. */
export function itemOn(post: Post, said: string): ShownItem {
  const found = itemsOn(post).filter(({ text }) => text.includes(said));
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} items say "${said}" on: ${post.text}`);
  return only;
}

/** How many items the message itself counts as not done. */
export function openOn(post: Post): unknown {
  return post.metadata?.event_payload['open'];
}

/** The newest message of the checklist of this task, if there is one. */
export function listOf(night: Night, task: string): Post | undefined {
  const isIt = (post: Post) =>
    post.metadata?.event_type === 'cutover_checklist' && post.text.startsWith(`CLEAN-UP ${task}: `);
  return night.workspace.messages(cutover).findLast(isIt);
}

/** Waits until the checklist of this task has been looked at. */
export function lookedAt(night: Night, task: string): Promise<Post> {
  const look = () => {
    const post = listOf(night, task);
    const isNew = post === undefined || /not looked yet|I have not looked yet/.test(post.text);
    return isNew ? null : post;
  };
  return night.workspace.waitFor(look, 20_000);
}

/** Asks for the checklist of a task that is over, and waits until it has been looked at. */
export async function openList(night: Night, task: string, person: string = alice): Promise<Post> {
  const answer = await night.ask(person, `/dts cleanup ${task}`);
  expect(answer.text).toContain('is being posted in the channel');
  return lookedAt(night, task);
}

/** Waits until the item that says these words is in this state, and returns it with its list. */
export async function inState(
  night: Night,
  task: string,
  said: string,
  state: string,
  timeoutMs = 20_000,
): Promise<{ item: ShownItem; list: Post }> {
  let last = '';
  const look = () => {
    const list = listOf(night, task);
    if (list === undefined) return null;
    last = list.text;
    const item = itemsOn(list).find(({ text }) => text.includes(said));
    return item?.state === state ? { item, list } : null;
  };
  return night.workspace.waitFor(look, timeoutMs).catch((cause: unknown) => {
    throw new Error(`"${said}" did not come to ${state}; the list says:\n${last}`, { cause });
  });
}

/** Presses Remove on the item that says these words, and returns what the modal says. */
export async function askToRemove(
  night: Night,
  list: Post,
  said: string,
  person: string = alice,
): Promise<string> {
  await night.press(person, list, 'cleanup.remove', itemOn(list, said).id);
  return modalText(night, person);
}

/** Presses "Remove all safe" and returns what the modal says. */
export async function askToRemoveAll(night: Night, list: Post, person: string = alice): Promise<string> {
  await night.press(person, list, 'cleanup.remove-all');
  return modalText(night, person);
}

/** All that the open modal says. */
export async function modalText(night: Night, person: string = alice): Promise<string> {
  const view = await night.modal(person);
  return (view['blocks'] as Block[]).map((block) => `${words(block)}${JSON.stringify(block)}`).join('\n');
}

/** Sends the open modal in and returns the answer that only this person sees. */
export async function submitFor(
  night: Night,
  inputs: Record<string, string> = {},
  person: string = alice,
): Promise<Post> {
  const { workspace } = night;
  const seen = new Set(workspace.ephemerals(person).map((post) => post.ts));
  const submitted = await night.submit(person, inputs);
  if (submitted.kind !== 'closed') throw new Error(`the modal did not close: ${JSON.stringify(submitted)}`);
  return workspace.waitFor(() => workspace.ephemerals(person).findLast((post) => !seen.has(post.ts)), 20_000);
}

/** Presses Remove on an item, confirms it, and returns the answer. */
export async function remove(
  night: Night,
  list: Post,
  said: string,
  inputs: Record<string, string> = {},
  person: string = alice,
): Promise<Post> {
  await askToRemove(night, list, said, person);
  return submitFor(night, inputs, person);
}

/** A call that changes whitelists, security groups or rules, as the cloud received it. */
export interface Change {
  readonly product: string;
  readonly region: string;
  readonly action: string;
  readonly parameters: Record<string, unknown>;
}

/** Every call that changes who is let in, in the order in which the clouds received them. */
export function changesIn(night: Night): Change[] {
  return night.clouds.calls
    .filter(({ product }) => product !== 'dts' && product !== 'drs' && product !== 'iam')
    .filter(({ action }) => !/^(Describe|List|Get|show|list)/i.test(action))
    .map(({ product, region, action, parameters }) => ({ product, region, action, parameters }));
}

/** The whitelist of a database as it is now, to the letter. */
export function groupsOn(night: Night, database: string): readonly WhitelistGroup[] {
  return structuredClone(night.clouds.world.network.database(database).groups);
}

/** The lines of the audit log of this type. */
export function auditLines(night: Night, type: string): Record<string, unknown>[] {
  const data = join(night.folder, 'data');
  const logs = readdirSync(data).filter((name) => /^audit-.*\.jsonl$/.test(name));
  return logs
    .toSorted()
    .flatMap((name) => readFileSync(join(data, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['type'] === type);
}

/** Everything in the thread of the checklist, as one text. */
export function threadOf(night: Night, list: Post): string {
  return night.workspace
    .thread(list.channel, list.ts)
    .slice(1)
    .map((post) => post.text)
    .join('\n');
}
