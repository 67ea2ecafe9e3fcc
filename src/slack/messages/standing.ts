import { covers, type Hold, type TaskOrRef } from '../../brakes/hold.ts';
import { type Shown, type Standing, shownWindows } from '../../brakes/standing.ts';
import { isAbout } from '../../brakes/window.ts';
import { type Provider, titleOf } from '../../lifecycle/task.ts';
import { untilParts } from './brake-news.ts';
import { type Message, message } from './message.ts';
import { cut, type Line, type Part } from './rich.ts';
import { labelled } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';

const MOST = 12;
/** Over a list of tasks, and under one of them, there is room for few. */
const MOST_BESIDE = 3;

function reason(because: string): string {
  return `: "${cut(because, 150)}"`;
}

function freezeLines({ freeze }: Standing): Line[] {
  if (freeze === null) return [];
  const { at, by, because } = freeze;
  return [labelled('FROZEN', true, 'everything, since ', { at }, ', by ', { who: by }, reason(because))];
}

function holdParts({ until, by, because }: Hold): Part[] {
  return [...untilParts(until?.at ?? null), ', by ', { who: by }, reason(because)];
}

function windowParts({ window, span, open }: Shown): Part[] {
  const whose = window.accounts === null ? '' : `, only ${cut(window.accounts.join(', '), 100)}`;
  const when: Part[] = open
    ? ['open until ', { at: span.to }]
    : ['from ', { at: span.from }, ' until ', { at: span.to }];
  return [...when, whose, reason(window.because)];
}

function notKnownLines({ windows }: Standing): Line[] {
  if (!('why' in windows)) return [];
  return [
    labelled(
      'Windows',
      true,
      'not known: the configuration could not be read when it was loaded again; nothing is changed',
    ),
  ];
}

/** What stands against changing one task: under it where it is shown, and nothing where nothing does. */
export function brakeLines(standing: Standing, task: TaskOrRef): Line[] {
  const holds = standing.holds.filter((hold) => covers(hold, task)).slice(0, MOST_BESIDE);
  const open = shownWindows(standing).filter((shown) => shown.open && isAbout(shown.window, task.account));
  return [
    ...freezeLines(standing),
    ...holds.map((hold) => labelled('On hold', true, ...holdParts(hold))),
    ...open.map((shown) => labelled('Freeze window', true, ...windowParts(shown))),
    ...notKnownLines(standing),
  ];
}

/** What stands against changing anything: over a list of tasks. */
export function overallLines(standing: Standing): Line[] {
  const open = shownWindows(standing).filter((shown) => shown.open);
  const more = open.length - MOST_BESIDE;
  return [
    ...freezeLines(standing),
    ...open.slice(0, MOST_BESIDE).map((shown) => labelled('Freeze window', true, ...windowParts(shown))),
    ...(more > 0 ? [[`and ${more} more open windows: type `, typedCommand(null, 'holds')]] : []),
    ...notKnownLines(standing),
  ];
}

/** The hold on a task, in a few words behind its name in a list; empty where there is none. */
export function holdWords(standing: Standing, task: TaskOrRef): Part[] {
  const hold = standing.holds.find((one) => covers(one, task));
  return hold === undefined ? [] : ['  ', { bold: 'ON HOLD' }, ' ', ...untilParts(hold.until?.at ?? null)];
}

function holdLines({ holds }: Standing, scope: Provider | null): Line[] {
  const mine = holds.filter(({ task }) => scope === null || task.provider === scope);
  if (mine.length === 0) return [['No task is on hold.']];
  const shown = mine.slice(0, MOST).flatMap((hold): Line[] => {
    const { task } = hold;
    return [
      labelled('On hold', false, `${cut(titleOf(task), 80)} (account ${task.account}) `, ...holdParts(hold)),
      ['    ', typedCommand(task.provider, `unhold ${task.taskId}`)],
    ];
  });
  return mine.length > MOST ? [...shown, [`and ${mine.length - MOST} more`]] : shown;
}

function windowLines(standing: Standing): Line[] {
  if ('why' in standing.windows) return notKnownLines(standing);
  const shown = shownWindows(standing);
  if (shown.length === 0) return [['No freeze window comes.']];
  const lines = shown
    .slice(0, MOST)
    .map((one) => labelled(one.open ? 'Freeze window' : 'Next window', one.open, ...windowParts(one)));
  return shown.length > MOST ? [...lines, [`and ${shown.length - MOST} more`]] : lines;
}

/** What is on hold, the freeze, and the windows that are open or come next. */
export function standingMessage(standing: Standing, scope: Provider | null): Message {
  const frozen: Line[] =
    standing.freeze === null
      ? [['Nothing is frozen by anybody.']]
      : [...freezeLines(standing), ['    ', typedCommand(null, 'unfreeze everything')]];
  return message('HOLDS AND FREEZES', [...frozen, ...holdLines(standing, scope), ...windowLines(standing)]);
}
