import { setTimeout as pause } from 'node:timers/promises';
import { compared, type Effort, type Part, type Row } from '../part.ts';
import { sendLoad } from '../sides/load.ts';
import { type Program, startCloudsSide, startProgram } from '../sides/program.ts';
import { inRounds } from '../sides/rounds.ts';
import { mb, mean, median } from '../sides/statistics.ts';

const LOOK_EVERY_MS = 250;
/** As long as a heap takes to find the size that it works with; it goes up and down between two collections. */
const WARM_UP_SECONDS = 30;
/**
 * Both are let alone for so long before they count as at rest, in seconds: V8 gives back what a start took when it has
 * seen nothing to do for 8 seconds or more, up to 45 here.
 */
const REST = { quick: 1, full: 60 };

/** Memory of an idle program: the mean of five looks. */
async function atRest(program: Program, restSeconds: number): Promise<number> {
  await pause(restSeconds * 1000);
  const looks: number[] = [];
  for (let look = 0; look < 5; look += 1) {
    looks.push(program.rssMb());
    await pause(LOOK_EVERY_MS);
  }
  return mean(looks);
}

/** Memory under load, look by look. */
async function underLoad(program: Program, seconds: number): Promise<number[]> {
  const looks: number[] = [];
  const timer = setInterval(() => looks.push(program.rssMb()), LOOK_EVERY_MS);
  await sendLoad(program.slack, {
    deed: { kind: 'command', of: 'help', answered: true },
    pace: { inFlight: 16 },
    seconds,
  });
  clearInterval(timer);
  return looks;
}

async function run({ rounds, quick }: Effort): Promise<readonly Row[]> {
  const clouds = await startCloudsSide();
  const restSeconds = quick ? REST.quick : REST.full;
  const rest = await inRounds(Math.min(rounds, 3), async (name) => {
    const program = await startProgram(name, { transport: 'socket', clouds });
    const found = await atRest(program, restSeconds);
    await program.close();
    return found;
  });
  const loaded = await inRounds(1, async (name) => {
    const program = await startProgram(name, { transport: 'socket', clouds });
    await underLoad(program, quick ? 0.5 : WARM_UP_SECONDS);
    const looks = await underLoad(program, quick ? 1 : 60);
    await program.close();
    const third = Math.floor(looks.length / 3);
    return { first: median(looks.slice(0, third)), last: median(looks.slice(-third)) };
  });
  clouds.close();
  const [cutover] = loaded.cutover;
  const [bolt] = loaded.bolt;
  if (cutover === undefined || bolt === undefined) throw new Error('nothing was measured');
  return [
    compared({
      what: 'memory at rest',
      cutover: median(rest.cutover),
      against: median(rest.bolt),
      target: { most: 1.3 },
      inWords: mb,
    }),
    compared({
      what: 'memory in the last third of 60 s of load, against its first third',
      cutover: cutover.last,
      against: cutover.first,
      target: { most: 1.1 },
      inWords: mb,
    }),
    compared({
      what: 'memory under load',
      cutover: cutover.last,
      against: bolt.last,
      target: null,
      inWords: mb,
    }),
  ];
}

export const memory: Part = {
  name: 'memory',
  about: 'resident memory at rest, and whether it grows under load',
  run,
};
