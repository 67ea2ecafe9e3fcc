import { type Entry, initialState, stateAfter } from '../element-state.ts';
import { filledIn, type Offered, type Values } from '../input-state.ts';
import type { JsonObject } from '../json-value.ts';
import type { Person, View } from '../model.ts';
import { messageJson, viewJson } from '../shapes.ts';
import type { World } from '../world.ts';
import { blocksOf, type ElementTarget, type Found, findElement, postOf, viewOf } from './find-element.ts';
import { channelFor, interactionFields, messagePlace, personAt } from './payload-parts.ts';

export interface PressTarget extends ElementTarget {
  /** What stands in the inputs of the view or the message at that moment, by block id. */
  entries?: Record<string, Entry>;
  /** The click was on its way when the person was deactivated. */
  inFlight?: boolean;
}

/** What became of a click; anything but `acknowledged` shows the person a warning sign. */
export type Pressed = { kind: 'acknowledged'; afterMs: number } | { kind: 'timeout' | 'failed' };

interface Pressing {
  readonly world: World;
  readonly person: Person;
  readonly target: PressTarget;
}

/** The options that the app offered this person for elements that ask it. */
export function offeredTo(world: World, person: Person): Offered {
  return (blockId, actionId) => world.suggestions.offeredTo(person.id, blockId, actionId);
}

function actionJson({ world, person, target }: Pressing, { block, element }: Found): JsonObject {
  const common = {
    action_id: element['action_id'],
    block_id: block['block_id'],
    action_ts: world.state.nextTs(),
  };
  if (element['type'] !== 'button') {
    const offered = offeredTo(world, person)(String(block['block_id']), String(element['action_id']));
    return { ...stateAfter(element, target.value ?? null, offered), ...common };
  }
  const { text, value: carried, style } = element;
  return {
    type: 'button',
    ...common,
    text,
    ...(carried === undefined ? {} : { value: carried }),
    ...(style === undefined ? {} : { style }),
  };
}

/** The values after the press; buttons and overflow menus hold none. */
function valuesAfter(values: Values, { block, element }: Found, action: JsonObject): Values {
  if (initialState(element) === null) return values;
  const { action_id: actionId, block_id: _block, action_ts: _ts, ...state } = action;
  const blockId = String(block['block_id']);
  return { ...values, [blockId]: { ...values[blockId], [String(actionId)]: state } };
}

function refuseSilentInput({ block, element }: Found): void {
  if (block['type'] !== 'input' || block['dispatch_action'] === true) return;
  throw new Error(
    `${String(element['action_id'])} is an input: its value is sent with the next press or submit`,
  );
}

function messagePayload(pressing: Pressing): JsonObject {
  const { world, person, target } = pressing;
  const post = postOf(world, person, target);
  const channel = channelFor(world, person, post.channel);
  const found = findElement(post.blocks, target);
  refuseSilentInput(found);
  const action = actionJson(pressing, found);
  const before = world.messageInputs.values(person.id, post);
  const typed = filledIn(post.blocks, before, target.entries ?? {}, offeredTo(world, person));
  const values = valuesAfter(typed, found, action);
  world.messageInputs.keep(person.id, post, values);
  const source = { ts: post.ts, ephemeral: post.onlyFor !== null };
  const origin = { user: person.id, channel: channel.id, source };
  return {
    state: { values },
    ...messagePlace(channel, post),
    ...(source.ephemeral ? {} : { message: messageJson(world.state, post) }),
    response_url: world.origin() + world.responseUrls.mint('actions', world.state.team.id, origin),
    trigger_id: world.triggers.mint(person.id),
    actions: [action],
  };
}

function viewPayload(pressing: Pressing, view: View): JsonObject {
  const { world, person, target } = pressing;
  const blocks = blocksOf(view);
  const found = findElement(blocks, target);
  refuseSilentInput(found);
  const action = actionJson(pressing, found);
  const typed = filledIn(blocks, view.values, target.entries ?? {}, offeredTo(world, person));
  view.values = valuesAfter(typed, found, action);
  return {
    container: { type: 'view', view_id: view.id },
    view: viewJson(world.state, view),
    trigger_id: world.triggers.mint(view.user, view.id),
    actions: [action],
  };
}

/** A person presses a button or uses a menu; a `confirm` dialog counts as answered with yes. */
export async function press(world: World, userId: string, target: PressTarget): Promise<Pressed> {
  const person = personAt(world, userId, target.inFlight);
  const pressing = { world, person, target };
  const view = viewOf(world, person, target);
  const particular = view === undefined ? messagePayload(pressing) : viewPayload(pressing, view);
  const payload = { type: 'block_actions', ...interactionFields(world, person), ...particular };
  const delivery = await world.transport.deliver({ type: 'interactive', payload });
  if (delivery.kind === 'acknowledged') return { kind: 'acknowledged', afterMs: delivery.afterMs };
  return { kind: delivery.kind };
}
