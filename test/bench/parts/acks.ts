import { below, compared, type Effort, type Part, type Row } from '../part.ts';
import { ackP99, type Deed, sendLoad } from '../sides/load.ts';
import { Pauser } from '../sides/pauser.ts';
import { startBoth, startCloudsSide, startProgram } from '../sides/program.ts';
import { inRounds } from '../sides/rounds.ts';
import type { TransportName } from '../sides/slack-side.ts';
import { ms, quantile } from '../sides/statistics.ts';

/** Far more than the people of a company press. */
const PER_SECOND = 100;
/** Cutover answers the press as well; the bare app only acknowledges it. */
const CLICK = { cutover: 'ending.cancel', bolt: 'bench.ack' } as const;
const PEOPLE = 8;

function clickOn(actionId: string): Deed {
  return { kind: 'click', of: actionId, value: 'nothing', answered: false };
}

async function clicks(transport: TransportName, effort: Effort, clouds: Clouds): Promise<Row> {
  const both = await startBoth({ transport, clouds });
  const { cutover, bolt } = await inRounds(effort.rounds, async (name) => {
    const load = { deed: clickOn(CLICK[name]), pace: { perSecond: PER_SECOND } };
    await sendLoad(both[name].slack, { ...load, seconds: effort.quick ? 0.2 : 1 });
    return sendLoad(both[name].slack, { ...load, seconds: effort.seconds });
  });
  await both.close();
  return compared({
    what: `acknowledgement of ${PER_SECOND} clicks a second, p99, ${transport}`,
    cutover: ackP99(cutover),
    against: ackP99(bolt),
    target: { most: 1.5 },
    inWords: ms,
  });
}

type Clouds = Awaited<ReturnType<typeof startCloudsSide>>;

/** Clicks while eight people confirm one plan after the other, each with its durable commits. */
async function whileCommitting(transport: TransportName, { quick, rounds }: Effort): Promise<Row> {
  const presses = quick ? PEOPLE : 4 * PEOPLE * rounds;
  const clouds = await startCloudsSide(presses + PEOPLE);
  const program = await startProgram('cutover', { transport, clouds, stderr: 'pipe' });
  const pauser = new Pauser(program);
  await pauser.press(PEOPLE, PEOPLE);
  const deed = clickOn(CLICK.cutover);
  const all: number[] = [];
  let isOver = false;
  const beside = async () => {
    while (!isOver) {
      const { ackMs } = await sendLoad(program.slack, {
        deed,
        pace: { perSecond: PER_SECOND },
        seconds: 0.5,
      });
      all.push(...ackMs);
    }
  };
  const clicking = beside();
  const pressed = await pauser.press(PEOPLE, presses);
  isOver = true;
  await clicking;
  all.push(...pressed.map(({ ackMs }) => ackMs));
  await program.close();
  clouds.close();
  return below(
    `acknowledgement while ${PEOPLE} people confirm, p99, ${transport}`,
    quantile(all, 0.99),
    50,
    ms,
  );
}

async function run(effort: Effort): Promise<readonly Row[]> {
  const clouds = await startCloudsSide();
  const rows: Row[] = [];
  for (const transport of ['http', 'socket'] as const) {
    rows.push(await clicks(transport, effort, clouds));
    rows.push(await whileCommitting(transport, effort));
  }
  clouds.close();
  return rows;
}

export const acks: Part = {
  name: 'acks',
  about: 'how soon clicks are acknowledged, alone and while durable commits run',
  run,
};
