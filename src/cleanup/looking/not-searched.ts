import { type Checklist, type Item, isClosed } from '../checklist/checklist.ts';
import { byHand } from '../leftovers/draft.ts';
import { numbered } from './after-look.ts';
import type { Fresh, Looked } from './item-after-look.ts';
import type { ToldBlocks } from './told-blocks.ts';

/** How the key of an item begins that stands for a search that could not be made. */
const NOT_SEARCHED = 'rules-not-searched/';

/** The key of the search of a machine's rules, where the blocks to search for are still waited for. */
function awaitedSearch({ blocksOf, place, state }: Item): string | null {
  if (blocksOf === null || place?.kind !== 'machine' || state === 'not-applicable') return null;
  return `${NOT_SEARCHED}${place.instanceId}`;
}

function searchItem(key: string, { blocksOf }: Item, why: string): Fresh {
  return byHand(
    `search for rules of DTS in the other groups of ${key.slice(NOT_SEARCHED.length)}`,
    'Look in its other security groups for inbound rules that let servers of DTS in.',
    { key, state: 'could-not-look', why, blocksOf },
  );
}

/** Is it the item of a search? It waits for blocks, and is told nothing else of them. */
export function isSearch({ key }: Pick<Item, 'key'>): boolean {
  return key?.startsWith(NOT_SEARCHED) === true;
}

/** How the search of a machine went, now that its blocks are known; a sentence where the machine could not be looked at. */
function searched(key: string | null, places: readonly Looked[]): 'searched' | { readonly why: string } {
  const looked = places.find(
    ({ place }) => place.kind === 'machine' && key === `${NOT_SEARCHED}${place.instanceId}`,
  );
  if (looked === undefined) return { why: 'the machine was not looked at' };
  return 'seen' in looked ? 'searched' : looked;
}

/**
 * The checklist after a look at `places` for which blocks were asked: the rules of a machine's other groups cannot be
 * searched without them, and that is an item of its own, open until they are searched. Pure.
 */
export function withSearches(
  checklist: Checklist,
  told: ToldBlocks | null,
  places: readonly Looked[],
): Checklist {
  if (told === null) return checklist;
  const { why } = told;
  const awaited = new Set(checklist.items.map(awaitedSearch));
  const items = checklist.items.map((item): Item => {
    if (!isSearch(item) || isClosed(item)) return item;
    if (awaited.has(item.key)) return { ...item, why };
    const search = searched(item.key, places);
    if (search !== 'searched') return { ...item, why: search.why };
    const now = 'they are searched now: what is found has items of its own';
    return { ...item, state: 'not-applicable', why: now, blocksOf: null };
  });
  const known = new Set(items.map(({ key }) => key));
  const added = new Map<string, Fresh>();
  for (const item of items) {
    const key = awaitedSearch(item);
    if (key === null || known.has(key) || item.state === 'could-not-look') continue;
    added.set(key, searchItem(key, item, why));
  }
  return { ...checklist, items: [...items, ...numbered(checklist, items, [...added.values()])] };
}
