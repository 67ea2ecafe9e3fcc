import type { ChannelShown, Shown } from '../../slack/page-api/shown.ts';
import { byId } from '../dom.ts';
import { place } from '../moves.ts';
import type { Composer } from './composer.ts';
import { titleOf } from './head.ts';

let named = '';

function whyNot(shown: Shown | null, channel: ChannelShown | undefined): string | null {
  const person = shown?.workspace.people.find((one) => one.id === place().me);
  if (person?.deleted === true) return `${person.realName} is deactivated and can do nothing here.`;
  if (channel === undefined) return 'There is nothing to write in here.';
  if (channel.archived) return 'This channel is archived: it can be read, and nothing can be said any more.';
  return null;
}

/** Shows the boxes of a channel and its thread with their names and drafts, or why nothing can be written. */
export function showBoxes(
  shown: Shown | null,
  channel: ChannelShown | undefined,
  boxes: { readonly composer: Composer; readonly reply: Composer },
): void {
  const reason = whyNot(shown, channel);
  byId('composer').hidden = reason !== null;
  byId('thread-composer').hidden = reason !== null;
  byId('no-writing').hidden = reason === null || shown === null;
  byId('no-writing').textContent = reason;
  const { me, channel: id, thread } = place();
  const names = `${me} ${id} ${thread} ${channel?.name}`;
  if (names === named) return;
  named = names;
  const title = titleOf(channel, shown?.workspace.app.name ?? '').replace('# ', '#');
  boxes.composer.move(channel === undefined ? 'Message' : `Message ${title}`);
  boxes.reply.move('Reply');
}
