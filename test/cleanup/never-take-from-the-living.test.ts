import { describe, expect, it } from 'vitest';
import type { Checklist } from '../../src/cleanup/checklist/checklist.ts';
import { isSameValue, leftoverKey } from '../../src/cleanup/leftovers/leftover.ts';
import type { RemovalAsk } from '../../src/cleanup/outcome.ts';
import type { CleanupPoint } from '../../src/cleanup/ports.ts';
import type { Looked } from '../../src/lifecycle/ports.ts';
import type { Provider, Task } from '../../src/lifecycle/task.ts';
import { ALICE, BOB, CAROL, Crash, HOUR } from '../lifecycle/world.ts';
import { desk, type FakeNetwork, noRight } from './desk.ts';
import { Random } from './random.ts';
import {
  aLeftover,
  anAnswer,
  aTask,
  endedTask,
  hides,
  KNOWN_AS,
  mayBeTouched,
  needs,
} from './random-world.ts';

const POINTS: readonly CleanupPoint[] = [
  'removal-taken',
  'removal-intent',
  'removal-called',
  'removal-answered',
];
const PEOPLE = [ALICE, BOB, CAROL];
/** What happened in all cases together, so that a test in which nothing happens fails. */
const seen = { changes: 0, doubtful: 0, kept: 0, crashes: 0, agreed: 0, neutralised: 0 };

type Desk = ReturnType<typeof desk>;
interface Confirming {
  readonly ask: RemovalAsk;
  readonly reason: string | null;
  /** Who confirmed this very value before, with time and person. */
  readonly earlier: readonly { userId: string; at: number; ask: RemovalAsk }[];
}

/** Different tasks as every region tells them: by id, each once. */
function tasks(random: Random, provider: Provider): Task[] {
  return random.some(3, () => aTask(random, provider));
}

/** Holds every call against the world as it is at that moment. */
function watchEveryCall(made: Desk, cloud: FakeNetwork, now: () => Confirming | null): string[] {
  const wrong: string[] = [];
  const effective = new Map<string, number>();
  const change = cloud.change.bind(cloud);
  cloud.change = async (step, leftover) => {
    seen.changes += 1;
    if (step === 'neutralise') seen.neutralised += 1;
    const confirming = now();
    const say = (what: string) => void wrong.push(`${what}: ${step} ${JSON.stringify(leftover)}`);
    if (confirming === null) say('nobody confirms anything now');
    if (!mayBeTouched(leftover)) say('it may never be touched');
    for (const task of cloud.living)
      if (needs(task, leftover)) say(`${task.taskId} (${task.stage}) needs it`);
    const shown = confirming?.ask.shown.find((one) => leftoverKey(one.leftover) === leftoverKey(leftover));
    if (shown === undefined || !isSameValue(shown.leftover, leftover)) say('it was not shown');
    const there = cloud.leftovers.find((one) => leftoverKey(one) === leftoverKey(leftover));
    if (there === undefined || !isSameValue(there, leftover)) say('it is not there as it was shown');
    const silent = cloud.looked.filter(({ problem }) => problem !== null).map(({ region }) => region);
    const hidden = cloud.living.some((task) => hides(task, cloud.provider));
    if (silent.length > 0 || hidden) {
      seen.doubtful += 1;
      if ((shown?.doubt ?? null) === null) say('there is a doubt that nobody was shown');
      if ((confirming?.reason ?? '').trim() === '') say('there is a doubt, and no reason');
      for (const region of silent) if (!shown?.doubt?.includes(region)) say(`${region} was not in view`);
    }
    if (made.policy.approvals > 0) {
      const others = (confirming?.earlier ?? []).filter(
        ({ userId, at, ask }) =>
          userId !== confirming?.ask.userId &&
          made.now() - at < HOUR + 60_000 &&
          ask.shown.some((one) => isSameValue(one.leftover, leftover)),
      );
      if (others.length === 0) say('nobody else has confirmed it');
      else seen.agreed += 1;
    }
    const outcome = await change(step, leftover);
    if (['accepted', 'unknown', 'gone'].includes(outcome.kind)) {
      const key = `${confirming?.ask.id} ${leftoverKey(leftover)}`;
      effective.set(key, (effective.get(key) ?? 0) + 1);
      if ((effective.get(key) ?? 0) > 1) say('it was changed twice for one confirmation');
    }
    return outcome;
  };
  return wrong;
}

