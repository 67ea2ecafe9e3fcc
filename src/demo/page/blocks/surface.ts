import type { Outcome } from '../server.ts';
import type { Element, Option, OptionGroup } from './block-kit.ts';
import type { Entry } from './entry.ts';

/** Which element of which block, as the workspace wants it named. */
export interface Target {
  readonly actionId: string;
  readonly blockId: string;
}

/** What an external select offers after an app was asked. */
export interface Suggestions {
  readonly options?: readonly Option[];
  readonly option_groups?: readonly OptionGroup[];
  readonly error?: string;
}

/** Where blocks are shown: in a message, a modal or on a Home tab. */
export interface Surface {
  /** Sends what a person did with an element to the app. */
  press(target: Target, value: Entry | undefined): Promise<Outcome>;
  /** Asks the app for options to the words typed into an external select. */
  suggest(target: Target, typed: string): Promise<Suggestions>;
  /** What the element holds when it is shown. */
  entryOf(blockId: string, element: Element): Entry;
}

/** A shown element that holds an entry. */
export interface Field {
  /** What is put into the page. */
  readonly node: HTMLElement;
  /** What takes the focus and the label. */
  readonly control: HTMLElement;
  read(): Entry;
}

/** The fields of the input blocks in a form, by block id, in the order of the blocks. */
export type Fields = Map<string, { readonly field: Field; readonly actionId: string }>;

let serial = 0;

/** An id that no other node of the page has. */
export function freshId(prefix: string): string {
  serial += 1;
  return `${prefix}-${serial}`;
}
