const KEPT = 200;
const LEVELS = ['debug', 'info', 'warn', 'error'];
/** Tokens of Slack and keys of Alibaba Cloud by their shape. */
const TOKEN_SHAPES = /\b(?:xox[a-z]-[\w-]+|xapp-[\w-]+|LTAI\w{12,})/g;

export interface BotLogOptions {
  /** What may never be shown, beside everything that looks like a token. */
  readonly secrets: readonly string[];
  /** Lines below this level stay off the terminal: debug, info, warn or error. */
  readonly terminalLevel: string;
  readonly terminal: (line: string) => void;
}

/** The last 200 lines that the bot has printed, without secrets. What its level deserves goes to the terminal too. */
export class BotLog {
  readonly #options: BotLogOptions;
  #lines: string[] = [];

  constructor(options: BotLogOptions) {
    this.#options = options;
  }

  /** Oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** A line that the bot printed. */
  add(line: string): void {
    const shown = this.#masked(line);
    this.#keep(shown);
    const { terminal, terminalLevel } = this.#options;
    if (levelOf(line) >= Math.max(0, LEVELS.indexOf(terminalLevel))) terminal(shown);
  }

  /** What the demo did to the bot; it stands between the lines and stays off the terminal. */
  note(text: string): void {
    this.#keep(`-- ${this.#masked(text)}`);
  }

  /** What nobody asked for; the terminal is told as well. */
  alarm(text: string): void {
    this.note(text);
    this.#options.terminal(this.#masked(text));
  }

  #keep(line: string): void {
    this.#lines = [...this.#lines.slice(1 - KEPT), line];
  }

  #masked(line: string): string {
    return this.#options.secrets
      .filter((secret) => secret !== '')
      .reduce((text, secret) => text.replaceAll(secret, '[secret]'), line.replace(TOKEN_SHAPES, '[secret]'));
  }
}

/** The bot logs one JSON object a line; anything else, such as the trace of a crash, is as grave as an error. */
function levelOf(line: string): number {
  const level = /^\{.*"level":"(\w+)"/.exec(line)?.[1] ?? 'error';
  return LEVELS.indexOf(level);
}
