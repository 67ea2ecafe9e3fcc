import { randomBytes } from 'node:crypto';
import { withIds } from './blocks/fill-ids.ts';
import { initialValues } from './input-state.ts';
import type { JsonObject } from './json-value.ts';
import type { View } from './model.ts';
import { Refusal } from './refusal.ts';

/** Slack: "Modals": a stack holds up to three views. */
const DEEPEST = 3;

/** The modals each person has open, one stack a person, and their Home tabs. */
export class Modals {
  #stacks = new Map<string, View[]>();
  #homes = new Map<string, View>();
  #made = 0;
  #changed: () => void;
  #now: () => number;

  constructor(now: () => number, changed: () => void) {
    this.#now = now;
    this.#changed = changed;
  }

  stack(user: string): readonly View[] {
    return this.#stacks.get(user) ?? [];
  }

  top(user: string): View | undefined {
    return this.stack(user).at(-1);
  }

  home(user: string): View | undefined {
    return this.#homes.get(user);
  }

  find(matches: (view: View) => boolean): View | undefined {
    return [...this.#stacks.values(), [...this.#homes.values()]].flat().find(matches);
  }

  /** Is the modal still in front of its person? */
  isOpen(view: View): boolean {
    return this.stack(view.user).includes(view);
  }

  /** Refuses an external_id that another view has; the one that is to be replaced may keep its own. */
  refuseKnownExternalId(definition: JsonObject, replaced: View | null = null): void {
    const id = definition['external_id'];
    if (typeof id !== 'string' || id === '') return;
    if (this.find((view) => view !== replaced && view.definition['external_id'] === id))
      throw new Refusal('duplicate_external_id');
  }

  /** A first modal; it takes the place of whatever the person had open. */
  open(user: string, definition: JsonObject): View {
    const view = this.#make(user, definition, null);
    this.#set(user, [view]);
    return view;
  }

  /** One more modal on top; refuses above three, and where none is open. */
  push(user: string, definition: JsonObject): View {
    const stack = this.stack(user);
    const below = stack.at(-1);
    if (below === undefined) throw new Refusal('not_found');
    if (stack.length >= DEEPEST) throw new Refusal('push_limit_reached');
    const view = this.#make(user, definition, below);
    this.#set(user, [...stack, view]);
    return view;
  }

  /** Another content for the same view; entries in the same inputs stay. */
  replace(view: View, definition: JsonObject): void {
    const blocks = withIds(definition['blocks']);
    view.definition = { ...definition, blocks };
    view.values = initialValues(blocks, view.values);
    view.hash = this.#hash();
    this.#changed();
  }

  publish(user: string, definition: JsonObject): View {
    const known = this.#homes.get(user);
    const view = known ?? this.#make(user, definition, null);
    if (known !== undefined) this.replace(known, definition);
    this.#homes.set(user, view);
    this.#changed();
    return view;
  }

  close(view: View): void {
    this.#set(
      view.user,
      this.stack(view.user).filter((one) => one !== view),
    );
  }

  clear(user: string): void {
    this.#set(user, []);
  }

  /** Forgets every modal and every Home tab. */
  empty(): void {
    this.#stacks.clear();
    this.#homes.clear();
    this.#changed();
  }

  #hash(): string {
    return `${Math.floor(this.#now() / 1000)}.${randomBytes(4).toString('hex')}`;
  }

  #make(user: string, definition: JsonObject, below: View | null): View {
    this.#made += 1;
    const id = `V${String(this.#made).padStart(5, '0')}${randomBytes(2).toString('hex').toUpperCase()}`;
    const blocks = withIds(definition['blocks']);
    return {
      id,
      user,
      definition: { ...definition, blocks },
      values: initialValues(blocks),
      hash: this.#hash(),
      rootId: below?.rootId ?? id,
      previousId: below?.id ?? null,
    };
  }

  #set(user: string, views: View[]): void {
    this.#stacks.set(user, views);
    this.#changed();
  }
}
