import type { ConfirmOutcome, RequestOutcome } from '../../src/lifecycle/outcome.ts';
import type { Fact } from '../../src/lifecycle/readiness/facts.ts';
import type { WholePolicy } from '../../src/policy/policy.ts';
import { type Because, type Cell, type Expected, expected, type Hurdle } from './expected.ts';
import { actorAt, type Night, nightOf, readOn, USER } from './table-world.ts';

/** How each sort of refusal is put. */
export const SAYS: Readonly<Record<Because, RegExp>> = {
  'no member': /^Only full members of this workspace may use me, and you (?:are a|belong to)|deactivated\.$/,
  'not checked': /^I could not check who you are, because Slack did not answer/,
  'the task': /^(?!.*(?:policy|full members|could not check)).{20,}/,
  'the place': /^You may not .* here; the policy allows it to you in C0RULE only\.$/,
  'no right': /^You may not .*\. The policy allows it to .* in C0RULE\.$/,
};

type Wrong = string | null;

/** The first of some checks that does not hold, in words. */
function firstWrong(...checks: readonly (readonly [boolean, string])[]): Wrong {
  return checks.find(([holds]) => !holds)?.[1] ?? null;
}

function calls(night: Night): number {
  return night.dts.sends.length + night.drs.sends.length;
}

function nothingSent(night: Night): readonly [boolean, string] {
  return [calls(night) === 0, `${calls(night)} calls were sent`];
}

async function wrongRefusal(
  night: Night,
  userId: string,
  outcome: RequestOutcome,
  { because, nothingToDo }: Extract<Expected, { kind: 'refused' }>,
): Promise<Wrong> {
  if (outcome.kind !== 'refused') return `not refused but ${outcome.kind}`;
  const line = night.store.audit.at(-1);
  return firstWrong(
    nothingSent(night),
    [SAYS[because].test(outcome.why), `refused, but not for ${because}: ${outcome.why}`],
    [outcome.nothingToDo === nothingToDo, `nothing to do: ${outcome.nothingToDo}`],
    [(await night.endings()).length === 0, 'an ending was made'],
    [night.store.audit.length === 1 && line?.type === 'request.refused', 'there is not one line of it'],
    [line?.['actor'] === userId && line['why'] === outcome.why, 'its line has another person or reason'],
  );
}

/** What the person has done so far: nothing, the wrong name, the name, the ticks, the reason. */
interface Done {
  name: string | null;
  known: readonly Fact[];
  reason: string | null;
}

/** Does what the last objection asks for. */
function doMore(done: Done, objection: Hurdle, facts: readonly Fact[], title: string): void {
  if (objection === 'name-needed') done.name = 'something else';
  else if (objection === 'wrong-name') done.name = title;
  else if (objection === 'not-ready') done.known = facts;
  else done.reason = 'the source is dead';
}

function objectionOf(outcome: ConfirmOutcome): string {
  return outcome.kind === 'taken' ? 'taken' : outcome.objection.kind;
}

function factsIn(outcome: ConfirmOutcome): readonly Fact[] {
  return outcome.kind === 'objection' && 'facts' in outcome.objection ? outcome.objection.facts : [];
}

/** Confirms with one thing more each time, as each objection asks; the words of all answers. */
async function confirmAll(night: Night, cell: Cell, id: string, hurdles: readonly Hurdle[]) {
  const actor = actorAt(USER[cell.role], cell.place);
  const typed = cell.action !== 'pause' && cell.action !== 'resume';
  const done: Done = { name: null, known: [], reason: null };
  const heard: string[] = [];
  for (const hurdle of [...hurdles, null]) {
    const { name, known, reason } = done;
    const form = typed || known.length > 0 ? { name: typed ? name : null, reason } : null;
    const outcome = await night.lifecycle.confirm({
      id,
      actor,
      typed: form?.name === null && known.length === 0 ? null : form,
      known,
    });
    const word = objectionOf(outcome);
    heard.push(word);
    if (word !== hurdle) return { heard, outcome };
    // Who does not want to know what stands against it never gets further.
    const stays = word === 'not-ready' && cell.ready === 'against, and not known';
    if (!stays) doMore(done, hurdle, factsIn(outcome), night.task.name ?? '');
  }
  throw new Error(`the last hurdle was taken for one more: ${heard.join(', ')}`);
}

/** Presses that must come to nothing: in another channel, and by somebody else. */
async function wrongHands(night: Night, cell: Cell, id: string): Promise<Wrong> {
  const { userId } = actorAt(USER[cell.role], cell.place);
  const typed = { name: night.task.name, reason: 'x' };
  const elsewhere = await night.lifecycle.confirm({ id, actor: actorAt(userId, 'another channel'), typed });
  const other = userId === 'U0NAMED' ? 'U0MEMBER' : 'U0NAMED';
  const others = await night.lifecycle.confirm({ id, actor: actorAt(other, cell.place), typed });
  return firstWrong(
    [objectionOf(elsewhere) === 'not-allowed', `pressed in another channel: ${objectionOf(elsewhere)}`],
    [objectionOf(others) === 'not-yours', `pressed by another person: ${objectionOf(others)}`],
    nothingSent(night),
  );
}

