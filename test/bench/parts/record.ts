import { type Effort, type Part, type Row, reported } from '../part.ts';
import { Pauser, type Pressed } from '../sides/pauser.ts';
import { startCloudsSide, startProgram } from '../sides/program.ts';
import { ms, quantile } from '../sides/statistics.ts';

function rowsOf(callers: number, pressed: readonly Pressed[]): Row[] {
  const spread = (values: readonly number[]) =>
    `p50 ${ms(quantile(values, 0.5))}, p99 ${ms(quantile(values, 0.99))}`;
  const who = callers === 1 ? '1 caller' : `${callers} callers`;
  return [
    reported(`click to recorded as taken, ${who}`, spread(pressed.map(({ takenMs }) => takenMs))),
    reported(`click to recorded intent, ${who}`, spread(pressed.map(({ intentMs }) => intentMs))),
  ];
}

async function run({ quick, rounds }: Effort): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const presses = quick ? 8 : 20 * rounds;
  for (const callers of [1, 8]) {
    const clouds = await startCloudsSide(presses + callers);
    const program = await startProgram('cutover', { transport: 'http', clouds, stderr: 'pipe' });
    const pauser = new Pauser(program);
    // The first press loads what the cloud is spoken to with.
    await pauser.press(callers, callers);
    const pressed = await pauser.press(callers, presses);
    rows.push(...rowsOf(callers, pressed));
    await program.close();
    clouds.close();
  }
  return rows;
}

export const record: Part = {
  name: 'record',
  about: 'from the click on a button to the commit that is on disk',
  run,
};
