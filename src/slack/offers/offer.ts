import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { Actor } from '../../lifecycle/ports.ts';
import { taskKey } from '../../lifecycle/task.ts';
import type { Rights } from '../../policy/rights.ts';
import { ACTION } from '../ids.ts';
import { type LeftOut, withLeftOut } from '../messages/left-out.ts';
import type { Message } from '../messages/message.ts';
import type { Room } from '../room.ts';
import { type About, type AskedDeed, deedOfButton } from './deed-of-button.ts';

/** The first task on which the deed is not for this person, and why; `null` where there is none. */
async function hindered(rights: Rights, { deed, tasks }: AskedDeed): Promise<LeftOut | null> {
  for (const task of tasks) {
    const right = await rights.on(deed, task);
    if (!right.may) return { deed, task, hindrance: right.hindrance };
  }
  return null;
}

function askedOf(element: ActionsBlockElement, about: About): AskedDeed | null {
  if (element.type !== 'button') return null;
  return deedOfButton(element.action_id ?? '', element.value ?? '', about);
}

/** In a direct message, or in answer to the Home tab, there is nobody to show a plan to. */
function isForNobody(element: ActionsBlockElement, { channelId }: Actor): boolean {
  const alone = channelId === null || channelId.startsWith('D');
  return alone && element.action_id === ACTION.showInChannel;
}

/**
 * An answer to one person without the buttons that the policy would refuse to that person here, and with a line on who
 * may instead. A courtesy, not a guard: whatever is pressed is judged again.
 */
export async function offer(room: Room, actor: Actor, message: Message, about: About): Promise<Message> {
  const rights = room.rights(actor);
  const leftOut: LeftOut[] = [];
  const offered = new Set<string>();
  const blocks: KnownBlock[] = [];
  for (const block of message.blocks) {
    if (block.type !== 'actions') {
      blocks.push(block);
      continue;
    }
    const kept: ActionsBlockElement[] = [];
    for (const element of block.elements) {
      if (isForNobody(element, actor)) continue;
      const asked = askedOf(element, about);
      for (const task of asked?.tasks ?? []) offered.add(taskKey(task));
      const missing = asked === null ? null : await hindered(rights, asked);
      if (missing === null) kept.push(element);
      else leftOut.push(missing);
    }
    if (kept.length > 0) blocks.push({ ...block, elements: kept });
  }
  return withLeftOut({ text: message.text, blocks }, leftOut, offered.size);
}
