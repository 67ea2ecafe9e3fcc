import type { Checklist, Item } from './checklist.ts';
import { cloudOf, whyNot } from './cloud-of.ts';
import type { CleanupPorts, ServerBlocks } from './ports.ts';

function blockLines(blocks: readonly ServerBlocks[]): string[] {
  return blocks.map(
    (set) =>
      `${set.blocks.length} blocks (${set.network}, ${set.regions.join(' and ')}): ${set.blocks.join(', ')}`,
  );
}

/** An item with its blocks: a firewall is told them, a machine is searched for rules that name them. */
function informed(item: Item, blocks: readonly ServerBlocks[], why: string): Item {
  if (item.blocksOf === null) return item;
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
 * Asks the cloud which address blocks were let in, where that is not known yet. What it does not tell is "could not
 * look", never guessed, and asked again with the next look.
 */
export async function withBlocks(ports: CleanupPorts, checklist: Checklist): Promise<Checklist> {
  if (!checklist.items.some((item) => item.blocksOf !== null)) return checklist;
  let blocks: readonly ServerBlocks[] = [];
  let why = 'the cloud names no address blocks for it';
  try {
    blocks = (await cloudOf(ports, checklist)?.serverBlocks(checklist.task)) ?? [];
  } catch (error) {
    why = `the address blocks could not be asked: ${whyNot(error)}`;
  }
  return { ...checklist, items: checklist.items.map((item) => informed(item, blocks, why)) };
}
