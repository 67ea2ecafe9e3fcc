import type { AuditLine } from '../events.ts';
import { fieldsOf, listOf, wordsOf } from './fields.ts';

/** One thing on a checklist as the lines leave it. */
export interface ItemNow {
  readonly item: string;
  readonly state: string;
  readonly why: string;
}

const CLOSED: ReadonlySet<string> = new Set(['gone', 'neutralised', 'signed-off', 'not-applicable']);

/** What a line says of items: their ids, and how they are from then on. */
function saidOf(line: AuditLine): [string, ItemNow][] {
  const { itemId, item, to, why } = line;
  const one = (state: string): [string, ItemNow][] => [
    [wordsOf(itemId), { item: wordsOf(item), state, why: wordsOf(why) }],
  ];
  switch (line.type) {
    case 'checklist.opened':
      return listOf(line['items']).map((listed) => {
        const fields = fieldsOf(listed);
        return [
          wordsOf(fields['itemId']),
          { item: wordsOf(fields['item']), state: wordsOf(fields['state']), why: '' },
        ];
      });
    case 'checklist.looked':
      return listOf(line['changes']).map((change) => {
        const fields = fieldsOf(change);
        const now = {
          item: wordsOf(fields['item']),
          state: wordsOf(fields['to']),
          why: wordsOf(fields['why']),
        };
        return [wordsOf(fields['itemId']), now];
      });
    case 'checklist.signed-off':
      return one('signed-off');
    case 'checklist.removing':
      return one('removing');
    case 'checklist.removal-not-done':
      return one(wordsOf(to));
    default:
      return [];
  }
}

/** What is neither gone nor signed for after these lines; `null` where they have no checklist. */
export function openItems(lines: readonly AuditLine[]): readonly ItemNow[] | null {
  if (!lines.some(({ type }) => type === 'checklist.opened')) return null;
  const items = new Map(lines.flatMap(saidOf));
  return [...items.values()].filter(({ state }) => !CLOSED.has(state));
}
