import type { WebClient } from '@slack/web-api';
import { parse } from 'yaml';
import { Findings } from '../../src/config/findings.ts';
import { readPolicy } from '../../src/config/read-policy.ts';
import type { Actor } from '../../src/lifecycle/ports.ts';
import type { Comparison } from '../../src/lifecycle/readiness/evidence.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { createPolicyBook } from '../../src/policy/book.ts';
import { createPolicy, type WholePolicy } from '../../src/policy/policy.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { drsTask, dtsTask } from '../lifecycle/tasks.ts';
import { world } from '../lifecycle/world.ts';
import { type Cell, isJudged, type Place, type Role, type RuleOfReadiness } from './expected.ts';

const POLICY = (readiness: RuleOfReadiness) => `
- allow: [hold, freeze]
  who: [U0HEAD]
- allow: [terminate, release, pause, resume, cleanup]
  who: [U0NAMED, U0SINGLE, U0BOT, U0SHARED, U0NOBODYKNOWS, U0SILENT, S0DBA]
  channels: [C0RULE]
  readiness: ${readiness}
- allow: [force-terminate]
  who: [U0NAMED, U0SINGLE, U0BOT, U0SHARED, U0NOBODYKNOWS, U0SILENT, S0DBA]
  channels: [C0RULE]
  approvals: 1
  approvers: [S0LEADS]
  readiness: ${readiness}
`;

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  S0DBA: ['U0MEMBER', 'U0HEAD', 'U0MULTI', 'U0GONE', 'U0ELSEWHERE'],
  S0LEADS: ['U0HEAD', 'U0LEAD', 'U0MULTI', 'U0GONE'],
};

export const USER: Readonly<Record<Role, string>> = {
  'a named user': 'U0NAMED',
  'a member of the named group': 'U0MEMBER',
  'a DBA lead who may freeze': 'U0HEAD',
  'a member of no group': 'U0NOBODY',
  'an approver only': 'U0LEAD',
  'a guest of several channels, in the group': 'U0MULTI',
  'a guest of one channel, by name': 'U0SINGLE',
  'a deactivated member of the group': 'U0GONE',
  'a bot, by name': 'U0BOT',
  'a person of another workspace, in the group': 'U0ELSEWHERE',
  'a person of a shared channel, by name': 'U0SHARED',
  'somebody whom Slack does not know': 'U0NOBODYKNOWS',
  'somebody about whom Slack is silent': 'U0SILENT',
};

/** What users.info adds for those who are not simply members. */
const FLAGS: Readonly<Record<string, object>> = {
  U0MULTI: { is_restricted: true },
  U0SINGLE: { is_restricted: true, is_ultra_restricted: true },
  U0GONE: { deleted: true },
  U0BOT: { is_bot: true },
  U0ELSEWHERE: { team_id: 'T9' },
  U0SHARED: { is_stranger: true },
};

/** Slack as the bot's client sees it. */
const SLACK = {
  users: {
    async info({ user }: { user: string }) {
      if (user === 'U0SILENT') throw new Error('no answer');
      if (user === 'U0NOBODYKNOWS')
        throw Object.assign(new Error('user_not_found'), { data: { ok: false, error: 'user_not_found' } });
      return { ok: true, user: { id: user, team_id: 'T1', deleted: false, is_bot: false, ...FLAGS[user] } };
    },
  },
  usergroups: {
    users: {
      list: async ({ usergroup }: { usergroup: string }) => ({ ok: true, users: GROUPS[usergroup] ?? [] }),
    },
  },
} as unknown as WebClient;

/** The real policy over the rules of the table. */
export function judgedBy(readiness: RuleOfReadiness): WholePolicy {
  const findings = new Findings('cutover.yml');
  const rules = readPolicy(parse(POLICY(readiness), { schema: 'failsafe' }), [], findings);
  if (findings.problems.length > 0) throw new Error(JSON.stringify(findings.problems));
  const book = createPolicyBook({ rules, windows: [] });
  return createPolicy(
    book,
    createDirectory(SLACK, () => 'T1', Date.now),
  );
}

const CHANNEL: Readonly<Record<Place, string | null>> = {
  'the channel of the rule': 'C0RULE',
  'another channel': 'C0OTHER',
  'no channel': null,
};

export function actorAt(userId: string, place: Place): Actor {
  return { userId, teamId: 'T1', channelId: CHANNEL[place] };
}

const EQUAL: Comparison = {
  of: 'all rows',
  comparesRows: true,
  result: 'same',
  status: 'Finished',
  different: [],
  tables: [],
  finishedAt: null,
};

/** The task of a cell, as its cloud shows it. */
export function taskOf({ kind, stage, ready }: Cell): Task {
  const against = ready.startsWith('against');
  const fullLoad = ready === 'fine' ? 'complete' : against ? 'running' : 'not-shown';
  const [provider, sort] = kind.split(' ');
  return (provider === 'dts' ? dtsTask : drsTask)({
    kind: sort as Task['kind'],
    stage,
    status: `As ${stage}`,
    lag: ready === 'not known' ? null : { milliseconds: against ? 42_000 : 0 },
    fullLoad: stage === 'full-load' ? fullLoad : 'complete',
  });
}

/** A night around the task of a cell. */
export function nightOf(cell: Cell, policy: WholePolicy) {
  const night = world();
  Object.assign(night.policy, policy);
  const task = taskOf(cell);
  const cloud = task.provider === 'drs' ? night.drs : night.dts;
  cloud.show(task);
  if (cell.ready === 'fine') cloud.compared = { comparisons: [EQUAL] };
  return { ...night, task, lifecycle: night.lifecycle };
}
export type Night = ReturnType<typeof nightOf>;

/** Says that writes are stopped, and reads as often, and for as long, as a lag must be steady. */
export async function readOn(night: Night, cell: Cell, id: string): Promise<void> {
  if (!isJudged(cell) || cell.ready !== 'fine') return;
  if (cell.stage === 'running')
    await night.lifecycle.declareWritesStopped({ id, actor: actorAt(USER[cell.role], cell.place) });
  for (let reading = 0; reading < 4; reading += 1) {
    night.pass(15_000);
    await night.lifecycle.readAgain();
  }
}
