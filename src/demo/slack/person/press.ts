import { elementsOf } from '../blocks/validate.ts';
import { type Entry, fillIn, initialValues, stateAfter } from '../input-state.ts';
import { isObject, type JsonObject, objectsOf } from '../json-value.ts';
import type { Person, Post, View } from '../model.ts';
import { messageJson, viewJson } from '../shapes.ts';
import type { World } from '../world.ts';
import { channelFor, channelName, interactionFields, personAt } from './payload-parts.ts';

/** Which element, and where. Exactly one of `messageTs`, `ephemeral` (a ts) and `viewId` says where. */
export interface PressTarget {
  messageTs?: string;
  /** The ts of a message only this person sees. */
  ephemeral?: string;
  viewId?: string;
  channelId?: string;
  actionId: string;
  blockId?: string;
  /** Of several buttons with the same action_id the one with this value; for a menu, the option chosen. */
  value?: Entry;
  /** What stands in the inputs of the view at that moment, by block id. */
  entries?: Record<string, Entry>;
  /** The click was on its way when the person was deactivated. */
  inFlight?: boolean;
}

/** What became of a click; anything but `acknowledged` shows the person a warning sign. */
export type Pressed = { kind: 'acknowledged'; afterMs: number } | { kind: 'timeout' | 'failed' };

interface Found {
  block: JsonObject;
  element: JsonObject;
}

function findElement(blocks: readonly JsonObject[], target: PressTarget): Found {
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

function actionJson(world: World, { block, element }: Found, value: Entry | undefined): JsonObject {
  const common = {
    action_id: element['action_id'],
    block_id: block['block_id'],
    action_ts: world.state.nextTs(),
  };
  if (element['type'] !== 'button') return { ...stateAfter(element, value ?? null), ...common };
  const { text, value: carried, style } = element;
  return {
    type: 'button',
    ...common,
    text,
    ...(carried === undefined ? {} : { value: carried }),
    ...(style === undefined ? {} : { style }),
  };
}

function visiblePost(world: World, person: Person, target: PressTarget): Post {
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

function messagePayload(world: World, person: Person, target: PressTarget): JsonObject {
  const post = visiblePost(world, person, target);
  const channel = channelFor(world, person, post.channel);
  const found = findElement(post.blocks, target);
  const isEphemeral = post.onlyFor !== null;
  const action = actionJson(world, found, target.value);
  const origin = { user: person.id, channel: channel.id, source: { ts: post.ts, ephemeral: isEphemeral } };
  const thread = post.threadTs === null ? {} : { thread_ts: post.threadTs };
  return {
    ...messageState(post.blocks, found, action),
    container: {
      type: 'message',
      message_ts: post.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...thread,
    },
    channel: { id: channel.id, name: channelName(channel) },
    ...(isEphemeral ? {} : { message: messageJson(world.state, post) }),
    response_url: world.origin() + world.responseUrls.mint('actions', world.state.team.id, origin),
    trigger_id: world.triggers.mint(person.id),
    actions: [action],
  };
}

function messageState(
  blocks: readonly JsonObject[],
  { block, element }: Found,
  action: JsonObject,
): JsonObject {
  const values = initialValues(blocks);
  const actions = values[String(block['block_id'])];
  if (actions !== undefined && element['type'] !== 'button') {
    const { action_id: _id, block_id: _block, action_ts: _ts, ...state } = action;
    actions[String(element['action_id'])] = state;
  }
  return { state: { values } };
}

function viewPayload(world: World, view: View, target: PressTarget): JsonObject {
  const found = findElement(objectsOf(view.definition['blocks']), target);
  const action = actionJson(world, found, target.value);
  fillIn(view, target.entries ?? {});
  const values = view.values[String(found.block['block_id'])];
  if (values !== undefined && found.element['type'] !== 'button') {
    values[target.actionId] = stateAfter(found.element, target.value ?? null);
  }
  return {
    container: { type: 'view', view_id: view.id },
    view: viewJson(world.state, view),
    trigger_id: world.triggers.mint(view.user, view.id),
    actions: [action],
  };
}

function isSilentInput(blocks: readonly JsonObject[], target: PressTarget): boolean {
  return blocks.some(
    (block) =>
      block['type'] === 'input' &&
      block['dispatch_action'] !== true &&
      isObject(block['element']) &&
      block['element']['action_id'] === target.actionId,
  );
}

/** A person presses a button or uses a menu; a `confirm` dialog counts as answered with yes. */
export async function press(world: World, userId: string, target: PressTarget): Promise<Pressed> {
  const person = personAt(world, userId, target.inFlight);
  const view = target.viewId === undefined ? undefined : world.modals.find((one) => one.id === target.viewId);
  if (target.viewId !== undefined && view?.user !== userId)
    throw new Error(`${person.realName} has no view ${target.viewId}`);
  if (view !== undefined && isSilentInput(objectsOf(view.definition['blocks']), target)) {
    throw new Error(`${target.actionId} is an input: its value is sent with the view`);
  }
  const particular =
    view === undefined ? messagePayload(world, person, target) : viewPayload(world, view, target);
  const payload = { type: 'block_actions', ...interactionFields(world, person), ...particular };
  const delivery = await world.transport.deliver({ type: 'interactive', payload });
  if (delivery.kind === 'acknowledged') return { kind: 'acknowledged', afterMs: delivery.afterMs };
  return { kind: delivery.kind };
}