/** One night of chance; returns what went wrong. */
async function night(seed: number): Promise<string[]> {
  const random = new Random(seed);
  const provider = random.pick(['alibaba-dts', 'alibaba-dts', 'drs'] as const);
  const made = desk();
  const cloud = provider === 'drs' ? made.drs : made.dts;
  const here = cloud.looked[0];
  if (here === undefined) throw new Error('a cloud without a region');
  const silence: Looked = { ...here, region: 'silent-1', problem: noRight('x') };
  const unheard: Looked = { ...here, region: 'silent-2', problem: noRight('x') };
  for (const [id, names] of Object.entries(KNOWN_AS))
    cloud.knownAs.set(`database/cn-hangzhou/${id}`, [...names]);

  let confirming: Confirming | null = null;
  const wrong = watchEveryCall(made, cloud, () => confirming);
  const put = (leftover = aLeftover(random, provider)) => {
    const others = cloud.leftovers.filter((one) => leftoverKey(one) !== leftoverKey(leftover));
    cloud.leftovers = [...others, leftover];
  };
  const speak = () => {
    cloud.looked = [here, ...random.pick([[], [], [], [silence], [silence, unheard]])];
  };
  made.policy.approvals = random.chance(0.2) ? 1 : 0;
  for (let count = 1 + random.below(5); count > 0; count -= 1) put();
  if (random.chance(0.4)) cloud.living = tasks(random, provider);
  if (random.chance(0.5)) speak();
  const { id } = await made.open(endedTask(provider));

  const asks: RemovalAsk[] = [];
  const confirmed: { userId: string; at: number; ask: RemovalAsk }[] = [];
  const read = (): Promise<Checklist> => made.read(id);

  async function ask(itemId: string | null): Promise<void> {
    const actor = random.pick(PEOPLE);
    const outcome = await made.cleanup.askRemoval({ checklistId: id, itemId, actor });
    if (outcome.kind === 'ask') asks.push(outcome.ask);
  }

  async function confirm(): Promise<void> {
    if (asks.length === 0) return;
    const asked = random.chance(0.8) ? (asks.at(-1) as RemovalAsk) : random.pick(asks);
    const reason = random.pick([null, ' ', 'sure', 'INC-1', 'I asked them']);
    confirming = { ask: asked, reason, earlier: [...confirmed] };
    if (random.chance(0.15)) made.dieAt(random.pick(POINTS));
    if (asked.shown.length === 1 && random.chance(0.2))
      cloud.onSee = () => {
        cloud.living = [...cloud.living, aTask(random, provider)];
        cloud.onSee = () => undefined;
      };
    const actor = PEOPLE.find(({ userId }) => userId === asked.userId) ?? ALICE;
    try {
      const outcome = await made.confirm(asked.id, actor, reason);
      if (outcome.kind === 'carried-out') {
        confirmed.push({ userId: asked.userId, at: made.now(), ask: asked });
        seen.kept += outcome.results.filter(({ what }) => what === 'not-removed').length;
      }
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      seen.crashes += 1;
      await new Promise(setImmediate); // the other items of this confirmation come to their end
      await made.restart();
    }
    made.dieAt(null);
    cloud.onSee = () => undefined;
    confirming = null;
  }

  async function askAndConfirm(): Promise<void> {
    await ask(random.chance(0.4) ? null : random.pick((await read()).items).id);
    if (random.chance(0.2)) cloud.living = tasks(random, provider);
    if (random.chance(0.2)) speak();
    made.pass(random.pick([1, 1000, 40_000]));
    await confirm();
  }

  const steps = [
    () => ask(null),
    askAndConfirm,
    askAndConfirm,
    askAndConfirm,
    async () => ask(random.pick((await read()).items).id),
    async () => ask(random.pick((await read()).items).id),
    confirm,
    confirm,
    confirm,
    async () => void (await made.cleanup.lookAgain({ checklistId: id, actor: ALICE })),
    async () => {
      made.pass(random.pick([1000, 20_000, HOUR]));
      await made.tend();
    },
    async () => void Object.assign(cloud, { living: random.pick([[], tasks(random, provider)]) }),
    async () => speak(),
    async () => put(),
    async () => cloud.settle(),
    async () => void Object.assign(cloud, { atOnce: random.chance(0.7) }),
    async () => void Object.assign(cloud, { answers: random.some(3, () => anAnswer(random)) }),
    async () => void cloud.readiness_.push({ kind: 'busy', why: 'restarting' }),
  ];
  for (let count = 6 + random.below(14); count > 0; count -= 1) {
    made.pass(1);
    await random.pick(steps)();
  }
  return wrong;
}

describe('for any tasks, groups and rules, and any order of looks, questions, confirmations and changes', () => {
  it('nothing that a living task needs, nothing that is not DTS’s or the task’s own, and nothing unseen is ever in a call', async () => {
    for (let seed = 1; seed <= 3000; seed += 1) {
      const wrong = await night(seed);
      expect(wrong, `seed ${seed}`).toEqual([]);
    }
    expect(seen.changes).toBeGreaterThan(800);
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(20);
  }, 120_000);
});
