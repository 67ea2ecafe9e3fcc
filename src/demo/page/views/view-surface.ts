import type { View } from '../blocks/block-kit.ts';
import { type Entry, entryAtFirst } from '../blocks/entry.ts';
import type { Fields, Surface } from '../blocks/surface.ts';
import { act, suggest } from '../server.ts';

/** What is typed into the fields now, by block id. */
export function entriesIn(fields: Fields): Record<string, Entry> {
  return Object.fromEntries([...fields].map(([blockId, { field }]) => [blockId, field.read()]));
}

/** What was typed before a view changed stays in the inputs that are still there (same block and action id). */
export function typedBefore(fields: Fields): Map<string, Entry> {
  return new Map(
    [...fields].map(([blockId, { field, actionId }]) => [`${blockId} ${actionId}`, field.read()]),
  );
}

/** The surface of a modal or of a Home tab. */
export function viewSurface(
  view: View,
  me: string,
  fields: Fields,
  typed: ReadonlyMap<string, Entry>,
): Surface {
  return {
    press: (target, value) =>
      act('press', {
        user: me,
        target: {
          viewId: view.id,
          entries: entriesIn(fields),
          ...target,
          ...(value === undefined ? {} : { value }),
        },
      }),
    suggest: (target, words) => suggest(me, { viewId: view.id, ...target }, words),
    entryOf: (blockId, element) => {
      const kept = typed.get(`${blockId} ${element.action_id}`);
      if (kept !== undefined) return kept;
      return entryAtFirst(element, view.state.values[blockId]?.[element.action_id]);
    },
  };
}
