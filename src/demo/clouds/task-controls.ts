import { z } from 'zod';
import { failTask } from './fail-task.ts';
import { type Control, control } from './one-control.ts';

const id = z.string().min(1);

/** What can be done to a task: what its cloud does with it, and what people do in the console. */
export const TASK_CONTROLS: readonly Control[] = [
  control('set-status', z.strictObject({ id, status: z.string() }), (world, it) =>
    world.setStatus(it.id, it.status),
  ),
  control('fail', z.strictObject({ id }), (world, it) => failTask(world, it.id)),
  control('add-error', z.strictObject({ id, code: z.string(), message: z.string() }), (world, it) =>
    world.addError(it.id, it.code, it.message),
  ),
  control(
    'lag',
    z.strictObject({ id, seconds: z.number().nonnegative(), growth: z.number().default(0) }),
    (world, it) => world.setDelay(it.id, it.seconds, it.growth),
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
];
