import { parseArgs } from 'node:util';
import { type Effort, FULL, QUICK, type Row } from './part.ts';
import { PARTS } from './parts.ts';
import { formatResults, missedOf } from './results.ts';

const USAGE = `npm run bench [-- [PART …] [--quick] [--rounds N] [--seconds N]]

${PARTS.map(({ name, about }) => `  ${name.padEnd(9)} ${about}`).join('\n')}`;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function effortOf(values: { quick?: boolean; rounds?: string; seconds?: string }): Effort {
  const base = values.quick === true ? QUICK : FULL;
  return {
    ...base,
    rounds: Number(values.rounds ?? base.rounds),
    seconds: Number(values.seconds ?? base.seconds),
  };
}

/** Runs the named parts, or all; 1 where a target is missed, 2 where the words are not understood. */
async function main(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, help: { type: 'boolean' }, rounds: text, seconds: text },
    allowPositionals: true,
  });
  const unknown = positionals.filter((word) => !PARTS.some(({ name }) => name === word));
  if (values.help === true || unknown.length > 0) {
    print(unknown.length > 0 ? `There is no part ${unknown.join(', ')}.\n\n${USAGE}` : USAGE);
    return unknown.length > 0 ? 2 : 0;
  }
  const effort = effortOf(values);
  const parts = PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const rows: Row[] = [];
  for (const { name, about, run } of parts) {
    print(`${name}: ${about} …`);
    rows.push(...(await run(effort)));
  }
  const missed = missedOf(rows);
  print(`\n${formatResults(rows)}\n`);
  print(
    missed.length === 0 ? 'Every target is met.' : `Missed: ${missed.map(({ what }) => what).join('; ')}.`,
  );
  return missed.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
