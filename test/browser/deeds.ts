import type { Locator } from 'playwright-core';
import { type Person, see, seeNoMore } from './person.ts';

/** A text in single quotes for XPath, which knows no escapes; the words of these tests hold no such quotes. */
function holds(words: string): string {
  return `contains(normalize-space(.), '${words}')`;
}

/** The first button with this name below certain words of a message, as one finds it by reading on. */
export function buttonBelow(place: Locator, words: string, button: string): Locator {
  const deepest = `.//*[${holds(words)} and not(.//*[${holds(words)}])]`;
  return place.locator(`xpath=(${deepest})[1]/following::button[normalize-space(.)='${button}'][1]`);
}

/** Asks for a plan and waits until it is there. */
export async function askFor(person: Person, line: string, title: string): Promise<Locator> {
  await person.say(line);
  return await see(person.whisper(title));
}

/** Types the name of the task into the open modal and sends it; waits until the modal is gone. */
export async function typeName(person: Person, title: string, name: string, reason = ''): Promise<void> {
  const modal = await see(person.modal(title));
  await modal.getByRole('textbox', { name: /^Which task/ }).click();
  await person.page.keyboard.type(name);
  if (reason !== '') {
    await modal.getByRole('textbox', { name: /^Why\?/ }).click();
    await person.page.keyboard.type(reason);
  }
  await modal.getByRole('button', { name: title, exact: true }).click();
  await seeNoMore(modal);
}

/** The ordinary way to an ending: a plan, its red button, the name. */
export async function endForGood(person: Person, line: string, name: string): Promise<void> {
  const plan = await askFor(person, line, `END FOR GOOD: ${name}`);
  await person.press(plan, `End ${name}`);
  await typeName(person, 'End for good', name);
}

/** The ordinary way to an end for a time: a plan, its red button, the name; waits until everybody reads when. */
export async function schedule(person: Person, line: string, name: string): Promise<Locator> {
  const plan = await askFor(person, line, 'END FOR GOOD AT');
  await person.press(plan, `Schedule the end of ${name}`);
  await typeName(person, 'Schedule the end', name);
  return await see(person.post(new RegExp(`SCHEDULED FOR [^:]+:[^:]+: ${name}`)));
}

/** Opens the thread under a message. */
export async function openThread(person: Person, post: Locator): Promise<Locator> {
  await post
    .getByRole('button', { name: /repl(y|ies)/i })
    .first()
    .click();
  return await see(person.thread());
}

/** The checklist of a task once the cloud was looked at. */
export async function lookedAt(person: Person, name: string): Promise<Locator> {
  const list = person.post(new RegExp(`CLEAN-UP ${name}`));
  await see(list.getByText(/, looked /).first(), 40_000);
  return list;
}

/** Signs off what stands in a checklist below certain words. */
export async function signOff(person: Person, list: Locator, words: string, reason: string): Promise<void> {
  await buttonBelow(list, words, 'Sign off').click();
  const modal = await see(person.modal('Sign off'));
  await modal.getByRole('textbox', { name: /^What was done/ }).click();
  await person.page.keyboard.type(reason);
  await modal.getByRole('button', { name: 'Sign off', exact: true }).click();
  await seeNoMore(modal);
}
