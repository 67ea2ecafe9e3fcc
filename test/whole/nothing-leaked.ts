import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** What gives somebody power, whoever's it is: tokens, keys, response URLs, and tickets for a socket. */
const SHAPES: readonly RegExp[] = [
  /xox[a-z]-\w/,
  /xapp-\w/,
  /LTAI\w{12}/,
  /\/(?:commands|actions)\/T\w+\/\w/,
  /[?&]ticket=\w/,
];
const LEVELS = ['debug', 'info', 'warn', 'error'];

/** Every file below a folder, by its name; none where there is no folder. */
function filesIn(folder: string): [string, string][] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]);
}

/** Fails where a text has one of these secrets, whole, or anything shaped like one; it shows neither. */
export function expectNoSecretIn(place: string, text: string, secrets: readonly string[]): void {
  for (const [at, secret] of secrets.filter((one) => one !== '').entries())
    expect(text.includes(secret), `secret ${at + 1} in ${place}`).toBe(false);
  for (const shape of SHAPES) expect(shape.test(text), `something like ${shape} in ${place}`).toBe(false);
}

/** What a bot has let out: what it printed, what it said to Slack, and the folder that it keeps. */
export interface LetOut {
  readonly printed: string;
  readonly said: readonly unknown[];
  readonly folder: string;
}

/** Fails where a secret has left the bot, into its log, its document, its audit log, or a message. */
export function expectNothingLeaked({ printed, said, folder }: LetOut, secrets: readonly string[]): void {
  const places = [
    ['the output', printed],
    ['what was said to Slack', JSON.stringify(said)],
    ...filesIn(folder),
  ];
  for (const [place = '', text = ''] of places) expectNoSecretIn(place, text, secrets);
}

/** Fails where a line of the log is not one whole event. */
export function expectWholeEvents(log: string): void {
  for (const line of log.split('\n').filter((one) => one !== '')) {
    const read = (): unknown => JSON.parse(line);
    expect(read, line).not.toThrow();
    expect(read(), line).toMatchObject({
      level: expect.toBeOneOf(LEVELS),
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: expect.stringMatching(/./),
    });
  }
}
