import { asMessages, viewProblems } from '../blocks/validate.ts';
import { isObject, type JsonObject } from '../json-value.ts';
import { invalidArguments, Refusal } from '../refusal.ts';
import { viewJson } from '../shapes.ts';
import type { World } from '../world.ts';
import type { Arguments } from './arguments.ts';
import type { Method } from './method.ts';

const MOST_BYTES = 250_000;

/** The view of the call, or Slack's refusal of it. */
export function checkedView(view: unknown, surface: 'modal' | 'home'): JsonObject {
  if (!isObject(view)) throw invalidArguments('[ERROR] missing required field: view');
  if (Buffer.byteLength(JSON.stringify(view)) > MOST_BYTES) throw new Refusal('view_too_large');
  const problems = viewProblems(view, surface);
  if (problems.length > 0) throw invalidArguments(...asMessages(problems));
  return structuredClone(view);
}

function open(args: Arguments, world: World): JsonObject {
  const triggerId = args.required('trigger_id');
  const definition = checkedView(args.all['view'], 'modal');
  world.modals.refuseKnownExternalId(definition);
  const { user } = world.triggers.use(triggerId);
  return { view: viewJson(world.state, world.modals.open(user, definition)) };
}

function push(args: Arguments, world: World): JsonObject {
  const triggerId = args.required('trigger_id');
  const definition = checkedView(args.all['view'], 'modal');
  world.modals.refuseKnownExternalId(definition);
  const { user, viewId } = world.triggers.use(triggerId);
  const isOpen = world.modals.stack(user).some((view) => view.id === viewId);
  if (!isOpen) throw new Refusal('not_found');
  return { view: viewJson(world.state, world.modals.push(user, definition)) };
}

function update(args: Arguments, world: World): JsonObject {
  const viewId = args.text('view_id');
  const externalId = args.text('external_id');
  if (viewId === null && externalId === null)
    throw invalidArguments('[ERROR] missing required field: view_id');
  const view = world.modals.find((one) =>
    viewId === null ? one.definition['external_id'] === externalId : one.id === viewId,
  );
  if (view === undefined) throw new Refusal('not_found');
  const definition = checkedView(args.all['view'], view.definition['type'] === 'home' ? 'home' : 'modal');
  const hash = args.text('hash');
  if (hash !== null && hash !== view.hash) throw new Refusal('hash_conflict');
  world.modals.refuseKnownExternalId(definition, view);
  world.modals.replace(view, definition);
  return { view: viewJson(world.state, view) };
}

function publish(args: Arguments, world: World): JsonObject {
  const user = args.required('user_id');
  if (!world.manifest.hasHome) throw new Refusal('not_enabled');
  if (!world.state.people.has(user)) throw new Refusal('user_not_found');
  const definition = checkedView(args.all['view'], 'home');
  const hash = args.text('hash');
  const known = world.modals.home(user);
  if (hash !== null && known !== undefined && hash !== known.hash) throw new Refusal('hash_conflict');
  world.modals.refuseKnownExternalId(definition, known ?? null);
  return { view: viewJson(world.state, world.modals.publish(user, definition)) };
}

const common = { token: 'bot', scopes: [], rate: 'tier-4' } as const;

export const VIEW_METHODS: Record<string, Method> = {
  'views.open': { ...common, run: open },
  'views.push': { ...common, run: push },
  'views.update': { ...common, run: update },
  'views.publish': { ...common, run: publish },
};
