import type { Checklist } from '../../cleanup/checklist/checklist.ts';
import type { ListOutcome } from '../../cleanup/outcome.ts';
import type { Actor } from '../../lifecycle/ports.ts';
import { checklistTitle, leftWords } from '../messages/checklist.ts';
import { checklistPage } from '../messages/checklist-pages.ts';
import { refusalMessage } from '../messages/cleanup-refusal.ts';
import { type Message, say } from '../messages/message.ts';
import type { Line } from '../messages/rich.ts';
import { offer } from '../offers/offer.ts';
import { answer } from '../reply.ts';
import { momentOf, type Room } from '../room.ts';
import { actorOf, type Click, idOn, isEphemeral } from './click.ts';

/** A press on a button of the whole list: done at once, and answered to the one who pressed. */
async function onList(
  room: Room,
  click: Click,
  what: string,
  work: (input: { checklistId: string; actor: Actor }) => Promise<ListOutcome>,
  said: (checklist: Checklist) => readonly Line[],
): Promise<void> {
  await answer(room, click.respond, what, async () => {
    const outcome = await work({ checklistId: idOn(click), actor: actorOf(click) });
    return outcome.kind === 'refused' ? refusalMessage(outcome) : say(...said(outcome.checklist));
  });
}

/** Looks at every place now; the message in the channel shows what was found. */
export async function lookAgain(room: Room, click: Click): Promise<void> {
  const pressedAt = momentOf(room).now;
  await onList(
    room,
    click,
    'looking again',
    (input) => room.cleanup.lookAgain(input),
    (checklist) => {
      const left = leftWords(checklist);
      const silent = checklist.items.filter(
        ({ place, seenAt }) => place !== null && (seenAt ?? 0) < pressedAt,
      );
      const said: Line[] =
        silent.length === 0
          ? []
          : [
              [
                { bold: `No answer for ${silent.length} of them` },
                ': what is shown of those was seen before, or not at all.',
              ],
            ];
      return [
        [`Looked again. ${checklistTitle(checklist)}${left === '' ? ', all done' : `; to do: ${left}`}.`],
        ...said,
        ['The checklist in the channel shows it. Nothing was changed in the cloud.'],
      ];
    },
  );
}

/** Makes the person who pressed the owner of the list. */
export async function takeList(room: Room, click: Click): Promise<void> {
  await onList(
    room,
    click,
    'taking a list over',
    (input) => room.cleanup.takeOver(input),
    () => [['This list is yours now: you are reminded of it in your working hours.']],
  );
}

/** Keeps the list quiet until the owner's next working day. */
export async function snoozeList(room: Room, click: Click): Promise<void> {
  await onList(
    room,
    click,
    'keeping a list quiet',
    (input) => room.cleanup.snooze(input),
    ({ quietUntil }) => [
      ['No reminder of this list', ...(quietUntil === null ? [] : [' before ', { at: quietUntil }]), '.'],
    ],
  );
}

/** A page of the items with their buttons; the first one from the list itself, the next ones from the page before. */
export async function showAllItems(room: Room, click: Click): Promise<void> {
  const id = idOn(click);
  const kept = room.lists.look(id);
  const { checklistId, page } = kept?.kind === 'items' ? kept : { checklistId: id, page: 0 };
  const work = async (): Promise<Message> => {
    const actor = actorOf(click);
    const may = await room.lifecycle.mayRead(actor);
    if (!may.allowed) return say([may.why], ['Ask a full member to look. Nothing was changed.']);
    const checklist = await room.cleanup.read(checklistId);
    if (checklist === null)
      return say(
        ['I no longer hold this page. Press "Show all" on the checklist again.'],
        ['Nothing was changed.'],
      );
    const next = room.newId('l');
    room.lists.keep(next, { kind: 'items', checklistId, page: page + 1 });
    const shown = checklistPage(checklist, page, next, momentOf(room));
    return offer(room, actor, shown, { checklists: [checklist] });
  };
  await answer(room, click.respond, 'showing all items', work, kept !== null && isEphemeral(click));
}
