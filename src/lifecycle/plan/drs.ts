import { isInTrouble } from '../rules/drs.ts';
import { engineFamily } from '../rules/engine-family.ts';
import type { Action, Task } from '../task.ts';
import { dataLine, lagLine, type PlanLine, pausedLines, stateLines } from './line.ts';
import { orPauseLine } from './wiser.ts';

/** What an ordinary stop carries over, per kind and engine ("Stopping a Migration Task", "From MySQL to MySQL"). */
function carriedLines(task: Task): PlanLine[] {
  if (task.kind === 'disaster-recovery')
    return [
      {
        label: 'Not carried',
        text: 'disaster recovery never carries triggers and events over; do it by hand',
        loud: true,
      },
    ];
  if (engineFamily(task) === 'mysql' && task.kind === 'migration')
    return [
      {
        label: 'Last step',
        text: 'the stop carries triggers and events over, both databases must be reachable meanwhile; the on/off status of events is never carried',
      },
    ];
  return [];
}

/** What a forced stop loses. */
function lostLines(task: Task): PlanLine[] {
  const loud = true as const;
  if (task.kind === 'disaster-recovery')
    return [
      {
        label: 'Not carried',
        text: 'disaster recovery never carries triggers and events over; do it by hand',
        loud,
      },
    ];
  if (engineFamily(task) === 'postgresql')
    return [
      {
        label: 'Left behind',
        text: 'the replication slot on the source (write-ahead log grows until it is dropped), sequences on the destination, and session_replication_role; put them right by hand',
        loud,
      },
    ];
  if (engineFamily(task) === 'mysql')
    return [
      { label: 'Lost', text: 'triggers and events are NOT carried over; you carry them over by hand', loud },
    ];
  return [
    {
      label: 'Lost',
      text: 'the last step is skipped: what it would have carried over, you carry over by hand',
      loud,
    },
  ];
}

function copyLines(task: Task): PlanLine[] {
  const lines: PlanLine[] = [];
  const incomplete =
    task.fullLoad === 'running' || (task.stage === 'full-load' && task.fullLoad !== 'complete');
  if (incomplete)
    lines.push({
      label: 'Incomplete',
      text: 'the full load is not complete: the data on the destination is incomplete and stays so',
      loud: true,
    });
  return [...lines, ...pausedLines(task)];
}

/** A missing figure or one odd read is a warning, not yet trouble. */
function warningLines(task: Task): PlanLine[] {
  if (isInTrouble(task) || task.trouble === null) return [];
  return [{ label: 'Warning', text: 'DRS showed an error once; look again before you go on', loud: true }];
}

function pathLine(task: Task): PlanLine[] {
  const addresses = [task.drs?.replicationPublicIp, task.drs?.replicationPrivateIp].filter(
    (address) => typeof address === 'string',
  );
  return addresses.length === 0
    ? []
    : [{ label: 'Through', text: `replication instance ${addresses.join(' / ')}` }];
}

function readOnlyLine(task: Task): PlanLine[] {
  if (task.drs?.destinationReadOnly !== true) return [];
  return [
    {
      label: 'Read-only',
      text: 'DRS keeps the destination read-only; it opens when every task that does so has ended',
    },
  ];
}

const FINAL: PlanLine = {
  label: 'No undo',
  text: 'a stopped task cannot be resumed; its replication instance is released, copied data stays',
};
const NETWORK: PlanLine = {
  label: 'Network',
  text: 'close nothing between the databases and DRS before the task has really ended',
};

function stopLines(action: Action, task: Task): PlanLine[] {
  const forced = action === 'force-terminate';
  const follows =
    task.load !== 'full-only' &&
    (task.stage === 'running' || task.stage === 'paused' || task.stage === 'failed');
  return [
    ...copyLines(task),
    ...warningLines(task),
    ...(follows ? [lagLine(task)] : []),
    ...(forced ? lostLines(task) : carriedLines(task)),
    dataLine(),
    FINAL,
    ...(forced ? [] : orPauseLine(task)),
    ...readOnlyLine(task),
    NETWORK,
  ];
}

/** What a DRS task is now: what a person must know before he tries anything else. */
export function drsFacts(task: Task): readonly PlanLine[] {
  const alive = task.stage === 'running' || task.stage === 'failed' || task.stage === 'paused';
  const follows = alive && task.load !== 'full-only';
  return [
    ...pathLine(task),
    ...stateLines(task),
    ...(follows ? [lagLine(task)] : []),
    ...readOnlyLine(task),
    ...(alive ? [NETWORK] : []),
  ];
}

/** What a DRS action would do. */
export function drsLines(action: Action, task: Task): readonly PlanLine[] {
  const head = [...pathLine(task), ...stateLines(task)];
  switch (action) {
    case 'terminate':
    case 'force-terminate':
      return [...head, ...stopLines(action, task)];
    case 'release':
      return head;
    case 'pause':
      return [
        ...head,
        {
          label: 'Not an end',
          text: 'a pause is no cut-over: end the task first. The source log must be kept long enough to resume (vendor: at most 24 hours)',
          loud: true,
        },
      ];
    case 'resume':
      return [
        ...head,
        {
          label: 'Overwrites',
          text: 'the source writes to the destination again, over anything changed there meanwhile',
          loud: true,
        },
      ];
  }
}
