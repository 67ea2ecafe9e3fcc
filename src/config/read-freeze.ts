import { z } from 'zod';
import { readBound } from '../brakes/bound.ts';
import type { FreezeWindow, Pace } from '../brakes/window.ts';
import { readZone } from '../times/zone.ts';
import { accountNames, refuseUnknownAccounts } from './account-names.ts';
import { Text } from './fields.ts';
import type { Findings } from './findings.ts';
import { readGroup, readList, readPart } from './part.ts';
import type { Path } from './problem.ts';

const BoundText = Text.transform((text, context) => {
  const bound = readBound(text);
  if (bound !== null) return bound;
  context.addIssue({
    code: 'custom',
    message: 'must be a date or a day of the week with a time, such as "2026-12-20 00:00" or "friday 16:00"',
  });
  return z.NEVER;
});

/** A name of the IANA database. An offset is refused: it does not know daylight saving. */
const Zone = Text.transform((text, context) => {
  const zone = /^[a-z][\w+/-]*$/i.test(text) ? readZone(text) : null;
  if (zone !== null) return zone;
  context.addIssue({ code: 'custom', message: 'must be a time zone such as Europe/Berlin or UTC' });
  return z.NEVER;
});

const WindowShape = z.strictObject({
  from: BoundText,
  to: BoundText,
  zone: Zone,
  because: Text,
  accounts: z.array(Text).min(1).nullable().default(null),
});

/** The `freeze` windows in the order of the file, none where it is left out. */
export function readFreeze(value: unknown, accounts: unknown, findings: Findings): readonly FreezeWindow[] {
  const list = readList(value, ['freeze'], findings) ?? [];
  const names = accountNames(accounts);
  return list.flatMap((item, at): FreezeWindow[] => {
    const path = ['freeze', at];
    const group = readGroup(item, path, findings);
    refuseUnknownAccounts(group, path, names, findings);
    const read = readPart(WindowShape, group, path, findings);
    const pace = read === null ? null : paceOf(read, path, findings);
    if (read === null || pace === null) return [];
    const { zone, because, accounts: about } = read;
    return [{ pace, zone, because, accounts: about }];
  });
}

function paceOf({ from, to }: z.output<typeof WindowShape>, path: Path, findings: Findings): Pace | null {
  const refuse = (message: string) => {
    findings.add([...path, 'to'], message);
    return null;
  };
  if (from.kind === 'dates' && to.kind === 'dates') {
    if (to.wall > from.wall) return { kind: 'dates', from: from.wall, to: to.wall };
    return refuse('must be after "from"');
  }
  if (from.kind === 'weekly' && to.kind === 'weekly') {
    const same = from.bound.day === to.bound.day && from.bound.time === to.bound.time;
    return same
      ? refuse('must not be the same day and time as "from"')
      : { kind: 'weekly', from: from.bound, to: to.bound };
  }
  return refuse('must be of the same kind as "from": both dates, or both days of the week');
}
