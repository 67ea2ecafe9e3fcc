import { z } from 'zod';
import { accessViews } from './access-views.ts';
import { type Answer, type Exchange, jsonAnswer } from './exchange.ts';
import { NETWORK_CONTROLS } from './network-controls.ts';
import { type Control, control } from './one-control.ts';
import { TASK_CONTROLS } from './task-controls.ts';
import { taskViews } from './task-views.ts';
import { TROUBLE_CONTROLS } from './trouble-controls.ts';
import type { World } from './world.ts';

/** Everything that can be done to the clouds from outside. */
export const CONTROLS: readonly Control[] = [
  ...TASK_CONTROLS,
  ...TROUBLE_CONTROLS,
  ...NETWORK_CONTROLS,
  control('speed', z.strictObject({ speed: z.number().positive().max(10_000) }), (world, it) =>
    world.setSpeed(it.speed),
  ),
  control('reset', z.strictObject({}), (world) => world.reset()),
];

/** Does what a control of this name does; throws a sentence where there is none, or its arguments are wrong. */
export function runControl(world: World, name: string, body: unknown): void {
  const found = CONTROLS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`The clouds have no control "${name}"`);
  try {
    found.run(world, body);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new Error(`"${name}" cannot be done so: ${z.prettifyError(error)}`, { cause: error });
  }
}

/** Answers GET /_demo/state (with `?since=` only the calls after that simulated time) and POST /_demo/<control>. */
export function answerControl(world: World, exchange: Exchange): Answer {
  const name = exchange.path.slice('/_demo/'.length);
  if (exchange.method === 'GET' && name === 'state') return state(world, exchange);
  if (exchange.method !== 'POST' || !CONTROLS.some((each) => each.name === name))
    return jsonAnswer(404, { error: `There is no ${name}` });
  try {
    const text = exchange.body.toString('utf8');
    runControl(world, name, text === '' ? {} : JSON.parse(text));
    return jsonAnswer(200, { ok: true });
  } catch (error) {
    return jsonAnswer(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function state(world: World, exchange: Exchange): Answer {
  const since = Number(exchange.query.get('since') ?? Number.NEGATIVE_INFINITY);
  const calls = world.calls.filter((call) => call.at > since);
  return jsonAnswer(200, { tasks: taskViews(world), access: accessViews(world), calls });
}
