import type { MessageShown } from '../../slack/page-api/shown.ts';
import { entryAtFirst } from '../blocks/entry.ts';
import type { Surface } from '../blocks/surface.ts';
import { act, suggest } from '../server.ts';

/** The surface of a message: what is done in it goes to the app in the name of the reader. */
export function messageSurface(message: MessageShown, me: string): Surface {
  const where =
    message.onlyFor === null
      ? { messageTs: message.ts, channelId: message.channel }
      : { ephemeral: message.ts };
  return {
    press: (target, value) =>
      act('press', {
        user: me,
        target: { ...where, ...target, ...(value === undefined ? {} : { value }) },
      }),
    suggest: (target, typed) => suggest(me, { ...where, ...target }, typed),
    entryOf: (_blockId, element) => entryAtFirst(element, undefined),
  };
}
