import { createInterface } from 'node:readline';
import { clickPayload, commandPayload } from './payloads.ts';
import type { Program } from './program.ts';

/** From sending a click to what became of it, in milliseconds. */
export interface Pressed {
  readonly ackMs: number;
  /** Until the confirmation was taken, and until what will be sent to the cloud was on record. */
  readonly takenMs: number;
  readonly intentMs: number;
}

interface Line {
  readonly event?: string;
  readonly ending?: string;
  readonly confirmation?: string;
}

const PATIENCE_MS = 20_000;

/**
 * Pauses one task after the other, by a plan and a button each time. What is on record is heard from the log of the program,
 * which tells of each event when its commit is on disk.
 */
export class Pauser {
  readonly #program: Program;
  readonly #taken = new Map<string, (ending: string) => void>();
  readonly #intended = new Map<string, () => void>();
  readonly #answered = new Map<string, () => void>();
  #next = 0;

  constructor(program: Program) {
    this.#program = program;
    if (program.child.stderr === null) throw new Error('nobody hears what the program logs');
    createInterface(program.child.stderr).on('line', (text) => this.#hear(text));
  }

  /** Asks for a plan, presses its button, and waits until the cloud has answered. */
  async pauseNext(): Promise<Pressed> {
    const id = `bench${String(this.#next).padStart(6, '0')}`;
    this.#next += 1;
    const confirmation = await this.#plan(`pause ${id}`);
    const { slack } = this.#program;
    const { url, come } = slack.answer();
    const taken = new Promise<string>((resolve) => this.#taken.set(confirmation, resolve));
    const sent = performance.now();
    const since = () => performance.now() - sent;
    const acked = slack.deliver(clickPayload('ending.confirm', confirmation, url)).then(since);
    const recorded = this.#recorded(taken, since);
    const pressed = await inTime(`the press on ${id}`, recorded, come);
    await come;
    return { ackMs: await acked, ...pressed };
  }

  async #recorded(taken: Promise<string>, since: () => number) {
    const ending = await taken;
    const takenMs = since();
    const answered = new Promise<void>((resolve) => this.#answered.set(ending, resolve));
    await new Promise<void>((resolve) => this.#intended.set(ending, resolve));
    const intentMs = since();
    await answered;
    return { takenMs, intentMs };
  }

  async #plan(words: string): Promise<string> {
    const { url, come } = this.#program.slack.answer();
    await this.#program.slack.deliver(commandPayload('/dts', words, url));
    const text = await come;
    const confirmation = confirmOn(text);
    if (confirmation === undefined) throw new Error(`no plan for ${words}: ${text}`);
    return confirmation;
  }

  /** So many presses by so many people, each going on as soon as the last one was answered. */
  async press(people: number, times: number): Promise<readonly Pressed[]> {
    const pressed: Pressed[] = [];
    let left = times;
    const person = async () => {
      while (left > 0) {
        left -= 1;
        pressed.push(await this.pauseNext());
      }
    };
    await Promise.all(Array.from({ length: people }, person));
    return pressed;
  }

  #hear(text: string): void {
    if (!text.includes('"ending.')) return;
    const { event, ending = '', confirmation = '' } = JSON.parse(text) as Line;
    if (event === 'ending.confirmed') call(this.#taken, confirmation, ending);
    if (event === 'ending.executing') call(this.#intended, ending);
    if (event === 'ending.answered') call(this.#answered, ending);
  }
}

/** The value of the button that confirms, where the answer has one. */
function confirmOn(text: string): string | undefined {
  type Block = { readonly elements?: readonly { readonly action_id?: string; readonly value?: string }[] };
  const { blocks = [] } = JSON.parse(text) as { readonly blocks?: readonly Block[] };
  const elements = blocks.flatMap((block) => block.elements ?? []);
  return elements.find((element) => element.action_id === 'ending.confirm')?.value;
}

function call<Told extends unknown[]>(
  waiting: Map<string, (...told: Told) => void>,
  id: string,
  ...told: Told
) {
  waiting.get(id)?.(...told);
  waiting.delete(id);
}

/** The result; where it does not come, an error with what the person was told instead. */
async function inTime<Value>(what: string, work: Promise<Value>, said: Promise<string>): Promise<Value> {
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    late = setTimeout(() => {
      const noAnswer = Promise.resolve('no answer');
      void Promise.race([said, noAnswer]).then((words) =>
        reject(new Error(`${what} came to nothing: ${words}`)),
      );
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(late);
  }
}
