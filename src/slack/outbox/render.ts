import { type Checklist, openItems } from '../../cleanup/checklist/checklist.ts';
import type { Ending } from '../../lifecycle/ending.ts';
import { endsForGood } from '../../lifecycle/words.ts';
import { METADATA } from '../ids.ts';
import { checklistMessage } from '../messages/checklist.ts';
import { endingMessage } from '../messages/ending.ts';
import type { Message } from '../messages/message.ts';
import type { Moment } from '../room.ts';

type Metadata = { readonly event_type: string; readonly event_payload: Record<string, string | number> };

/** A message as it is to stand in the channel, with the facts for machines. */
export interface Rendered {
  readonly message: Message;
  readonly metadata: Metadata;
}

/** The channel message of an ending. A pause or a resume is a deed, not an ending, and has its own type. */
export function renderEnding(ending: Ending): Rendered {
  const event_type = endsForGood(ending.action) ? METADATA.ending : METADATA.deed;
  const event_payload = {
    ending: ending.id,
    task: ending.task.taskId,
    action: ending.action,
    state: ending.state,
  };
  return { message: endingMessage(ending), metadata: { event_type, event_payload } };
}

/** The channel message of a checklist. `open` counts what is neither gone nor signed off. */
export function renderChecklist(checklist: Checklist, moment: Moment): Rendered {
  const event_payload = {
    ending: checklist.endingId ?? checklist.id,
    task: checklist.task.taskId,
    open: openItems(checklist).length,
  };
  return {
    message: checklistMessage(checklist, moment),
    metadata: { event_type: METADATA.checklist, event_payload },
  };
}
