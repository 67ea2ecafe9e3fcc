import { FAILED_STATUS } from './alibaba/dts-transitions.ts';
import { findTask, isOver } from './find-task.ts';
import type { World } from './world.ts';

const NO_SOURCE = {
  alibaba: { code: 'DTS-070211', message: 'Connect Source DB failed. Communications link failure' },
  drs: {
    code: 'DRS.M05017',
    message: 'service LOGMANAGER failed, cause by: Unable to connect to DBMS: Communications link failure',
  },
};

/**
 * Lets a task fail as it does when its source cannot be reached, with the status and the error of its cloud. It stays
 * so until it recovers. A task that is over cannot fail any more: that throws.
 */
export function failTask(world: World, id: string): void {
  const found = findTask(world, id);
  if (isOver(found)) throw new Error(`${found.task.name || id} is over: it cannot fail any more`);
  const { code, message } = NO_SOURCE[found.cloud];
  if (found.cloud === 'alibaba') {
    world.setStatus(id, FAILED_STATUS[found.task.jobType]);
  } else {
    found.task.causeRemains = true;
    const isLoading = found.task.progressPercent < 100;
    world.setStatus(id, isLoading ? 'FULL_TRANSFER_FAILED' : 'INCRE_TRANSFER_FAILED');
    world.setDelay(id, null);
  }
  world.addError(id, code, message);
}
