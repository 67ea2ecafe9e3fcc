import { DRS_ROUTES } from './drs/drs-routes.ts';
import type { CloudName } from './faults.ts';
import type { World } from './world.ts';

const DRS_SERVICES = new Set<string>(DRS_ROUTES.map((route) => route.service));

/** The cloud that a right belongs to, by the product it begins with ("vpc:securityGroupRules:delete"). */
export function cloudOfRight(right: string): CloudName {
  const [product = ''] = right.split(':');
  return DRS_SERVICES.has(product) ? 'drs' : 'alibaba';
}

/** Everything that was done to the calls of one cloud is over: it answers, everywhere, at once, to every right. */
export function calm(world: World, cloud: CloudName): void {
  world.faults.calm(cloud);
  for (const right of world.denied()) if (cloudOfRight(right) === cloud) world.allow(right);
}
