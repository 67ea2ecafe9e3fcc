import type { WhitelistGroup } from '../../../../cleanup/leftovers/leftover.ts';
import { isNamedForDts } from '../../../../cleanup/leftovers/leftover.ts';
import type { DatabasePlace } from '../../../../cleanup/leftovers/place.ts';
import type { Readiness, Seen } from '../../../../cleanup/ports.ts';
import { ProviderError, type Urgency } from '../../../../lifecycle/ports.ts';
import { type Rpc, unexpectedAnswer } from '../../rpc.ts';
import { saysNotThere } from '../refusals.ts';
import type { Engine, Instance, Question } from './engine.ts';
import { engineOf, enginesFor } from './engines.ts';
import { readinessOf } from './instance-state.ts';

/** Asks an engine one thing; an answer that is not what the manual says is thrown. */
async function ask<Answer>(
  rpc: Rpc,
  engine: Engine,
  region: string,
  question: Question<Answer>,
  doing: string,
  urgency: Urgency,
): Promise<Answer> {
  const { operation, parameters, schema } = question;
  const body = await rpc.read({ ...engine.api, operation, region, parameters }, doing, urgency);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw unexpectedAnswer(doing, `the answer of ${operation} has another shape`);
}

/** The names of an instance; where only the right to ask for them is missing, that is said, and who needs it is in doubt. */
async function namesOf(
  rpc: Rpc,
  engine: Engine,
  instance: Instance,
  urgency: Urgency,
): Promise<Pick<Extract<Seen, { kind: 'there' }>, 'knownAs' | 'namesMissing'>> {
  const { region, instanceId } = instance;
  const doing = `show the addresses of ${engine.product} ${instanceId}`;
  try {
    return { knownAs: await ask(rpc, engine, region, engine.names(instance), doing, urgency) };
  } catch (thrown) {
    if (!(thrown instanceof ProviderError) || thrown.kind !== 'unauthorized') throw thrown;
    const right = thrown.permission === null ? '' : `: the account lacks the right ${thrown.permission}`;
    return { knownAs: [], namesMissing: `the addresses of ${instanceId} are not shown${right}` };
  }
}

/** All groups of an instance; `null` where the engine does not know the instance. */
async function groupsOf(rpc: Rpc, engine: Engine, instance: Instance, urgency: Urgency) {
  const { region, instanceId } = instance;
  const doing = `list the whitelist of ${engine.product} ${instanceId}`;
  try {
    return await ask(rpc, engine, region, engine.groups(instance), doing, urgency);
  } catch (thrown) {
    if (saysNotThere(thrown)) return null;
    throw thrown;
  }
}

async function seeWith(rpc: Rpc, engine: Engine, instance: Instance, urgency: Urgency): Promise<Seen> {
  const { region, instanceId } = instance;
  const { product } = engine;
  const groups = await groupsOf(rpc, engine, instance, urgency);
  if (groups === null) return { kind: 'gone' };
  const found = groups
    .filter(({ name }) => isNamedForDts(name))
    .map((group): WhitelistGroup => ({ kind: 'whitelist-group', product, region, instanceId, ...group }));
  return {
    kind: 'there',
    found: found.map((leftover) => ({ leftover, hindrance: null })),
    reports: [],
    ...(await namesOf(rpc, engine, instance, urgency)),
  };
}

/**
 * The groups that DTS has put on the whitelist of a database, hidden ones too, one for each network type, and every
 * name that the database is known by. Throws `ProviderError` where it could not look.
 */
export async function seeDatabase(rpc: Rpc, place: DatabasePlace, urgency: Urgency): Promise<Seen> {
  for (const engine of enginesFor(place)) {
    const seen = await seeWith(rpc, engine, place, urgency);
    if (seen.kind !== 'gone') return seen;
  }
  return { kind: 'gone' };
}

/** Whether the instance of a group takes a change of its whitelist now. */
export async function databaseReadiness(rpc: Rpc, group: WhitelistGroup): Promise<Readiness> {
  const engine = engineOf(group);
  if (engine === null) return { kind: 'not-now', why: `Cutover has no way to change ${group.product}` };
  const doing = `show the state of ${group.product} ${group.instanceId}`;
  try {
    const state = await ask(rpc, engine, group.region, engine.state(group), doing, 'interactive');
    return state === null ? { kind: 'gone' } : readinessOf(group.instanceId, state);
  } catch (thrown) {
    if (saysNotThere(thrown)) return { kind: 'gone' };
    throw thrown;
  }
}
