import { expect } from 'vitest';
import type { StepShown } from '../../src/demo/backstage/shown.ts';
import type { Demo } from '../../src/demo/demo.ts';
import type { Post } from '../../src/demo/slack/model.ts';
import { itemOn } from './clean-up.ts';
import { act, doneSteps, newestTexts, untilDone, visible } from './demo-player.ts';
import { labelledButtons } from './night.ts';

/** What is done for a step, by the words of the step itself wherever it has some. */
export type Deed = (demo: Demo, step: StepShown) => Promise<void>;

/** What stands between quotation marks in what a step says: labels of buttons, in their order. */
function quoted(step: StepShown): string[] {
  return [...step.say.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
}

async function press(demo: Demo, person: string, post: Post, actionId: string, value: string): Promise<void> {
  const place = post.onlyFor === null ? { messageTs: post.ts } : { ephemeral: post.ts };
  const target = { ...place, channelId: post.channel, actionId, value };
  expect(await demo.workspace.press(person, target)).toMatchObject({ kind: 'acknowledged' });
}

/** Waits for a button with this label and presses it. */
async function pressLabelled(demo: Demo, person: string, label: string): Promise<void> {
  const found = await demo.workspace.waitFor(() => {
    for (const post of visible(demo, person)) {
      const button = labelledButtons(post).find((each) => each.label === label);
      if (button !== undefined) return { post, button };
    }
    return null;
  }, 20_000);
  await press(demo, person, found.post, found.button.id, found.button.value);
}

interface Option {
  readonly text: { readonly text: string };
  readonly value: string;
}
interface Menu {
  readonly type?: string;
  readonly action_id?: string;
  readonly options?: readonly Option[];
}

function menusOn(post: Post): readonly Menu[] {
  const elements = post.blocks.flatMap((block) => (block['elements'] ?? []) as Menu[]);
  return elements.filter(({ type }) => type === 'static_select');
}

/** Chooses what has this label from the menu of the newest message that has one. */
async function chooseLabelled(demo: Demo, person: string, label: string): Promise<void> {
  for (const post of visible(demo, person)) {
    for (const menu of menusOn(post)) {
      const option = menu.options?.find(({ text }) => text.text === label);
      if (option !== undefined) return press(demo, person, post, menu.action_id ?? '', option.value);
    }
  }
  throw new Error(`There is no menu with ${label}`);
}

/** The value of the box with this label in the open modal. */
async function boxLabelled(demo: Demo, person: string, label: string): Promise<string> {
  const view = await demo.workspace.waitFor(() => demo.workspace.view(person), 10_000);
  const blocks = view['blocks'] as readonly { readonly element?: Menu }[];
  const boxes = blocks.flatMap(({ element }) =>
    element?.type === 'checkboxes' ? (element.options ?? []) : [],
  );
  const box = boxes.find(({ text }) => text.text === label);
  if (box === undefined) throw new Error(`There is no box "${label}" among: ${JSON.stringify(boxes)}`);
  return box.value;
}

/** Waits for the modal, which must call its button so, and sends it in. */
async function submit(
  demo: Demo,
  person: string,
  label: string | null,
  inputs: Record<string, string | string[]>,
) {
  const view = await demo.workspace.waitFor(() => demo.workspace.view(person), 10_000);
  if (label !== null) expect((view['submit'] as { text: string }).text).toBe(label);
  expect(await demo.workspace.submit(person, undefined, inputs)).toEqual({ kind: 'closed' });
}

/** Presses one of the buttons of an item of the newest checklist, and sends in the modal that asks. */
async function pressOnItem(
  demo: Demo,
  person: string,
  words: string,
  label: string,
  inputs: Record<string, string>,
) {
  const list = visible(demo, person).find((post) => post.metadata?.event_type === 'cutover_checklist');
  if (list === undefined) throw new Error('There is no checklist');
  const item = itemOn(list, words);
  const button = labelledButtons(list).find((each) => each.value === item.id && each.label === label);
  if (button === undefined) throw new Error(`"${words}" has no button ${label}`);
  await press(demo, person, list, button.id, button.value);
  await submit(demo, person, null, inputs);
}

/** Types the line of the step. */
export const types: Deed = async (demo, step) => {
  if (step.type === null) throw new Error(`This step has no line to type: ${step.say}`);
  expect(await demo.workspace.type(step.as, step.channel, step.type)).toMatchObject({ kind: 'acknowledged' });
};

/** Presses the first button that the step names, and sends in the modal, whose button it names last, with the name. */
export function confirms(name: string): Deed {
  return async (demo, step) => {
    const labels = quoted(step);
    await confirmsBy(demo, step.as, labels[0] ?? '', labels.at(-1) ?? '', name);
  };
}

async function confirmsBy(demo: Demo, person: string, button: string, send: string, name: string) {
  await pressLabelled(demo, person, button);
  await submit(demo, person, send, { name, reason: 'as the story says' });
}

/** Types the line of the step, and confirms the plan that comes. */
export function typesAndConfirms(name: string): Deed {
  return async (demo, step) => {
    await types(demo, step);
    await confirms(name)(demo, step);
  };
}

/** Presses the first button that the step names. */
export const presses: Deed = (demo, step) => pressLabelled(demo, step.as, quoted(step)[0] ?? '');

/** Presses the first button that the step names, and sends in the modal that asks. */
export const pressesAndConfirms: Deed = async (demo, step) => {
  await presses(demo, step);
  await submit(demo, step.as, null, {});
};

export function signsOff(item: string): Deed {
  return (demo, step) => pressOnItem(demo, step.as, item, 'Sign off', { reason: 'done, CHG-1' });
}

export function removes(item: string): Deed {
  return (demo, step) => pressOnItem(demo, step.as, item, 'Remove', {});
}

/** Presses the second button that the step names, Reject, and gives a reason. */
export const rejects: Deed = async (demo, step) => {
  await pressLabelled(demo, step.as, 'Reject');
  await submit(demo, step.as, null, { reason: 'the month end runs until four' });
};

/** Does backstage what the step's button does. */
export const actsBackstage: Deed = async (demo, step) => {
  expect(step.deed?.label).not.toBe('');
  expect(await act(demo, step.deed?.body)).toMatchObject({ status: 200 });
};

/** Does backstage what the step's button does, and presses the first button that the step names. */
export const actsThenPresses: Deed = async (demo, step) => {
  await actsBackstage(demo, step);
  await presses(demo, step);
};

/** The same, again and again until the step is done. */
export function actsThenPressesUntilDone(steps: number): Deed {
  return async (demo, step) => {
    await actsBackstage(demo, step);
    while (doneSteps(demo) < steps) {
      await presses(demo, step);
      await untilDone(demo, steps, 1_500).catch(() => undefined);
    }
  };
}

/** The same, but once, and then chooses from the menu what the step names next. */
export const actsPressesAndChooses: Deed = async (demo, step) => {
  const looked = newestTexts(demo);
  await actsThenPresses(demo, step);
  await demo.workspace.waitFor(() => newestTexts(demo) !== looked, 10_000);
  await chooseLabelled(demo, step.as, quoted(step).at(-1) ?? '');
};

/** Chooses from the menu, presses, ticks, types the name and sends, all as the step names them. */
export function choosesAndConfirms(name: string): Deed {
  return async (demo, step) => {
    const [choice = '', button = '', box = '', send = ''] = quoted(step);
    const looked = newestTexts(demo);
    await chooseLabelled(demo, step.as, choice);
    await demo.workspace.waitFor(() => newestTexts(demo) !== looked, 10_000);
    await pressLabelled(demo, step.as, button);
    const know = await boxLabelled(demo, step.as, box);
    expect(await demo.workspace.submit(step.as, undefined, { name, reason: '' })).toMatchObject({
      kind: 'errors',
    });
    await submit(demo, step.as, send, { name, reason: '', know: [know] });
  };
}

/** Types the line of the step with another time in it: nobody waits for minutes here. */
export function typesFor(time: RegExp, sooner: string): Deed {
  return (demo, step) => types(demo, { ...step, type: step.type?.replace(time, sooner) ?? null });
}

/** Types the line of the step, confirms the plan that comes, and presses the button that the step names last. */
export function typesConfirmsAndPresses(name: string): Deed {
  return async (demo, step) => {
    await types(demo, step);
    const [button = '', send = '', last = ''] = quoted(step);
    await confirmsBy(demo, step.as, button, send, name);
    await pressLabelled(demo, step.as, last);
  };
}

/** Nothing is done: what the step waits for comes by itself. */
export const waits: Deed = async () => undefined;
