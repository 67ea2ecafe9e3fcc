import type { Place } from './access-places.ts';

/** What an instance is to DTS, by how its id begins (the products' own manuals); others are left alone. */
const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/^(rm|pgm)-/, 'RDS'],
  [/^pc-/, 'PolarDB'],
  [/^dds-/, 'MONGODB'],
  [/^i-/, 'ECS'],
];

/** A task of DTS that is put on a place: the arguments of the control put-dts-task. */
export interface Newcomer {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly source: { readonly InstanceType: string; readonly InstanceID: string; readonly Region: string };
}

/** A living task of somebody else that reads the same database; null where DTS could not. `stamp` makes it unlike any other. */
export function newcomerOn({ cloud, on, region }: Place, stamp: number): Newcomer | null {
  const product = PRODUCTS.find(([begin]) => begin.test(on))?.[1];
  if (cloud !== 'alibaba' || product === undefined) return null;
  const mark = stamp.toString(36);
  return {
    id: `e${mark}`.padEnd(15, 'x').slice(0, 15),
    name: `somebody-else-${mark.slice(-4)}`,
    region,
    source: { InstanceType: product, InstanceID: on, Region: region },
  };
}
