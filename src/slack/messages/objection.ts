import type { Objection } from '../../lifecycle/outcome.ts';
import { factWords } from '../../lifecycle/readiness/facts.ts';
import { ACTION } from '../ids.ts';
import { planButton } from './answer.ts';
import { buttons, type Message, message, say } from './message.ts';
import { cut, type Line } from './rich.ts';
import { endingWords } from './state-words.ts';
import { titleWithDirection } from './task-lines.ts';
import { typedCommand } from './typed-command.ts';
import { whyParts } from './who-may.ts';

/** Why a press of a button did nothing, and how to go on. */
export function objectionMessage(objection: Objection): Message {
  const nothing: Line = ['Nothing was changed.'];
  switch (objection.kind) {
    case 'unknown':
      return say(
        ['I no longer hold this plan.'],
        ['Ask for a new one: type ', typedCommand(null, 'list'), '.'],
        nothing,
      );
    case 'not-yours': {
      const row = buttons('own', [planButton(objection.action, objection.task, 'My own plan')]);
      return message(
        null,
        [
          ['This plan was shown to ', { who: objection.requester }, '; only that person can confirm it.'],
          nothing,
        ],
        row,
      );
    }
    case 'expired': {
      const again = {
        id: ACTION.requestPlan,
        label: 'Look again',
        value: `again:${objection.confirmation.id}`,
      };
      return message(
        null,
        [['This plan is too old: what it shows may no longer be true.'], nothing],
        buttons('again', [again]),
      );
    }
    case 'already': {
      const states = objection.endings
        .map((ending) => `${titleWithDirection(ending.task)}: ${endingWords(ending)}`)
        .join('; ');
      return say(
        [`Confirmed already. ${states === '' ? 'It is over; the audit log has it.' : `${states}.`}`],
        ['It was not sent again.'],
      );
    }
    case 'not-allowed':
    case 'braked':
      return say(whyParts(objection.why), nothing);
    case 'not-ready':
      return say(
        [{ bold: 'NOT READY  ' }, cut(factWords(objection.facts), 500), '.'],
        ['Press the button of the plan again: its form names this, and you can say that you know it.'],
        nothing,
      );
    case 'reason-needed':
      return say(
        [{ bold: 'NOT READY  ' }, cut(factWords(objection.facts), 500), '.'],
        ['Readiness is required here: going on without it needs a reason, and one more person.'],
        nothing,
      );
    case 'name-needed':
      return say(['This needs the name typed in. Ask for a new plan.'], nothing);
    case 'wrong-name':
      return say([`That is not ${objection.title}. Nothing has happened.`]);
    case 'busy':
      return say(
        ['Somebody was faster: an ending of this task is under way. The message in the channel follows it.'],
        nothing,
      );
  }
}
