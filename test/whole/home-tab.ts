import type { JsonObject } from '../../src/demo/slack/json-value.ts';
import type { Post } from '../../src/demo/slack/model.ts';
import { readableIn } from '../slack/safe.ts';
import type { Night } from './night.ts';

type Element = { action_id?: string; value?: string };

function blocksIn(home: JsonObject | null): (object & { elements?: Element[]; type?: string })[] {
  return (home?.['blocks'] ?? []) as (object & { elements?: Element[]; type?: string })[];
}

/** Opens the Home tab and waits until the bot has published it. */
export async function openHome(night: Night, person: string): Promise<void> {
  await night.workspace.openHome(person);
  await night.workspace.waitFor(() => night.workspace.home(person));
}

/** All that a person reads on the Home tab. */
export function homeText(night: Night, person: string): string {
  return readableIn(blocksIn(night.workspace.home(person)));
}

/** Waits until the Home tab says these words; returns all that it says. */
export async function homeWith(
  night: Night,
  person: string,
  words: string,
  fits: (home: JsonObject) => boolean = () => true,
): Promise<string> {
  await night.workspace.waitFor(() => {
    const home = night.workspace.home(person);
    return home !== null && fits(home) && homeText(night, person).includes(words);
  }, 30_000);
  return homeText(night, person);
}

/** The action ids of the buttons on the Home tab, in their order. */
export function homeButtons(night: Night, person: string): string[] {
  return blocksIn(night.workspace.home(person))
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements = [] }) => elements.map((element) => element.action_id ?? ''));
}

/** Tells one publishing of the Home tab from the next. */
export function hashOf(night: Night, person: string): unknown {
  return night.workspace.home(person)?.['hash'];
}

/** Presses a button on the Home tab; returns when Slack has the acknowledgement. */
export async function pressHome(night: Night, person: string, actionId: string): Promise<void> {
  const viewId = String(night.workspace.home(person)?.['id']);
  const pressed = await night.workspace.press(person, { viewId, actionId });
  if (pressed.kind !== 'acknowledged') throw new Error(`${actionId} was not acknowledged: ${pressed.kind}`);
}

/** Waits for a direct message of the bot to this person that says these words. */
export function toldDirectly(night: Night, person: string, words: string): Promise<Post> {
  const channel = `D${person.slice(1)}`;
  const look = () => night.workspace.messages(channel).findLast((post) => post.text.includes(words));
  return night.workspace.waitFor(look, 30_000);
}
