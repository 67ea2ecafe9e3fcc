import { type Asked, type Bundle, type Link, witnessesIn } from './bundle.ts';
import type { AuditLine } from './events.ts';
import { digestOf } from './line.ts';
import { type IsWanted, selection, type Wanted } from './selection.ts';
import { readTrail } from './trail.ts';

function askedOf({ ending, task, since, until }: Wanted): Asked {
  return {
    ...(ending === undefined ? {} : { ending }),
    ...(task === undefined ? {} : { task }),
    ...(since === undefined ? {} : { from: since.toISOString() }),
    ...(until === undefined ? {} : { to: until.toISOString() }),
  };
}

async function spanOf(folder: string, isWanted: IsWanted): Promise<{ first: number; last: number } | null> {
  let [first, last] = [0, 0];
  for await (const line of readTrail(folder)) {
    if (!isWanted(line)) continue;
    if (first === 0) first = line.seq;
    last = line.seq;
  }
  return first === 0 ? null : { first, last };
}

function asLink(line: AuditLine): Link {
  const { seq, prev, hash } = line;
  return { seq, prev, digest: digestOf(line), hash };
}

/** Does this line tell people a head that covers everything up to `last`? */
function covers(line: AuditLine, last: number): boolean {
  return witnessesIn([line]).some(({ seq }) => seq >= last);
}

/**
 * The wanted lines and the heads among them whole, the others as links, from the first wanted line up to the next head
 * that was told and covers the last one, or, where there is none yet, to the end of the trail. `null` where no line is
 * wanted. The trail must have been verified; `made` is in milliseconds.
 */
export async function makeBundle(folder: string, wanted: Wanted, made: number): Promise<Bundle | null> {
  const isWanted = await selection(folder, wanted);
  const span = await spanOf(folder, isWanted);
  if (span === null) return null;
  const links: (AuditLine | Link)[] = [];
  for await (const line of readTrail(folder)) {
    if (line.seq < span.first) continue;
    const isKept = (line.seq <= span.last && isWanted(line)) || line.type === 'audit.head';
    links.push(isKept ? line : asLink(line));
    if (line.seq >= span.last && covers(line, span.last)) break;
  }
  const end = links.at(-1);
  if (end === undefined) return null;
  return {
    made: new Date(made).toISOString(),
    asked: askedOf(wanted),
    links,
    head: { seq: end.seq, hash: end.hash },
    witnesses: witnessesIn(links),
  };
}
