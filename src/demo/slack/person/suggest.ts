import { offeredProblems } from '../blocks/offered-options.ts';
import { asMessages } from '../blocks/validate.ts';
import { type JsonObject, objectsOf } from '../json-value.ts';
import type { Person } from '../model.ts';
import { addProblem } from '../problems.ts';
import { messageJson, viewJson } from '../shapes.ts';
import type { World } from '../world.ts';
import { blocksOf, type ElementTarget, type Found, findElement, postOf, viewOf } from './find-element.ts';
import { channelFor, interactionFields, messagePlace, personAt } from './payload-parts.ts';

/** What the menu shows below the typed words; `error` is a sentence for the person. */
export type Suggested =
  | { kind: 'options'; options: JsonObject[] }
  | { kind: 'options'; option_groups: JsonObject[] }
  | { kind: 'too-short' | 'timeout' | 'failed'; error: string };

/** Slack: "Select menu element", external data source: three characters unless the element says otherwise. */
const LEAST_QUERY = 3;

interface Place {
  readonly found: Found;
  readonly fields: JsonObject;
}

function placeOf(world: World, person: Person, target: ElementTarget): Place {
  const view = viewOf(world, person, target);
  if (view !== undefined) {
    const fields = { container: { type: 'view', view_id: view.id }, view: viewJson(world.state, view) };
    return { found: findElement(blocksOf(view), target), fields };
  }
  const post = postOf(world, person, target);
  const channel = channelFor(world, person, post.channel);
  const message = post.onlyFor === null ? { message: messageJson(world.state, post) } : {};
  return { found: findElement(post.blocks, target), fields: { ...messagePlace(channel, post), ...message } };
}

function shown(world: World, person: Person, { block, element }: Found, answer: JsonObject): Suggested {
  const problems = offeredProblems(answer);
  if (problems.length > 0) {
    addProblem(
      world,
      `The options for ${element['action_id']} are not usable: ${asMessages(problems).join(' ')}`,
    );
    return { kind: 'failed', error: 'The app offered something that Slack cannot show.' };
  }
  const groups = objectsOf(answer['option_groups']);
  const options = [...objectsOf(answer['options']), ...groups.flatMap((one) => objectsOf(one['options']))];
  world.suggestions.offer(person.id, String(block['block_id']), String(element['action_id']), options);
  return groups.length > 0 ? { kind: 'options', option_groups: groups } : { kind: 'options', options };
}

/** A person types into a select whose options come from the app (`block_suggestion`). */
export async function suggest(
  world: World,
  userId: string,
  target: ElementTarget,
  typed: string,
): Promise<Suggested> {
  const person = personAt(world, userId);
  const { found, fields } = placeOf(world, person, target);
  const { type, action_id, min_query_length: min } = found.element;
  if (!String(type).endsWith('external_select')) throw new Error(`${String(action_id)} does not ask the app`);
  const least = typeof min === 'number' ? min : LEAST_QUERY;
  if (typed.length < least) return { kind: 'too-short', error: `Type at least ${least} characters.` };
  const payload = {
    type: 'block_suggestion',
    ...interactionFields(world, person),
    ...fields,
    action_id,
    block_id: found.block['block_id'],
    value: typed,
  };
  const delivery = await world.transport.deliver({ type: 'interactive', payload });
  if (delivery.kind === 'acknowledged') return shown(world, person, found, delivery.payload);
  return { kind: delivery.kind, error: 'The app did not answer in time. Try again.' };
}
