import { compared, type Effort, type Part, type Row } from '../part.ts';
import { ackP99, type Deed, sendLoad } from '../sides/load.ts';
import { startBoth, startCloudsSide } from '../sides/program.ts';
import { inRounds } from '../sides/rounds.ts';
import { aSecond, median, ms } from '../sides/statistics.ts';

const HELP: Deed = { kind: 'command', of: 'help', answered: true };
const IN_FLIGHT = 16;

async function run({ rounds, seconds, quick }: Effort): Promise<readonly Row[]> {
  const clouds = await startCloudsSide();
  const rows: Row[] = [];
  for (const transport of ['http', 'socket'] as const) {
    const both = await startBoth({ transport, clouds });
    const found = await inRounds(rounds, async (name) => {
      const { slack } = both[name];
      await sendLoad(slack, { deed: HELP, pace: { inFlight: IN_FLIGHT }, seconds: quick ? 0.2 : 1 });
      return sendLoad(slack, { deed: HELP, pace: { inFlight: IN_FLIGHT }, seconds });
    });
    await both.close();
    rows.push(
      compared({
        what: `help, ${IN_FLIGHT} at a time, ${transport}`,
        cutover: median(found.cutover.map(({ perSecond }) => perSecond)),
        against: median(found.bolt.map(({ perSecond }) => perSecond)),
        target: { least: 0.8 },
        inWords: aSecond,
      }),
      compared({
        what: `acknowledgement of these, p99, ${transport}`,
        cutover: ackP99(found.cutover),
        against: ackP99(found.bolt),
        target: { most: 1.5 },
        inWords: ms,
      }),
    );
  }
  clouds.close();
  return rows;
}

export const help: Part = {
  name: 'help',
  about: 'commands that are acknowledged and answered, as many as there can be',
  run,
};
