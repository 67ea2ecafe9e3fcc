import { isObject, type JsonObject, objectsOf } from '../json-value.ts';
import { anyBlock } from './block-shapes.ts';
import {
  all,
  boolean,
  type Check,
  complain,
  list,
  object,
  oneOf,
  type Problem,
  type Report,
  type Surface,
  string,
} from './check.ts';
import { plainText } from './composition.ts';

const MOST_BLOCKS: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

/** The elements of a block that carry an action_id. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const single = [block['accessory'], block['element']].filter(isObject);
  return block['type'] === 'actions' ? [...single, ...objectsOf(block['elements'])] : single;
}

const unrepeatedIds: Check = (blocks, at, report) => {
  const blockIds = new Set<unknown>();
  for (const [index, block] of objectsOf(blocks).entries()) {
    const id = block['block_id'];
    if (id !== undefined && blockIds.has(id)) {
      complain(report, `${at}/${index}/block_id`, `block_id ${String(id)} already exists`);
    }
    blockIds.add(id);
    const actionIds = new Set<unknown>();
    for (const { action_id: actionId } of elementsOf(block)) {
      if (actionId !== undefined && actionIds.has(actionId)) {
        complain(report, `${at}/${index}`, `action_id ${String(actionId)} already exists in this block`);
      }
      actionIds.add(actionId);
    }
  }
};

function blocksOf(surface: Surface): Check {
  return all(list(anyBlock, 0, MOST_BLOCKS[surface]), unrepeatedIds);
}

/** What Slack would not take in the blocks of a message. */
export function messageProblems(blocks: unknown): Problem[] {
  const report: Report = { surface: 'message', problems: [] };
  blocksOf('message')(blocks, '/blocks', report);
  return report.problems;
}

const common = {
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};
const modal = object(
  { type: oneOf('modal'), title: plainText(24), blocks: blocksOf('modal') },
  {
    ...common,
    close: plainText(24),
    submit: plainText(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);
const home = object({ type: oneOf('home'), blocks: blocksOf('home') }, common);

/** Slack: "Block elements", focus_on_load: one element of a view takes the focus. */
function onlyOneFocus(blocks: unknown, report: Report): void {
  const focused = objectsOf(blocks)
    .flatMap(elementsOf)
    .filter((element) => element['focus_on_load'] === true);
  if (focused.length > 1) complain(report, '/view/blocks', 'only one element can have focus_on_load');
}

/** What Slack would not take in a view; a modal with an input needs a submit text. */
export function viewProblems(view: unknown, surface: 'modal' | 'home'): Problem[] {
  const report: Report = { surface, problems: [] };
  const shape = surface === 'modal' ? modal : home;
  shape(view, '/view', report);
  if (isObject(view)) onlyOneFocus(view['blocks'], report);
  if (surface === 'modal' && isObject(view) && view['submit'] === undefined) {
    const hasInput = objectsOf(view['blocks']).some((block) => block['type'] === 'input');
    if (hasInput) complain(report, '/view', 'missing required field: submit');
  }
  return report.problems;
}

/** The problems as Slack writes them into `response_metadata.messages`. */
export function asMessages(problems: readonly Problem[]): string[] {
  return problems.map(({ pointer, message }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
}

/** How many characters of text the blocks hold together; Slack refuses a message above 13,200. */
export function textLength(blocks: unknown): number {
  if (Array.isArray(blocks)) return blocks.reduce((sum: number, one) => sum + textLength(one), 0);
  if (!isObject(blocks)) return 0;
  let sum = 0;
  for (const [name, value] of Object.entries(blocks)) {
    sum += name === 'text' && typeof value === 'string' ? value.length : textLength(value);
  }
  return sum;
}
