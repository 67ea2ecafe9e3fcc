import type { ProgramName } from './program.ts';

export type Both<Value> = Readonly<Record<ProgramName, Value>>;

/** Measures both programs so many times, one right after the other, the order changing each time. */
export async function inRounds<Value>(
  rounds: number,
  measure: (name: ProgramName, round: number) => Promise<Value>,
): Promise<Both<Value[]>> {
  const found: Both<Value[]> = { cutover: [], bolt: [] };
  for (let round = 0; round < rounds; round += 1) {
    const order: readonly ProgramName[] = round % 2 === 0 ? ['bolt', 'cutover'] : ['cutover', 'bolt'];
    for (const name of order) found[name].push(await measure(name, round));
  }
  return found;
}
