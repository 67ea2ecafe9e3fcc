import { openAccount } from '../../accounts.ts';
import type { AccountConfig } from '../../config/config.ts';
import type { Found, Looked, ProviderError } from '../../lifecycle/ports.ts';
import { isOver } from '../../lifecycle/task.ts';
import { lacksOnlyARight } from '../../providers/drs/refusals.ts';
import type { Examination } from '../../providers/examination.ts';
import type { KeyUse } from '../../providers/key-uses.ts';
import { problemSentence } from '../../slack/messages/problem.ts';
import { createFarClock, judgeClock } from '../clock.ts';
import { type Check, type Finding, fail, note, ok, type Section, together } from '../finding.ts';
import { examineAccount } from './examine-account.ts';
import { keyName, keysOf, keyWords } from './policies.ts';
import { judgeReads } from './reads.ts';
import { rightsOf, tiersOf } from './rights.ts';

const EXPIRES = 'Its signatures are refused from 15 min on: then nothing can be listed or ended.';

/** One account with the key that reads, asked as seldom as can be: its tasks are listed once. */
interface Reading {
  readonly examination: Examination;
  readonly list: () => Promise<Found>;
}

function problemsOf(looked: readonly Looked[]): readonly { region: string; problem: ProviderError }[] {
  return looked.flatMap(({ region, problem }) => (problem === null ? [] : [{ region, problem }]));
}

function sentences(problems: readonly { region: string; problem: ProviderError }[]): string {
  return problems
    .map(({ region, problem }) => {
      const late = problem.code?.startsWith('InvalidTimeStamp') === true;
      return `${region}: ${problemSentence(problem)}${late ? ' The clock of this machine is wrong.' : ''}`;
    })
    .join(' ');
}

function many(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

async function listing(account: AccountConfig, { list }: Reading): Promise<Finding> {
  const { tasks, looked } = await list();
  const problems = problemsOf(looked);
  if (problems.length > 0) return fail(sentences(problems));
  return ok(`${many(account.regions.length, 'region')}, ${many(tasks.length, 'task')}`);
}

/** Of a key that only changes things it is enough that the cloud knows it; that it can list is more than it needs. */
async function known(only: AccountConfig): Promise<Finding> {
  const { looked } = await openAccount(only).list('background');
  const problems = problemsOf(looked).filter(({ problem }) => !lacksOnlyARight(problem));
  if (problems.length > 0) return fail(sentences(problems));
  if (looked.every(({ problem }) => problem !== null)) return ok();
  return note('It may also list tasks, which it does not need: take the rights of the reading tier from it.');
}

/** The rights of a key that change something, each with what it is for. */
function changesOf(account: AccountConfig, use: KeyUse) {
  const rights = rightsOf(account);
  return tiersOf(account, use).flatMap((tier) => {
    if (tier !== 'end' && tier !== 'remove') return [];
    const purpose = tier === 'end' ? 'ending' : 'cleaning up';
    return rights[tier].actions.map((action) => ({ action, purpose }));
  });
}

/** Rights that change something cannot be tried: neither cloud has a trial run. Each is named, and none is asked. */
function changes(account: AccountConfig, use: KeyUse): Check {
  const lines = changesOf(account, use).map(
    ({ action, purpose }) => `not checked  ${action}: no trial run exists (${purpose})`,
  );
  return {
    title: `${keyName(account, use)}: rights to change tasks are not checked`,
    run: async () =>
      note(
        'The clouds offer no trial run, and the doctor changes nothing. Compare the policy of the key with what "cutover doctor --policy" prints.',
        lines,
      ),
  };
}

/** Whose key it is, and what it may do beyond its work. The provider's own words end with the next step. */
function identity(account: AccountConfig, use: KeyUse, examination: Examination): Check {
  return {
    title: `account ${account.name}${keyWords(account, use)} has no rights that it does not need, as far as the cloud tells`,
    run: async () => together(await examination.identity()),
  };
}

/** Asks about living tasks first: of those that are over a cloud may know little. */
async function reads({ examination, list }: Reading): Promise<Finding> {
  const { tasks, looked } = await list();
  const shut = problemsOf(looked).filter(({ problem }) => !lacksOnlyARight(problem));
  if (shut.length === looked.length)
    return note('Not asked, because the account cannot be reached with this key.');
  const living = tasks.filter(({ stage }) => !isOver(stage));
  const asked = await examination.reads([...living, ...tasks.filter((task) => !living.includes(task))]);
  return judgeReads(asked);
}

function ofReading(account: AccountConfig, reading: Reading): readonly Check[] {
  const name = `account ${account.name}${keyWords(account, 'read')}`;
  return [
    { title: `${name} can list its tasks`, run: () => listing(account, reading) },
    { title: `${name} may read what the bot needs`, run: () => reads(reading) },
  ];
}

function ofChanging(account: AccountConfig, use: KeyUse, only: AccountConfig): readonly Check[] {
  const title = `account ${account.name}${keyWords(account, use)} is known to the cloud`;
  return [{ title, run: () => known(only) }];
}

/** Everything about one account; `probe` also tells what its cloud really does, once the checks are made. */
export interface AccountExamined {
  readonly section: Section;
  probe(): Promise<Readonly<Record<string, unknown>>>;
}

/** The checks of an account, the key that reads first, then those that change things. */
export function examine(account: AccountConfig): AccountExamined {
  const clock = createFarClock();
  const keys = keysOf(account);
  const reader = keys[0]?.only ?? account;
  const examination = examineAccount(reader, clock.heard);
  let listed: Promise<Found> | null = null;
  const list = () => {
    listed ??= openAccount(reader).list('background');
    return listed;
  };
  const reading = { examination, list };
  const checks = keys.flatMap(({ use, only }): Check[] => [
    ...(use === 'read' ? ofReading(account, reading) : ofChanging(account, use, only)),
    identity(account, use, use === 'read' ? examination : examineAccount(only, clock.heard)),
    ...(changesOf(account, use).length > 0 ? [changes(account, use)] : []),
  ]);
  const time: Check = {
    title: `account ${account.name} and this machine agree on the time`,
    run: async () => judgeClock('the cloud', clock, EXPIRES),
  };
  return {
    section: { title: `ACCOUNT ${account.name}`, checks: [...checks, time] },
    async probe() {
      const { tasks, looked } = await list();
      const answered = looked.filter(({ problem }) => problem === null).length;
      return { regionsThatAnswered: answered, ...(await examination.probe(tasks)) };
    },
  };
}
