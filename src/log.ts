import type { Log } from './slack/room.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

/** Tokens of Slack and keys of Alibaba Cloud by their shape, should one ever slip into a text. */
const TOKEN_SHAPES = /\b(?:xox[a-z]-[\w-]+|xapp-[\w-]+|LTAI\w{12,})/g;

/** One JSON object a line on standard error. Levels below `level` are left out; an unknown level is "info". */
export function createLog(level: string | undefined, secrets: readonly string[]): Log {
  const from = Math.max(
    0,
    LEVELS.indexOf((level ?? 'info').toLowerCase() as Level) === -1
      ? 1
      : LEVELS.indexOf((level ?? 'info').toLowerCase() as Level),
  );
  const hidden = secrets.filter((secret) => secret.length >= 6);
  const redact = (line: string) =>
    hidden.reduce(
      (text, secret) => text.replaceAll(JSON.stringify(secret).slice(1, -1), '[secret]'),
      line.replace(TOKEN_SHAPES, '[secret]'),
    );
  const write =
    (at: Level) =>
    (event: string, facts: Record<string, unknown> = {}) => {
      if (LEVELS.indexOf(at) < from) return;
      process.stderr.write(
        `${redact(JSON.stringify({ time: new Date().toISOString(), level: at, event, ...facts }))}\n`,
      );
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
