import type { Around, Neighbour, Surroundings } from '../around.ts';
import type { Task } from '../task.ts';
import type { PlanLine } from './line.ts';

const MOST_NAMED = 3;
const LATER = 'I am still looking; look again in a moment';
const FAILED = 'the search for other tasks failed; look again in a moment';

function countWords(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "a, b and c". */
function listed(parts: readonly string[]): string {
  return [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ');
}

function withMore(names: readonly string[], count: number): string {
  const more = count - names.length;
  return listed(more > 0 ? [...names, `${more} more`] : names);
}

/** What some neighbours do, as the verb of one or of several: "reads rm-bp1162", "read rm-bp1162". */
function doesWords({ reads, writes }: Neighbour, many: boolean): string {
  const [read, write] = many ? ['read', 'write to'] : ['reads', 'writes to'];
  return listed([
    ...(reads.length === 0 ? [] : [`${read} ${listed(reads)}`]),
    ...(writes.length === 0 ? [] : [`${write} ${listed(writes)}`]),
  ]);
}

/** Those that do the same are named together. */
function groupsOf(neighbours: readonly Neighbour[]): string[] {
  const groups = new Map<string, Neighbour[]>();
  for (const one of neighbours) {
    const does = doesWords(one, true);
    groups.set(does, [...(groups.get(does) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [`${listed(group.map(({ name }) => name))} ${doesWords(first, group.length > 1)}`];
  });
}

function neighbourWords({ neighbours, more }: Around): string {
  const count = neighbours.length + more;
  if (count === 0) return 'no other living task found';
  const named = neighbours.slice(0, MOST_NAMED);
  const words = withMore(groupsOf(named), groupsOf(named).length + count - named.length);
  const goOn = neighbours.every(({ atWork }) => atWork);
  if (count === 1) return `${words} ${goOn ? 'and goes on' : 'and is not touched'}`;
  return `${words}; ${goOn ? 'they go on' : 'none of them is touched'}`;
}

function hiddenWords(hidden: number): string {
  if (hidden === 1) return '1 living task does not show which databases it uses';
  return `${hidden} living tasks do not show which databases they use`;
}

function alsoHereLine(known: Surroundings): PlanLine {
  const label = 'Also here';
  if (known.kind === 'looking') return { label, text: `not known yet: ${LATER}`, loud: true };
  if (known.kind === 'failed') return { label, text: `not known: ${FAILED}`, loud: true };
  const { around } = known;
  const { hidden } = around;
  const text = `${neighbourWords(around)}${hidden === 0 ? '' : `; ${hiddenWords(hidden)}`}. Looked in ${around.searched}`;
  const line = { label, text, at: around.askedAt };
  return around.silent > 0 || hidden > 0 ? { ...line, loud: true } : line;
}

/** From the same search as who else is here, whose line has its time. */
function wayBackLine(line: PlanLine, task: Task | undefined, known: Surroundings): PlanLine {
  const { label } = line;
  if (known.kind === 'looking') return { label, text: `not known yet: ${LATER}`, loud: true };
  if (known.kind === 'failed') return { label, text: `not known: ${FAILED}`, loud: true };
  const { names, silent, hidden } = known.around.wayBack;
  if (names.length > 0) {
    const named = names.slice(0, MOST_NAMED);
    const words = withMore(named, names.length);
    const verb = names.length === 1 ? 'is the way back: it lives on' : 'are ways back: they live on';
    return { label, text: `${words} ${verb}` };
  }
  if (silent > 0) {
    const text = `not known: ${countWords(silent, 'region', 'regions')} did not answer`;
    return { label, text, loud: true };
  }
  if (hidden > 0) return { label, text: `not known: ${hiddenWords(hidden)}`, loud: true };
  const made =
    task?.stage === 'running' || task?.stage === 'full-load'
      ? ', and one can only be made while this task runs'
      : ', and one can only be made from a running task';
  return { label, text: `none found${made}` };
}

/** The lines of a plan with what lives around the task: whether there is a way back, and who else is here. */
export function withAround(
  lines: readonly PlanLine[],
  task: Task | undefined,
  known: Surroundings | undefined,
): readonly PlanLine[] {
  if (known === undefined) return lines;
  const told = lines.map((line) => (line.label === 'Way back' ? wayBackLine(line, task, known) : line));
  return [...told, alsoHereLine(known)];
}
