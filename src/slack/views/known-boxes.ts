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

/** What was ticked in a form, and whether that is every box it has. */
export function tickedIn({ view }: Pick<Submitted, 'view'>): { known: readonly Known[]; all: boolean } {
  const ticked = view.state.values[INPUT.know]?.[INPUT.know]?.selected_options ?? [];
  const block = view.blocks.find((one) => one.block_id === INPUT.know);
  const element = block !== undefined && 'element' in block ? block.element : null;
  const boxes = element?.type === 'checkboxes' ? element.options.length : 0;
  const known = ticked.flatMap(({ value }) => (value === undefined ? [] : (readBox(value) ?? [])));
  return { known, all: ticked.length >= boxes };
}
