import type { Hold } from '../../brakes/hold.ts';
import type { HeldTask } from '../../brakes/ports.ts';
import { type Provider, titleOf } from '../../lifecycle/task.ts';
import { untilParts } from './brake-news.ts';
import { type Message, say } from './message.ts';
import { cut, type Line } from './rich.ts';
import { labelled } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';
import { saysBraked, saysWhoMay, whyParts } from './who-may.ts';

const NOTHING: Line = ['Nothing was changed.'];
const MOST = 20;

function wayOn(why: string): Line {
  if (saysWhoMay(why))
    return labelled('Way on', false, why.endsWith(' only.') ? 'ask again there' : 'ask one of them');
  if (saysBraked(why))
    return labelled('Way on', false, 'type ', typedCommand(null, 'holds'), ' to see what stands');
  return labelled('Way on', false, 'type ', typedCommand(null, 'help'), ' to see what can be asked');
}

/** Why a brake was not put on, or not taken off. */
export function brakeRefusalMessage(why: string): Message {
  return say(whyParts(why), wayOn(why), NOTHING);
}

/** A brake without a reason: what to type instead. */
export function needsReasonMessage(what: string, scope: Provider | null, words: string): Message {
  return say(
    [`${what} needs a reason: others will ask why.`],
    labelled('Way on', false, 'type ', typedCommand(scope, words)),
    NOTHING,
  );
}

/** The red switch needs its whole name. */
export function typeEverythingMessage(verb: 'freeze' | 'unfreeze'): Message {
  const words = `${verb} everything${verb === 'freeze' ? ' because REASON' : ''}`;
  const what: Line =
    verb === 'freeze'
      ? ['A freeze stops every change in every account, so the word "everything" must be typed.']
      : ['This lifts the freeze of every account, so the word "everything" must be typed.'];
  const one: Line = ['For one task there is ', typedCommand(null, 'hold TASK'), '.'];
  return say(
    what,
    labelled('Way on', false, 'type ', typedCommand(null, words)),
    ...(verb === 'freeze' ? [one] : []),
    NOTHING,
  );
}

/** A hold was set; its channel has it too. */
export function heldMessage({ task, until }: Hold): Message {
  const title = cut(titleOf(task), 100);
  return say(
    [`${title} is on hold `, ...untilParts(until?.at ?? null), '. The channel of its account is told.'],
    ['To lift it, type ', typedCommand(task.provider, `unhold ${titleOf(task)}`), '.'],
  );
}

/** A hold was lifted. */
export function liftedMessage({ task }: Hold): Message {
  return say(
    [`${cut(titleOf(task), 100)} is no longer on hold. The channel of its account is told.`],
    ['Nothing starts by itself: what was refused is asked for again.'],
  );
}

export function frozenMessage(): Message {
  return say(
    ['Everything is frozen: I change nothing in any cloud. Every channel of the configuration is told.'],
    ['To lift it, type ', typedCommand(null, 'unfreeze everything'), '.'],
  );
}

export function thawedMessage(): Message {
  return say(
    ['The freeze is lifted. Every channel of the configuration is told.'],
    ['Holds and freeze windows stay: type ', typedCommand(null, 'holds'), ' to see them.'],
  );
}

/** Nothing of that name is on hold. */
export function notOnHoldMessage(words: string): Message {
  return say(
    [`Nothing called "${cut(words, 100)}" is on hold.`],
    labelled('Way on', false, 'type ', typedCommand(null, 'holds'), ' to see what is'),
    NOTHING,
  );
}

/** Several tasks fit: each with what to type for it. */
export function chooseHoldMessage<Fitting extends HeldTask>(
  words: string,
  tasks: readonly Fitting[],
  command: (task: Fitting) => string,
): Message {
  const shown = tasks.slice(0, MOST);
  const more = tasks.length - shown.length;
  return say(
    [`${tasks.length} tasks fit "${cut(words, 100)}": use the job id.`],
    ...shown.flatMap((task, at): Line[] => [
      [`${at + 1}. `, { bold: cut(titleOf(task), 80) }, `  account ${task.account}, ${task.region}`],
      ['    ', typedCommand(task.provider, command(task))],
    ]),
    ...(more > 0 ? [[`and ${more} more`]] : []),
    NOTHING,
  );
}
