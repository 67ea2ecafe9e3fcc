import { compared, type Effort, type Part, type Row } from '../part.ts';
import { startCloudsSide, startProgram } from '../sides/program.ts';
import { inRounds } from '../sides/rounds.ts';
import type { TransportName } from '../sides/slack-side.ts';
import { median, ms } from '../sides/statistics.ts';

async function run({ rounds, quick }: Effort): Promise<readonly Row[]> {
  const clouds = await startCloudsSide();
  const rows: Row[] = [];
  for (const transport of ['http', 'socket'] satisfies TransportName[]) {
    // One start is a few hundred milliseconds, so there is time for more of them.
    const { cutover, bolt } = await inRounds(quick ? 1 : 2 * rounds + 1, async (name) => {
      const program = await startProgram(name, { transport, clouds });
      await program.close();
      return program.readyMs;
    });
    rows.push(
      compared({
        what: `spawn to first acknowledgement, ${transport}`,
        cutover: median(cutover),
        against: median(bolt),
        target: { most: 1.4 },
        inWords: ms,
      }),
    );
  }
  clouds.close();
  return rows;
}

export const start: Part = {
  name: 'start',
  about: 'from spawning the process to the first command that is acknowledged',
  run,
};
