import type { Locator } from 'playwright-core';
import type { Step } from '../../src/demo/backstage/stories/story.ts';
import { buttonBelow, signOff as signsOffBelow } from './deeds.ts';
import { type Person, see, seeNoMore, wordsOf } from './person.ts';

/** What a person does for a step of a story, by the words and buttons of the step itself wherever it has some. */
export type StepDeed = (person: Person, step: Locator, told: Step) => Promise<void>;

/** What stands between quotation marks in what a step says: labels of buttons, in their order. */
async function quoted(step: Locator): Promise<string[]> {
  const words = await wordsOf(step.locator('p').first());
  return [...words.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
}

/** The newest message that has a button with this label. */
function withButton({ page }: Person, label: string): Locator {
  const button = page.getByRole('button', { name: label, exact: true });
  const log = page.getByRole('log', { name: 'Messages', exact: true });
  return log.getByRole('article').filter({ has: button }).last();
}

async function pressIn(person: Person, label: string): Promise<void> {
  await withButton(person, label).getByRole('button', { name: label, exact: true }).first().click();
}

/** Sends in the open modal by the button that has its title. */
async function sendModal({ page }: Person): Promise<void> {
  const modal = await see(page.locator('dialog#modal'));
  const title = await wordsOf(modal.getByRole('heading').first());
  await modal.getByRole('button', { name: title, exact: true }).click();
  await seeNoMore(modal.getByRole('heading', { name: title, exact: true }));
}

/** Puts the line into the box and sends it. */
export const types: StepDeed = async (person, step) => {
  await step.getByRole('button', { name: 'Put it in the box' }).click();
  await person.page.keyboard.press('Enter');
};

/** Presses this button, waits for the modal with this title, and types the name of the task. */
async function typesName(person: Person, button: string, title: string, name: string): Promise<Locator> {
  await pressIn(person, button);
  const modal = await see(person.modal(title));
  await modal.getByRole('textbox', { name: /^Which task/ }).click();
  await person.page.keyboard.type(name);
  return modal;
}

/** Presses the first button that the step names, types the name of the task, and sends the modal in. */
export function confirms(name: string): StepDeed {
  return async (person, step) => {
    const labels = await quoted(step);
    await typesName(person, labels.at(-2) ?? '', labels.at(-1) ?? '', name);
    await sendModal(person);
  };
}

/** Types the line of the step with another time in it, nobody waits for minutes here. */
export function typesFor(time: RegExp, sooner: string): StepDeed {
  return async (person, step, { type }) => {
    await step.getByRole('button', { name: 'Put it in the box' }).click();
    await person.composer().fill((type ?? '').replace(time, sooner));
    await person.page.keyboard.press('Enter');
  };
}

/** Types the line of the step, confirms the plan that comes, and presses the button that the step names last. */
export function typesConfirmsAndPresses(name: string): StepDeed {
  return async (person, step, told) => {
    const [button = '', title = '', last = ''] = await quoted(step);
    await types(person, step, told);
    await typesName(person, button, title, name);
    await sendModal(person);
    await pressIn(person, last);
  };
}

/** Chooses from the menu of the newest message that has one. */
async function choose({ page }: Person, label: string): Promise<void> {
  const log = page.getByRole('log', { name: 'Messages', exact: true });
  await log.getByRole('article').getByRole('combobox').last().selectOption({ label });
}

/** Chooses from the menu, presses, ticks, types the name and sends, all as the step names them. */
export function choosesAndConfirms(name: string): StepDeed {
  return async (person, step) => {
    const [choice = '', button = '', box = '', title = ''] = await quoted(step);
    await choose(person, choice);
    await see(person.whisper('Not ready (!)'));
    const modal = await typesName(person, button, title, name);
    await modal.getByRole('button', { name: title, exact: true }).click();
    await see(modal.getByText('Tick each of them, or cancel. Nothing has happened.'));
    await modal.getByRole('checkbox', { name: box }).check();
    await sendModal(person);
  };
}

export function typesAndConfirms(name: string): StepDeed {
  return async (person, step, told) => {
    await types(person, step, told);
    await confirms(name)(person, step, told);
  };
}

/** Presses the first button that the step names. */
export const presses: StepDeed = async (person, step) => {
  await pressIn(person, (await quoted(step))[0] ?? '');
};

/** Does backstage what the button of the step does, and presses the first button that it names. */
export const actsThenPresses: StepDeed = async (person, step, told) => {
  await actsBackstage(person, step, told);
  await presses(person, step, told);
};

/** The same, again and again until the step is done. */
export const actsThenPressesUntilDone: StepDeed = async (person, step, told) => {
  const label = (await quoted(step))[0] ?? '';
  await actsBackstage(person, step, told);
  const done = step.getByText('done', { exact: true });
  do {
    await pressIn(person, label);
  } while (!(await isSeen(done, 1_500)));
};

/** The same, but once, and then chooses from the menu what the step names next. */
export const actsPressesAndChooses: StepDeed = async (person, step, told) => {
  const choice = (await quoted(step)).at(-1) ?? '';
  await actsThenPresses(person, step, told);
  await see(person.whisper('Not ready (!)'));
  await choose(person, choice);
};

function isSeen(what: Locator, timeout: number): Promise<boolean> {
  return see(what, timeout).then(
    () => true,
    () => false,
  );
}

export const pressesAndConfirms: StepDeed = async (person, step, told) => {
  await presses(person, step, told);
  await sendModal(person);
};

export function signsOff(item: string): StepDeed {
  return (person) => signsOffBelow(person, withButton(person, 'Sign off'), item, 'done, CHG-1');
}

export function removes(item: string): StepDeed {
  return async (person) => {
    await buttonBelow(withButton(person, 'Remove'), item, 'Remove').click();
    await sendModal(person);
  };
}

/** Presses the button of the step itself: something that is done backstage. */
export const actsBackstage: StepDeed = (_, step, { deed }) =>
  step.getByRole('button', { name: deed?.label ?? '', exact: true }).click();

/** What the step waits for comes by itself. */
export const waits: StepDeed = async () => undefined;
