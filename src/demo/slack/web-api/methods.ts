import { messageProblems, viewProblems } from '../blocks/validate.ts';
import { isObject, type JsonObject } from '../json-value.ts';
import { invalidArguments, Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Arguments } from './arguments.ts';
import { CHAT_METHODS } from './chat.ts';
import { CONVERSATION_METHODS } from './conversations.ts';
import type { Method } from './method.ts';
import { PEOPLE_METHODS } from './people.ts';
import { VIEW_METHODS } from './views.ts';

function authTest(_args: Arguments, world: World): JsonObject {
  const { team, app } = world.state;
  return {
    url: `${world.origin()}/`,
    team: team.name,
    user: world.state.people.get(app.botUser)?.name ?? world.manifest.name,
    team_id: team.id,
    user_id: app.botUser,
    bot_id: app.botId,
    is_enterprise_install: false,
  };
}

function openConnection(_args: Arguments, world: World): JsonObject {
  if (!world.manifest.socketMode) throw new Refusal('socket_mode_not_enabled');
  return { url: world.openConnection() };
}

function validateBlocks(args: Arguments): JsonObject {
  const { blocks, view } = args.all;
  if (blocks === undefined && view === undefined)
    throw invalidArguments('[ERROR] missing required field: blocks');
  const surface = isObject(view) && view['type'] === 'home' ? 'home' : 'modal';
  const problems = view === undefined ? messageProblems(blocks) : viewProblems(view, surface);
  if (problems.length === 0) return {};
  throw new Refusal('invalid_blocks', { errors: problems.map((one) => ({ ...one, code: 'invalid' })) });
}

/** Every method of the Web API that this workspace knows. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': { token: 'bot', scopes: [], rate: 'special', run: authTest },
  'apps.connections.open': { token: 'app', scopes: [], rate: 'tier-1', run: openConnection },
  'blocks.validate': { token: 'none', scopes: [], rate: 'special', run: validateBlocks },
  ...CHAT_METHODS,
  ...VIEW_METHODS,
  ...CONVERSATION_METHODS,
  ...PEOPLE_METHODS,
};
