import { elementsOf } from '../blocks/validate.ts';
import type { Entry } from '../element-state.ts';
import type { JsonObject } from '../json-value.ts';
import { objectsOf } from '../json-value.ts';
import type { Person, Post, View } from '../model.ts';
import type { World } from '../world.ts';

/** Which element, and where. Exactly one of `messageTs`, `ephemeral` (a ts) and `viewId` says where. */
export interface ElementTarget {
  messageTs?: string;
  /** The ts of a message only this person sees. */
  ephemeral?: string;
  viewId?: string;
  channelId?: string;
  actionId: string;
  blockId?: string;
  /** Of several buttons with the same action_id the one with this value; for a menu, the option chosen. */
  value?: Entry;
}

export interface Found {
  readonly block: JsonObject;
  readonly element: JsonObject;
}

/** The one element that is meant; throws where there is none, or where several could be meant. */
export function findElement(blocks: readonly JsonObject[], target: ElementTarget): Found {
  const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const matching = all.filter(
    ({ block, element }) =>
      element['action_id'] === target.actionId &&
      (target.blockId === undefined || block['block_id'] === target.blockId) &&
      (element['type'] !== 'button' || target.value === undefined || element['value'] === target.value),
  );
  const [found] = matching;
  if (found === undefined) {
    const offered = all.map(({ element }) => String(element['action_id'])).join(', ') || 'none';
    throw new Error(`There is no element ${target.actionId} to press here; there are: ${offered}`);
  }
  if (matching.length > 1)
    throw new Error(`${matching.length} elements ${target.actionId}: say which by value or blockId`);
  return found;
}

/** The view of the target; undefined where it names a message. Throws for a view of somebody else. */
export function viewOf(world: World, person: Person, { viewId }: ElementTarget): View | undefined {
  if (viewId === undefined) return undefined;
  const view = world.modals.find((one) => one.id === viewId);
  if (view?.user !== person.id) throw new Error(`${person.realName} has no view ${viewId}`);
  return view;
}

/** The blocks of a view, as they were given their ids. */
export function blocksOf(view: View): JsonObject[] {
  return objectsOf(view.definition['blocks']);
}

/** The message of the target; throws where the person sees none. */
export function postOf(world: World, person: Person, target: ElementTarget): Post {
  if (target.ephemeral !== undefined) {
    const post = world.state.findEphemeral(person.id, target.ephemeral);
    if (post === undefined) throw new Error(`${person.realName} sees no message ${target.ephemeral}`);
    return post;
  }
  const inHere = [...world.state.channels.values()].filter((one) => one.members.includes(person.id));
  const channels = target.channelId === undefined ? inHere.map(({ id }) => id) : [target.channelId];
  for (const id of channels) {
    const post = world.state.find(id, target.messageTs ?? '');
    if (post !== undefined) return post;
  }
  throw new Error(`${person.realName} sees no message ${target.messageTs}`);
}
