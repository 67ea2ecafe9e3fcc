import type { Ending } from '../../lifecycle/ending.ts';
import { lagWords } from '../../lifecycle/plan/line.ts';
import { planLines } from '../../lifecycle/plan.ts';
import { isOver } from '../../lifecycle/task.ts';
import { endsForGood } from '../../lifecycle/words.ts';
import type { Line } from './rich.ts';
import { factLines, labelled } from './task-lines.ts';

/** The lag as it was read last before the call: what was missing then is missing now. */
export function lastLagLine(ending: Ending): Line[] {
  const { lag, readAt } = ending.task;
  if (lag === null || isOver(ending.task.stage) || !ending.byUs || !endsForGood(ending.action)) return [];
  return [
    labelled('Last lag', lag.milliseconds > 1000, `${lagWords(lag.milliseconds)} at `, {
      at: readAt,
      show: 'time',
    }),
  ];
}

/** What a forced end has lost or left behind. */
export function forcedLines(ending: Ending): Line[] {
  if (ending.action !== 'force-terminate') return [];
  const lost = planLines('force-terminate', ending.task, { kind: 'proceed' }).filter((line) =>
    ['Lost', 'Left behind', 'Not carried'].includes(line.label),
  );
  const publicIp = ending.task.drs?.replicationPublicIp ?? null;
  const address: Line[] =
    publicIp === null
      ? []
      : [
          [
            `The automatic address ${publicIp} goes back to DRS; its next owner passes every rule that still names it.`,
          ],
        ];
  return [...factLines(lost), ...address];
}

/** May a release be what is left to do? Not where the cloud no longer knows the task, nor where it has no release. */
export function mayBeReleased(ending: Ending): boolean {
  const last = ending.readings.at(-1);
  const isGone = ending.task.stage === 'gone' || last?.stage === null || last?.stage === 'gone';
  return ending.task.provider === 'alibaba-dts' && ending.action === 'terminate' && !isGone;
}

/** What the end leaves open: money, and the clean-up. */
export function afterLines(ending: Ending): Line[] {
  if (ending.state !== 'ended' || !endsForGood(ending.action)) return [];
  const { task } = ending;
  const other: Line[] =
    task.twoWay && task.other !== null && task.other.stage !== 'ended'
      ? [
          labelled('Other direction', true, `not touched by this call; it was ${task.other.status} at `, {
            at: task.readAt,
            show: 'time',
          }),
        ]
      : [];
  const money: Line[] = mayBeReleased(ending)
    ? [
        task.billing === 'subscription'
          ? labelled('Billed on', true, `until ${task.expiresAt?.slice(0, 10) ?? 'its last paid day'}`)
          : labelled(
              'Perhaps still billed',
              false,
              task.twoWay
                ? 'a release removes both directions and their logs, and is possible when both have ended'
                : 'a release removes the task and its logs; what the clean-up needs is saved',
            ),
      ]
    : [];
  return [...other, ...money, labelled('Clean-up', false, 'follows as a checklist')];
}
