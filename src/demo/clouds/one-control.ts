import type { z } from 'zod';
import type { World } from './world.ts';

/** One thing that can be done to the clouds over HTTP: POST /_demo/<name> with a JSON body. */
export interface Control {
  name: string;
  run: (world: World, body: unknown) => void;
}

/** A control whose body must have exactly this shape. */
export function control<Shape extends z.ZodType>(
  name: string,
  shape: Shape,
  run: (world: World, input: z.output<Shape>) => void,
): Control {
  return { name, run: (world, body) => run(world, shape.parse(body)) };
}
