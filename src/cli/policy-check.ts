import { parseArgs } from 'node:util';
import { openAccount } from '../accounts.ts';
import type { Config } from '../config/config.ts';
import { nearest } from '../config/nearest.ts';
import type { Verdict } from '../lifecycle/ports.ts';
import { findTasks } from '../lifecycle/search.ts';
import { type Task, titleOf } from '../lifecycle/task.ts';
import { endsForGood } from '../lifecycle/words.ts';
import { createLog } from '../log/log.ts';
import { explain } from '../policy/explain.ts';
import type { Named } from '../policy/match.ts';
import { EVERYTHING } from '../policy/policy.ts';
import { DEEDS, type Deed, isBrake } from '../policy/ports.ts';
import { createWebClient } from '../slack/app.ts';
import { createDirectory, type SlackDirectory } from '../slack/directory.ts';
import { problemSentence } from '../slack/messages/problem.ts';
import { describeError } from '../slack/reply.ts';
import { describeBadOption } from './bad-option.ts';
import { complain, FAILED, OK } from './exit.ts';
import { secretsOf } from './load-config.ts';

const USAGE = `cutover policy check --user U… --action ACTION --task TASK [--channel C…] [--config FILE]

ACTION is one of ${DEEDS.join(', ')}; TASK is a job id, an instance id or a name. freeze is about everything, and takes no --task.`;

/** What is asked of the policy. */
export interface Question {
  readonly user: string;
  readonly deed: Deed;
  /** `null` for a freeze, which is about everything. */
  readonly task: string | null;
  readonly channel: string | null;
}

function isDeed(word: string): word is Deed {
  return DEEDS.some((deed) => deed === word);
}

/** The question in the arguments, or the sentence that says what is wrong with them. */
function readQuestion(args: readonly string[]): Question | string {
  const text = { type: 'string' } as const;
  let values: Partial<Record<'user' | 'action' | 'task' | 'channel', string>>;
  try {
    values = parseArgs({
      args: [...args],
      options: { user: text, action: text, task: text, channel: text },
    }).values;
  } catch (error) {
    return describeBadOption(error);
  }
  const { user, action, task, channel } = values;
  if (user === undefined || action === undefined || (task === undefined && action !== 'freeze'))
    return '--user, --action and --task are all needed.';
  if (!/^[UW]/.test(user)) return `--user ${user}: the id of a Slack user starts with U or W.`;
  if (action === 'freeze' && task !== undefined)
    return '--task does not belong to --action freeze: a freeze is about everything.';
  if (isDeed(action)) return { user, deed: action, task: task ?? null, channel: channel ?? null };
  const near = nearest(action, DEEDS);
  return `--action ${action}: there is no such action${near === null ? '' : `; did you mean ${near}?`}`;
}

/** The people as Slack knows them, with the workspace that the bot token belongs to. */
async function openDirectory(config: Config): Promise<SlackDirectory> {
  const token = { botToken: config.slack.botToken.reveal(), apiUrl: config.slack.apiUrl };
  const client = createWebClient(token, createLog('error', secretsOf(config)), 10_000);
  const team = await client.auth.test();
  return createDirectory(client, () => team.team_id ?? null, Date.now);
}

/** Is it an action that ends a task for good, so that readiness counts? */
function endsTask(deed: Deed): boolean {
  return deed !== 'cleanup' && !isBrake(deed) && endsForGood(deed);
}

function inWords(verdict: Verdict, deed: Deed): string {
  if (!verdict.allowed) return `No. ${verdict.why}`;
  if (isBrake(deed)) return `Yes, by rule ${verdict.rule}: at once, and others are told.`;
  const how = verdict.confirm === 'type-name' ? 'types the name' : 'presses a button';
  const people = verdict.approvals === 1 ? '1 other person' : `${verdict.approvals} other people`;
  const agree =
    verdict.approvals === 0 ? '' : `, and ${people} of ${verdict.approvers.join(', ')} must agree`;
  const ready =
    endsTask(deed) && verdict.readiness === 'required'
      ? '; readiness is required, and going on without it needs a reason and one more person'
      : '';
  const alone =
    deed === 'terminate' && verdict.presence === 'not-needed'
      ? '; at a given time nobody has to be there'
      : '';
  return `Yes, by rule ${verdict.rule}: ${how}${agree}${ready}${alone}.`;
}

/** The question in the arguments of `cutover policy check`; `null` after it was said what is wrong with them. */
export function readPolicyQuestion(args: readonly string[]): Question | null {
  const question = readQuestion(args);
  if (typeof question !== 'string') return question;
  complain(`${question}\n\n${USAGE}`);
  return null;
}

/**
 * Says which rule of the policy decides on one person, action and task, and what was found at each rule before it.
 * Asks Slack and the clouds; changes nothing. 0 where everything asked for is allowed, 1 where not.
 */
export async function runPolicyCheck(
  question: Question,
  config: Config,
  out: (line: string) => void,
): Promise<number> {
  const subjects = question.task === null ? [WHOLE] : await subjectsOf(question.task, config, out);
  if (subjects.length === 0) {
    out(`There is no task ${question.task} in the configured accounts and regions.`);
    return FAILED;
  }
  try {
    return await answer(subjects, question, config, out);
  } catch (error) {
    complain(`Slack could not be asked: ${describeError(error)}`);
    return FAILED;
  }
}

/** What is asked about, and how it is called. */
interface Subject {
  readonly task: Named;
  readonly called: string;
}

const WHOLE: Subject = { task: EVERYTHING, called: 'everything' };

function subjectOf(task: Task): Subject {
  return { task, called: `${titleOf(task)} (${task.taskId}, account ${task.account})` };
}

async function subjectsOf(
  words: string,
  config: Config,
  out: (line: string) => void,
): Promise<readonly Subject[]> {
  const { tasks, looked } = await findTasks(
    config.accounts.map((account) => openAccount(account)),
    null,
    words,
  );
  for (const { account, region, problem } of looked) {
    if (problem !== null) out(`Not looked in ${account}, ${region}: ${problemSentence(problem)}`);
  }
  return tasks.map(subjectOf);
}

async function answer(
  subjects: readonly Subject[],
  { user, channel, deed }: Question,
  config: Config,
  out: (line: string) => void,
): Promise<number> {
  const directory = await openDirectory(config);
  const actor = { userId: user, teamId: null, channelId: channel };
  let code = OK;
  for (const { task, called } of subjects) {
    const { verdict, steps } = await explain(
      config.policy,
      directory,
      { actor, deed, task },
      () => undefined,
    );
    out(`${user}, ${deed}, ${called}`);
    for (const step of steps) out(`  ${step}`);
    out(`  ${inWords(verdict, deed)}`);
    if (!verdict.allowed) code = FAILED;
  }
  return code;
}
