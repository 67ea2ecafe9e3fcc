import type { CommandShown } from '../../slack/page-api/shown.ts';

/** What can be completed: the commands of the manifest, and the names of the workspace. */
export interface Known {
  readonly commands: readonly CommandShown[];
  /** Names typed after @: of people, groups, and everybody. */
  readonly people: readonly { readonly name: string; readonly title: string; readonly note: string }[];
  /** Names typed after #. */
  readonly channels: readonly { readonly name: string; readonly note: string }[];
}

/** One way to go on: the whole line and where the caret stands then. */
export interface Offer {
  readonly text: string;
  readonly caret: number;
  readonly title: string;
  readonly hint: string;
  readonly note: string;
  /** Enter takes it without an arrow key before: names, as in Slack; a command may already be whole. */
  readonly byEnter: boolean;
}

/** The ways to go on that a usage hint names: "list | show TASK" are `list` and `show TASK`. */
export function usagesOf(command: CommandShown): string[] {
  const hint = command.usage_hint ?? '';
  return hint
    .split(hint.includes(' | ') ? ' | ' : '|')
    .map((one) => one.trim().replace(/^[[<(]+|[\])>]+$/g, ''))
    .filter((one) => /^[a-z]/.test(one));
}

function commandOffers(line: string, rest: string, { commands }: Known): Offer[] {
  const fitting = commands.filter((one) => one.command.startsWith(line) && one.command !== line);
  const exact = commands.filter((one) => one.command === line);
  return [...exact, ...fitting].map((one) => ({
    text: `${one.command} ${rest.trimStart()}`,
    caret: one.command.length + 1,
    title: one.command,
    hint: one.usage_hint ?? '',
    note: one.description,
    byEnter: false,
  }));
}

function usageOffers(line: string, rest: string, { commands }: Known): Offer[] {
  const [, name = '', typed = ''] = /^(\/\S+) +(\S*)$/.exec(line) ?? [];
  const command = commands.find((one) => one.command === name);
  if (command === undefined || rest.trim() !== '') return [];
  return usagesOf(command)
    .filter((usage) => usage.startsWith(typed) && usage !== typed)
    .flatMap((usage): Offer[] => {
      const [word = ''] = usage.split(' ');
      const text = `${name} ${word}${usage.includes(' ') ? ' ' : ''}`;
      if (text.trimEnd() === line) return [];
      return [{ text, caret: text.length, title: `${name} ${usage}`, hint: '', note: '', byEnter: false }];
    });
}

const MOST = 8;

function nameOffers(before: string, after: string, { people, channels }: Known): Offer[] {
  const [, sign = '', typed = ''] = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*)$/u.exec(before) ?? [];
  if (sign === '') return [];
  const words = typed.toLowerCase();
  const named = sign === '@' ? people : channels.map((one) => ({ ...one, title: `# ${one.name}` }));
  const fits = ({ name, title }: { name: string; title: string }): boolean =>
    name.startsWith(words) ||
    title
      .toLowerCase()
      .split(/[\s#@]+/)
      .some((word) => word.startsWith(words));
  const start = before.slice(0, before.length - typed.length);
  return named
    .filter((one) => fits(one) && one.name !== typed)
    .slice(0, MOST)
    .map(({ name, title, note }) => {
      const text = `${start}${name} `;
      return {
        text: text + after.trimStart(),
        caret: text.length,
        title,
        hint: sign + name,
        note,
        byEnter: true,
      };
    });
}

/** How the line could go on at the caret: commands, the words of their usage hints, names of people and channels. */
export function offersFor(line: string, caret: number, known: Known): Offer[] {
  const before = line.slice(0, caret);
  const after = line.slice(caret);
  if (/^\/\S*$/.test(before)) return commandOffers(before, after, known);
  const usages = before.startsWith('/') ? usageOffers(before, after, known) : [];
  return usages.length > 0 ? usages : nameOffers(before, after, known);
}

/** What stands under the box while a command is typed: the usage that fits, and what the command is for. */
export function usageOf(line: string, commands: readonly CommandShown[]): string | null {
  const [, name = '', rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(line) ?? [];
  const command = commands.find((one) => one.command === name);
  if (command === undefined) return null;
  const [word = ''] = rest.split(/\s/);
  const fitting = usagesOf(command).filter((one) => word !== '' && one.split(' ')[0] === word);
  if (fitting.length > 0) return `${name} ${fitting.join(' or ')}`;
  return `${name} ${command.usage_hint ?? ''}`.trim();
}
