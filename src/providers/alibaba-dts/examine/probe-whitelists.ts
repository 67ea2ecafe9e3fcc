import { UNTOUCHABLE } from '../../../cleanup/leftovers/leftover.ts';
import type { Task } from '../../../lifecycle/task.ts';
import { cloudWord, counted, maskedGroup, varied, wordOf } from '../../masks.ts';
import type { Group, Instance } from '../network/whitelists/engine.ts';
import { enginesFor } from '../network/whitelists/engines.ts';
import type { Asking } from './asking.ts';

/** So many databases of a product are asked. */
const MOST_OF_A_PRODUCT = 12;

interface Database extends Instance {
  readonly product: string;
}

/** The cloud's own names as they are, names with "dts" masked; a name that can only be the customer's is not told. */
function toldOf({ name, attribute }: Group): string {
  const plain = name.trim().toLowerCase();
  const told = UNTOUCHABLE.has(plain) ? plain : /dts/i.test(name) ? maskedGroup(name) : 'another group';
  return attribute.toLowerCase() === 'hidden' ? `${told} (hidden)` : told;
}

function databasesOf(tasks: readonly Task[]): readonly Database[] {
  const ends = varied(tasks, tasks.length).flatMap(({ source, destination, region }) =>
    [source, destination].map((end) => ({ ...end, region: end.region ?? region })),
  );
  const own = ends.flatMap(({ place, product, instanceId, region, foreignAccount }): [string, Database][] =>
    place === 'cloud-instance' && product !== null && instanceId !== null && foreignAccount === null
      ? [[instanceId, { product, instanceId, region }]]
      : [],
  );
  const each = [...new Map(own).values()];
  return each.filter(({ product }, at) => {
    const before = each.slice(0, at).filter((other) => other.product === product);
    return before.length < MOST_OF_A_PRODUCT;
  });
}

/** The groups of the first API that knows the database; the failure of the last one where none does. */
async function groupsOf({ rpc }: Asking, database: Database): Promise<readonly string[]> {
  let failure = 'no API knows it';
  try {
    for (const engine of enginesFor(database)) {
      const { operation, parameters, schema } = engine.groups(database);
      const call = { ...engine.api, operation, region: database.region, parameters };
      try {
        return schema.parse(await rpc.read(call, 'list a whitelist', 'background')).map(toldOf);
      } catch (thrown) {
        failure = wordOf(thrown);
      }
    }
  } catch (thrown) {
    failure = wordOf(thrown);
  }
  return [`could not be asked: ${failure}`];
}

/** The names of whitelist groups that are really in use, by product, for some databases of these tasks. */
export async function groupNamesInUse(
  asking: Asking,
  tasks: readonly Task[],
): Promise<Readonly<Record<string, unknown>>> {
  const answers = await Promise.all(
    databasesOf(tasks).map(async (database) => ({
      product: cloudWord(database.product),
      seen: await groupsOf(asking, database),
    })),
  );
  const products = [...new Set(answers.map(({ product }) => product))];
  const ofProduct = (product: string) =>
    answers.flatMap((answer) => (answer.product === product ? answer.seen : []));
  return Object.fromEntries(products.map((product) => [product, counted(ofProduct(product))]));
}
