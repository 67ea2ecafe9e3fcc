import { clientErrors } from '../client-errors.ts';
import type { Entry } from '../element-state.ts';
import { filledIn } from '../input-state.ts';
import { isObject, type JsonObject, objectsOf } from '../json-value.ts';
import type { View } from '../model.ts';
import { addProblem } from '../problems.ts';
import { Refusal } from '../refusal.ts';
import { viewJson } from '../shapes.ts';
import { checkedView } from '../web-api/views.ts';
import type { World } from '../world.ts';
import { blocksOf } from './find-element.ts';
import { interactionFields, personAt } from './payload-parts.ts';
import { offeredTo } from './press.ts';

/** What the person sees after Submit. `failed`: "We had some trouble connecting", the modal stays. */
export type Submitted =
  | { kind: 'closed' }
  | { kind: 'errors'; errors: Record<string, string> }
  | { kind: 'updated' | 'pushed'; view: JsonObject }
  | { kind: 'timeout' | 'failed' };

function usableErrors(world: World, view: View, given: unknown): Record<string, string> | null {
  const inputs = objectsOf(view.definition['blocks']).filter((block) => block['type'] === 'input');
  const ids = new Set(inputs.map((block) => block['block_id']));
  const errors = Object.entries(isObject(given) ? given : {});
  const wrong = errors.filter(
    ([blockId, text]) => !ids.has(blockId) || typeof text !== 'string' || text === '',
  );
  if (errors.length === 0 || wrong.length > 0) {
    addProblem(world, `The errors for the view are not usable: ${JSON.stringify(given)}`);
    return null;
  }
  return Object.fromEntries(errors.map(([blockId, text]) => [blockId, String(text)]));
}

function afterAck(world: World, view: View, ack: JsonObject): Submitted {
  // The person did not wait: there is nothing to change any more.
  if (!world.modals.isOpen(view)) return { kind: 'closed' };
  const action = ack['response_action'];
  if (action === undefined) {
    world.modals.close(view);
    return { kind: 'closed' };
  }
  if (action === 'clear') {
    world.modals.clear(view.user);
    return { kind: 'closed' };
  }
  if (action === 'errors') {
    const errors = usableErrors(world, view, ack['errors']);
    return errors === null ? { kind: 'failed' } : { kind: 'errors', errors };
  }
  if (action !== 'update' && action !== 'push') {
    addProblem(world, `There is no response_action ${String(action)}`);
    return { kind: 'failed' };
  }
  try {
    const definition = checkedView(ack['view'], 'modal');
    world.modals.refuseKnownExternalId(definition, action === 'update' ? view : null);
    if (action === 'push')
      return { kind: 'pushed', view: viewJson(world.state, world.modals.push(view.user, definition)) };
    world.modals.replace(view, definition);
    return { kind: 'updated', view: viewJson(world.state, view) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    addProblem(world, `The view of the answer is not usable: ${error.code} ${JSON.stringify(error.extra)}`);
    return { kind: 'failed' };
  }
}

function openView(world: World, userId: string, viewId: string | undefined): View {
  const view =
    viewId === undefined ? world.modals.top(userId) : world.modals.find((one) => one.id === viewId);
  if (view?.user !== userId) throw new Error(`${userId} has no such view open`);
  return view;
}

/** Slack: "View payloads": one for each input that chose a conversation and asked for a response_url. */
function responseUrls(world: World, view: View): JsonObject[] {
  return blocksOf(view).flatMap((block) => {
    const element = block['type'] === 'input' ? block['element'] : null;
    if (!isObject(element) || element['response_url_enabled'] !== true) return [];
    const { block_id, action_id } = {
      block_id: String(block['block_id']),
      action_id: String(element['action_id']),
    };
    const state = view.values[block_id]?.[action_id];
    const channel = state?.['selected_conversation'] ?? state?.['selected_channel'];
    if (typeof channel !== 'string') return [];
    const path = world.responseUrls.mint('actions', world.state.team.id, {
      user: view.user,
      channel,
      source: null,
    });
    return [{ block_id, action_id, channel_id: channel, response_url: world.origin() + path }];
  });
}

/** A person fills in the inputs and submits the view (the top one if none is named). */
export async function submitView(
  world: World,
  userId: string,
  viewId: string | undefined,
  entries: Record<string, Entry>,
): Promise<Submitted> {
  const person = personAt(world, userId);
  const view = openView(world, userId, viewId);
  if (view.definition['submit'] === undefined) throw new Error('This view has no submit button');
  const blocks = blocksOf(view);
  view.values = filledIn(blocks, view.values, entries, offeredTo(world, person));
  const errors = clientErrors(blocks, view.values);
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  const payload = {
    type: 'view_submission',
    ...interactionFields(world, person),
    trigger_id: world.triggers.mint(userId, view.id),
    view: viewJson(world.state, view),
    response_urls: responseUrls(world, view),
  };
  const { epoch } = world.state;
  const delivery = await world.transport.deliver({ type: 'interactive', payload });
  if (delivery.kind !== 'acknowledged') return { kind: delivery.kind };
  if (world.state.epoch !== epoch) return { kind: 'failed' };
  return afterAck(world, view, delivery.payload);
}

/**
 * A person closes the view by Cancel, or the whole stack by the cross or by Cancel in a view with `clear_on_close`; the
 * app hears of it if it asked to.
 */
export async function closeView(world: World, userId: string, how: 'cancel' | 'cross'): Promise<void> {
  const person = personAt(world, userId);
  const top = openView(world, userId, undefined);
  const all = how === 'cross' || top.definition['clear_on_close'] === true;
  const closing = all ? [...world.modals.stack(userId)].reverse() : [top];
  for (const view of closing) world.modals.close(view);
  for (const view of closing.filter((one) => one.definition['notify_on_close'] === true)) {
    const payload = {
      type: 'view_closed',
      ...interactionFields(world, person),
      view: viewJson(world.state, view),
      is_cleared: all,
    };
    await world.transport.deliver({ type: 'interactive', payload });
  }
}
