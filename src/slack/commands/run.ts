import { createListing } from '../../lifecycle/listing.ts';
import type { Actor } from '../../lifecycle/ports.ts';
import type { Provider, Task } from '../../lifecycle/task.ts';
import type { CommandName } from '../ids.ts';
import type { Meanwhile } from '../meanwhile.ts';
import { requestMessage } from '../messages/answer.ts';
import { helpMessage } from '../messages/help.ts';
import { listMessage, matchesWords } from '../messages/list.ts';
import { listSoFarMessage } from '../messages/list-so-far.ts';
import { type Message, say } from '../messages/message.ts';
import { scheduledMessage } from '../messages/schedule-answer.ts';
import { showMessage } from '../messages/show.ts';
import { typedCommand } from '../messages/typed-command.ts';
import { offer } from '../offers/offer.ts';
import type { Room } from '../room.ts';
import { actionCommand } from './action.ts';
import { brakeCommand } from './brakes.ts';
import { cleanupCommand, undoCommand, whichTask } from './cleanup.ts';
import { helpAnswer } from './help-answer.ts';
import type { Typed } from './parse.ts';
import { SCOPE } from './scope.ts';
import { triedIn } from './tried.ts';

function picked(tasks: readonly Task[], words: string): readonly Task[] {
  return words === '' ? tasks : tasks.filter((task) => matchesWords(task, words));
}

/** One page of the list, read afresh; what there is of it can be shown meanwhile. */
export async function listPage(
  room: Room,
  scope: Provider | null,
  words: string,
  page: number,
  actor: Actor,
  meanwhile?: Meanwhile,
): Promise<Message> {
  const listing = createListing();
  meanwhile?.({
    heard: listing.heard,
    message() {
      const soFar = listing.soFar();
      return listSoFarMessage({ ...soFar, tasks: picked(soFar.tasks, words) }, words);
    },
  });
  const found = await room.lifecycle.list(scope, listing);
  const tasks = picked(found.tasks, words);
  const next = room.newId('l');
  room.lists.keep(next, { kind: 'tasks', scope, words, page: page + 1 });
  const [standing, scheduled] = await Promise.all([room.brakes.standing(), room.lifecycle.scheduled()]);
  const list = listMessage({ tasks, looked: found.looked }, words, page, next, standing, scheduled);
  return offer(room, actor, list, { tasks });
}

async function show(room: Room, scope: Provider | null, words: string, actor: Actor): Promise<Message> {
  const found = await room.lifecycle.find(scope, words);
  const [first] = found.tasks;
  if (first === undefined) return requestMessage({ kind: 'nothing-found', words, looked: found.looked });
  const [standing, scheduled] = await Promise.all([room.brakes.standing(), room.lifecycle.scheduled()]);
  if (found.tasks.length > 1)
    return offer(room, actor, listMessage(found, words, 0, null, standing, scheduled), {
      tasks: found.tasks,
    });
  const task = await room.lifecycle.look(first);
  return offer(room, actor, showMessage(task, found.looked, standing, scheduled), { tasks: [task] });
}

async function missingTask(
  room: Room,
  scope: Provider | null,
  verb: string,
  actor: Actor,
  meanwhile: Meanwhile | undefined,
): Promise<Message> {
  if (verb === 'cleanup' || verb === 'undo') return whichTask(room, scope, verb);
  const list = await listPage(room, scope, '', 0, actor, meanwhile);
  const said = say([
    `Which task? Type `,
    typedCommand(scope, verb),
    ' and a job id, an instance id or a name.',
    ' Nothing was changed.',
  ]);
  return { text: `${said.text}\n${list.text}`, blocks: [...said.blocks, ...list.blocks] };
}

/**
 * Does what was typed and returns the one answer; a list can be shown `meanwhile`. Reading is for full members only. `app`
 * is whom Slack took it to.
 */
export async function runCommand(
  room: Room,
  command: CommandName,
  typed: Typed,
  actor: Actor,
  { meanwhile, app = null }: { readonly meanwhile?: Meanwhile; readonly app?: string | null } = {},
): Promise<Message> {
  const scope = SCOPE[command];
  if (typed.kind === 'help') return helpAnswer(command, await room.rights(actor).here(), app);
  if (typed.kind === 'unknown') return helpMessage(command, typed, await room.rights(actor).here(), app);
  const may = await room.lifecycle.mayRead(actor, triedIn(typed));
  if (!may.allowed) return say([may.why], ['Ask a full member to look. Nothing was changed.']);
  switch (typed.kind) {
    case 'list':
      return listPage(room, scope, typed.words, 0, actor, meanwhile);
    case 'show':
      return show(room, scope, typed.task, actor);
    case 'cleanup':
      return cleanupCommand(room, scope, typed.task, actor);
    case 'undo':
      return undoCommand(room, scope, typed.task, actor);
    case 'hold':
    case 'unhold':
    case 'freeze':
    case 'unfreeze':
    case 'holds':
      return brakeCommand(room, scope, typed, actor);
    case 'missing-task':
      return missingTask(room, scope, typed.verb, actor, meanwhile);
    case 'scheduled':
      return scheduledMessage(await room.lifecycle.scheduled(), scope);
    case 'action':
      return actionCommand(room, scope, typed, actor);
  }
}
