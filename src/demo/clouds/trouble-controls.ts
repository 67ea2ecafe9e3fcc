import { z } from 'zod';
import { calm } from './calm.ts';
import { cloudName, type FaultInput, faultSchema, silence } from './faults.ts';
import { type Control, control } from './one-control.ts';

const text = z.string().min(1);
const times = z.int().positive().max(1000).default(1);

/** What can be done to the calls of a cloud: troubles, regions, rights, and the end of all of it. */
export const TROUBLE_CONTROLS: readonly Control[] = [
  control('fault', faultSchema, (world, it) => world.fault(it as FaultInput)),
  control('throttle', z.strictObject({ cloud: cloudName, times }), (world, it) =>
    world.fault({ ...it, action: '*', kind: 'throttle' }),
  ),
  control(
    'slow',
    z.strictObject({ cloud: cloudName, milliseconds: z.int().positive().max(60_000).default(3000), times }),
    (world, it) => world.fault({ ...it, action: '*', kind: 'delay' }),
  ),
  control('lose-answer', z.strictObject({ cloud: cloudName, action: text.optional() }), (world, it) =>
    world.fault({
      cloud: it.cloud,
      action: it.action ?? '*',
      kind: 'cut',
      takesEffect: true,
      onlyChanges: it.action === undefined,
    }),
  ),
  control('cut-off', z.strictObject({ cloud: cloudName, off: z.boolean() }), (world, it) =>
    world.setCutOff(it.cloud, it.off),
  ),
  control(
    'region',
    z.strictObject({ cloud: cloudName, region: text, how: silence.nullable() }),
    (world, it) => world.setRegion(it.cloud, it.region, it.how),
  ),
  control('deny', z.strictObject({ action: text }), (world, it) => world.deny(it.action)),
  control('allow', z.strictObject({ action: text }), (world, it) => world.allow(it.action)),
  control('expire-tokens', z.strictObject({}), (world) => world.expireTokens()),
  control('calm', z.strictObject({ cloud: cloudName }), (world, it) => calm(world, it.cloud)),
];
