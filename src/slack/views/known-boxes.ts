import type { Fact, Known } from '../../lifecycle/readiness/facts.ts';
import { INPUT } from '../ids.ts';
import type { Submitted } from './submitted.ts';

/** A fact as the value of a box to tick: its key and its figure, so that a tick stands for this fact and no worse one. */
export function asBox({ key, amount }: Known | Fact): string {
  return `${key}=${amount ?? ''}`;
}

/** The fact that a ticked box stands for; `null` where it is none of ours. */
export function readBox(value: string): Known | null {
  const at = value.lastIndexOf('=');
  const [key, figure] = [value.slice(0, Math.max(at, 0)), value.slice(at + 1)];
  if (key === '' || !/^\d*(\.\d+)?$/.test(figure)) return null;
  return { key, amount: figure === '' ? null : Number(figure) };
}

/** The most options that Slack takes in one group of boxes. */
const MOST_BOXES = 10;

/** The facts in groups, each under the id of its input: "know", "know.1" and so on. */
export function inBoxes(facts: readonly Fact[]): readonly { id: string; facts: readonly Fact[] }[] {
  const groups = Math.ceil(facts.length / MOST_BOXES);
  return Array.from({ length: groups }, (_, at) => ({
    id: at === 0 ? INPUT.know : `${INPUT.know}.${at}`,
    facts: facts.slice(at * MOST_BOXES, (at + 1) * MOST_BOXES),
  }));
}

function isKnowInput(id: string | undefined): boolean {
  return id === INPUT.know || id?.startsWith(`${INPUT.know}.`) === true;
}

/** What was ticked in a form, and whether that is every box it has. */
export function tickedIn({ view }: Pick<Submitted, 'view'>): { known: readonly Known[]; all: boolean } {
  const boxes = view.blocks.flatMap((block) => {
    if (!isKnowInput(block.block_id) || !('element' in block)) return [];
    return block.element?.type === 'checkboxes' ? block.element.options : [];
  });
  const ticked = Object.entries(view.state.values)
    .filter(([id]) => isKnowInput(id))
    .flatMap(([id, state]) => state[id]?.selected_options ?? []);
  const known = ticked.flatMap(({ value }) => (value === undefined ? [] : (readBox(value) ?? [])));
  return { known, all: ticked.length >= boxes.length };
}
