import type { TaskShown } from '../../../../src/demo/backstage/shown.ts';

/** A DTS task that runs without lag, with what is different about it. */
export function aTask(differences: Partial<TaskShown> = {}): TaskShown {
  return {
    cloud: 'alibaba',
    account: 'LTAI',
    region: 'cn-hangzhou',
    id: 'i03e3zty16i8q2k',
    name: 'orders-prod',
    kind: 'SYNC',
    status: 'Synchronizing',
    lagSeconds: 0,
    lagGrowth: 0,
    error: null,
    ending: 'normal',
    isOver: false,
    ...differences,
  };
}
