import type { AccessView } from '../../../../src/demo/clouds/shown.ts';

/** The whitelist group of DTS on a database that nobody uses, with what is different about it. */
export function anAccess(differences: Partial<AccessView> = {}): AccessView {
  return {
    cloud: 'alibaba',
    region: 'cn-hangzhou',
    kind: 'whitelist',
    on: 'rm-bp1',
    name: 'rdsdts',
    value: '100.104.52.0/24 100.104.61.128/26 101.37.14.0/24',
    note: 'hidden',
    tasks: [],
    ...differences,
  };
}
