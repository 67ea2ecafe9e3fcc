import { z } from 'zod';
import { accessViews } from './access-views.ts';
import { type Answer, type Exchange, headerOf, jsonAnswer } from './exchange.ts';
import { cloudName, type FaultInput, faultSchema } from './faults.ts';
import { NETWORK_CONTROLS } from './network-controls.ts';
import { type Control, control } from './one-control.ts';
import { taskViews } from './task-views.ts';
import type { World } from './world.ts';

const id = z.string().min(1);
const ofThisMachine = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

export const CONTROLS: readonly Control[] = [
  control('set-status', z.strictObject({ id, status: z.string() }), (world, it) =>
    world.setStatus(it.id, it.status),
  ),
  control('add-error', z.strictObject({ id, code: z.string(), message: z.string() }), (world, it) =>
    world.addError(it.id, it.code, it.message),
  ),
  control(
    'set-delay',
    z.strictObject({ id, seconds: z.number().nullable(), growth: z.number().default(0) }),
    (world, it) => world.setDelay(it.id, it.seconds, it.growth),
  ),
  control('grow-delay', z.strictObject({ id, growth: z.number() }), (world, it) =>
    world.growDelay(it.id, it.growth),
  ),
  control('rename', z.strictObject({ id, name: z.string() }), (world, it) => world.rename(it.id, it.name)),
  control('set-ending', z.strictObject({ id, ending: z.enum(['normal', 'hangs', 'fails']) }), (world, it) =>
    world.setEnding(it.id, it.ending),
  ),
  control('end-in-console', z.strictObject({ id }), (world, it) => world.endInConsole(it.id)),
  control('delete-in-console', z.strictObject({ id }), (world, it) => world.deleteInConsole(it.id)),
  control('recover', z.strictObject({ id }), (world, it) => world.recover(it.id)),
  control('fault', faultSchema, (world, it) => world.fault(it as FaultInput)),
  control('cut-off', z.strictObject({ cloud: cloudName, off: z.boolean() }), (world, it) =>
    world.setCutOff(it.cloud, it.off),
  ),
  control('expire-tokens', z.strictObject({}), (world) => world.expireTokens()),
  control('speed', z.strictObject({ speed: z.number().positive() }), (world, it) => world.setSpeed(it.speed)),
  control('reset', z.strictObject({}), (world) => world.reset()),
  ...NETWORK_CONTROLS,
];

/**
 * Answers GET /_demo/state (with `?since=` only the calls after that simulated time) and POST /_demo/<control>. Only this machine's own names are accepted as Host, and
 * only pages served from this machine as Origin, so that no foreign web page can reach it.
 */
export function answerControl(world: World, exchange: Exchange): Answer {
  const origin = headerOf(exchange, 'origin');
  if (!ofThisMachine.test(headerOf(exchange, 'host')) || (origin !== '' && !isLocalOrigin(origin))) {
    return jsonAnswer(403, { error: 'Only pages and programs of this machine may do this.' });
  }
  const answer = exchange.method === 'OPTIONS' ? preflight() : act(world, exchange);
  if (origin === '') return answer;
  return { ...answer, headers: { ...answer.headers, 'access-control-allow-origin': origin, vary: 'Origin' } };
}

function isLocalOrigin(origin: string): boolean {
  const host = /^http:\/\/(.+)$/.exec(origin)?.[1];
  return host !== undefined && ofThisMachine.test(host);
}

function preflight(): Answer {
  const headers = {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'content-type',
  };
  return { status: 204, headers, body: '' };
}

function act(world: World, exchange: Exchange): Answer {
  const name = exchange.path.slice('/_demo/'.length);
  if (exchange.method === 'GET' && name === 'state') {
    const since = Number(exchange.query.get('since') ?? Number.NEGATIVE_INFINITY);
    const calls = world.calls.filter((call) => call.at > since);
    return jsonAnswer(200, { tasks: taskViews(world), access: accessViews(world), calls });
  }
  const found = CONTROLS.find((each) => each.name === name);
  if (found === undefined || exchange.method !== 'POST')
    return jsonAnswer(404, { error: `There is no ${name}` });
  try {
    const text = exchange.body.toString('utf8');
    found.run(world, text === '' ? {} : JSON.parse(text));
    return jsonAnswer(200, { ok: true });
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return jsonAnswer(400, { error: why });
  }
}