/** Who may agree where the rule names leads, or, for an override, everybody whom it allows. */
const AGREES = {
  'force-terminate': ['U0HEAD', 'U0LEAD'],
  else: ['U0NAMED', 'U0MEMBER', 'U0HEAD'],
} as const;

/** Lets those agree who must, after all those who may not; `null` where every press came to what it should. */
async function agree(night: Night, cell: Cell, id: string, needed: number): Promise<Wrong> {
  const asker = USER[cell.role];
  const may = AGREES[cell.action === 'force-terminate' ? 'force-terminate' : 'else'].filter(
    (userId) => userId !== asker,
  );
  const mayNot = [asker, 'U0NOBODY', 'U0MULTI', 'U0GONE', 'U0SILENT'];
  const press = (userId: string) => night.lifecycle.approve({ id, actor: actorAt(userId, cell.place) });
  for (const userId of mayNot) {
    const { kind } = await press(userId);
    const last = night.store.audit.at(-1);
    const wrong = firstWrong(
      [kind === 'refused', `${userId} could agree`],
      [last?.type === 'ending.approval-refused' && last['actor'] === userId, `no line of ${userId}`],
      nothingSent(night),
    );
    if (wrong !== null) return wrong;
  }
  for (const userId of may.slice(0, needed)) {
    if (calls(night) > 0) return 'sent before all had agreed';
    const { kind } = await press(userId);
    if (kind !== 'recorded') return `${userId} could not agree`;
  }
  return null;
}

/** Everything was done that is asked for: one call, on record before it, and no second one for another press. */
async function wrongEnd(night: Night, cell: Cell, id: string): Promise<Wrong> {
  const sent = [...night.dts.sends, ...night.drs.sends];
  const intents = night.auditTypes().filter((type) => type === 'ending.executing').length;
  const order = night.journal.filter((entry) => /executing|^send/.test(entry)).join(', ');
  const again = await night.lifecycle.confirm({
    id,
    actor: actorAt(USER[cell.role], cell.place),
    typed: null,
  });
  return firstWrong(
    [sent.length === 1, `${sent.length} calls were sent`],
    [sent[0]?.action === cell.action && sent[0].task.taskId === night.task.taskId, 'another call was sent'],
    [intents === 1 && order === `commit ending.executing, send ${cell.action}`, `not in order: ${order}`],
    [objectionOf(again) === 'already', `pressed once more: ${objectionOf(again)}`],
    [calls(night) === 1, 'pressed once more, and sent again'],
  );
}

async function wrongPlan(
  night: Night,
  cell: Cell,
  outcome: RequestOutcome,
  { hurdles, others }: Extract<Expected, { kind: 'plan' }>,
): Promise<Wrong> {
  if (outcome.kind !== 'plan')
    return `no plan but ${outcome.kind}: ${outcome.kind === 'refused' ? outcome.why : ''}`;
  const { id } = outcome.confirmation;
  const hands = await wrongHands(night, cell, id);
  if (hands !== null) return hands;
  await readOn(night, cell, id);
  const lines = night.store.audit.length;
  const { heard, outcome: last } = await confirmAll(night, cell, id, hurdles);
  const objections = heard.filter((word) => word !== 'taken');
  const told = night.store.audit.slice(lines).filter(({ type }) => type === 'confirm.refused');
  const way = [...hurdles, others === null ? 'not-ready' : 'taken'].join(', ');
  const wrong = firstWrong(
    [heard.join(', ') === way, `not ${way} but ${heard.join(', ')}`],
    [told.map((line) => line['why']).join() === objections.join(), 'not every objection left its line'],
  );
  if (wrong !== null || last.kind !== 'taken') return wrong ?? nothing(night);
  const [ending] = last.endings;
  if (ending === undefined) return 'no ending was made';
  if (ending.approvalsNeeded !== others) return `${ending.approvalsNeeded} others must agree`;
  const agreed = others === 0 ? null : await agree(night, cell, ending.id, others ?? 0);
  return agreed ?? (await wrongEnd(night, cell, id));
}

function nothing(night: Night): Wrong {
  return firstWrong(nothingSent(night));
}

/** Walks a cell from the request to its end, and says what is not as it should be; `null` where all is. */
export async function walk(cell: Cell, policy: WholePolicy): Promise<Wrong> {
  const night = nightOf(cell, policy);
  const should = expected(cell);
  const actor = actorAt(USER[cell.role], cell.place);
  const outcome = await night.lifecycle.request({
    action: cell.action,
    target: { kind: 'words', words: night.task.taskId, scope: null },
    actor,
    reason: null,
  });
  return should.kind === 'refused'
    ? wrongRefusal(night, actor.userId, outcome, should)
    : wrongPlan(night, cell, outcome, should);
}
