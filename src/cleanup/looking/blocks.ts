import type { Checklist, Item } from '../checklist/checklist.ts';
import type { CleanupPorts, ServerBlocks } from '../ports.ts';
import { cloudOf, whyNot } from './cloud-of.ts';
import { isSearch } from './not-searched.ts';
import type { ToldBlocks } from './told-blocks.ts';

function blockLines(blocks: readonly ServerBlocks[]): string[] {
  return blocks.map(
    (set) =>
      `${set.blocks.length} blocks (${set.network}, ${set.regions.join(' and ')}): ${set.blocks.join(', ')}`,
  );
}

/** An item with its blocks: a firewall is told them, a machine is searched for rules that name them. */
function informed(item: Item, blocks: readonly ServerBlocks[], why: string): Item {
  const isSigned = item.state === 'signed-off' && item.place?.kind !== 'machine';
  if (item.blocksOf === null || isSigned || isSearch(item)) return item;
  const mine = blocks.filter((set) => set.side === item.blocksOf);
  const all = [...new Set(mine.flatMap((set) => set.blocks))].sort();
  if (item.place?.kind === 'machine')
    return all.length === 0 ? item : { ...item, place: { ...item.place, blocks: all }, blocksOf: null };
  if (all.length === 0) return { ...item, state: 'could-not-look', why };
  return {
    ...item,
    title: `${item.title}: ${all.length} address ${all.length === 1 ? 'block' : 'blocks'}`,
    details: [...blockLines(mine), ...item.details],
    state: item.state === 'could-not-look' ? 'by-hand' : item.state,
    why: null,
    blocksOf: null,
  };
}

/**
 * Asks the cloud which address blocks were let in; `null` where every item that needs them has them already. What it
 * does not tell is "could not look", never guessed, and asked again with the next look.
 */
export async function askBlocks(ports: CleanupPorts, checklist: Checklist): Promise<ToldBlocks | null> {
  if (!checklist.items.some((item) => item.blocksOf !== null)) return null;
  try {
    const blocks = (await cloudOf(ports, checklist)?.serverBlocks(checklist.task)) ?? [];
    return { blocks, why: 'the cloud names no address blocks for it' };
  } catch (error) {
    return { blocks: [], why: `the address blocks could not be asked: ${whyNot(error)}` };
  }
}

/** The checklist with the blocks in the items that wait for them; what a person has signed is left alone. Pure. */
export function withBlocks(checklist: Checklist, told: ToldBlocks | null): Checklist {
  if (told === null) return checklist;
  const items = checklist.items.map((item) => informed(item, told.blocks, told.why));
  return { ...checklist, items };
}
