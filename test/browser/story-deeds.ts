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

/** Presses the first button that the step names, types the name of the task, and sends the modal in. */
export function confirms(name: string): StepDeed {
  return async (person, step) => {
    const labels = await quoted(step);
    await pressIn(person, labels.at(-2) ?? '');
    const modal = await see(person.modal(labels.at(-1) ?? ''));
    await modal.getByRole('textbox', { name: /^Which task/ }).click();
    await person.page.keyboard.type(name);
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
