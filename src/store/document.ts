import { z } from 'zod';
import { AuditPart, EMPTY_HEAD } from '../audit/line.ts';

const Lease = z.object({ owner: z.string(), until: z.number() });

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The file. Values belong to those who store them, and are kept as they are. */
const Document = z.object({
  schema: z.literal(1),
  rows: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        version: z.number().int().positive(),
        value: z.custom<object>(isObject, 'is no object'),
        dueAt: z.number().nullable(),
        lease: Lease.nullable(),
      }),
    ),
  ),
  audit: AuditPart,
});

/** A row in memory. Its value stays the text it is stored as, so that every reader gets a copy of its own. */
export interface StoredRow {
  readonly version: number;
  readonly json: string;
  readonly dueAt: number | null;
  readonly lease: z.infer<typeof Lease> | null;
}

export type Rows = ReadonlyMap<string, StoredRow>;

/** The document in memory. Never changed: a commit makes a new one that shares what stayed the same. */
export interface State {
  readonly rows: ReadonlyMap<string, Rows>;
  readonly audit: AuditPart;
}

export const EMPTY_STATE: State = { rows: new Map(), audit: { head: EMPTY_HEAD, pending: [] } };

function formatRow([id, row]: readonly [string, StoredRow]): string {
  const { version, dueAt, lease, json } = row;
  const rest = `"version":${version},"dueAt":${dueAt},"lease":${JSON.stringify(lease)},"value":${json}`;
  return `${JSON.stringify(id)}:{${rest}}`;
}

/** The text of the file: one row a line. */
export function formatDocument({ rows, audit }: State): string {
  const kinds = [...rows]
    .filter(([, ofKind]) => ofKind.size > 0)
    .map(([kind, ofKind]) => `${JSON.stringify(kind)}:{\n${[...ofKind].map(formatRow).join(',\n')}\n}`);
  return `{"schema":1,\n"rows":{${kinds.join(',\n')}},\n"audit":${JSON.stringify(audit)}}\n`;
}

/** Reads the text of the file; throws where it is not JSON, or not a document of this schema. */
export function parseDocument(text: string): State {
  const { rows, audit } = Document.parse(JSON.parse(text));
  const kinds = Object.entries(rows).map(([kind, ofKind]) => {
    const stored = Object.entries(ofKind).map(([id, { value, ...rest }]): [string, StoredRow] => [
      id,
      { ...rest, json: JSON.stringify(value) },
    ]);
    return [kind, new Map(stored)] as const;
  });
  return { rows: new Map(kinds), audit };
}

/** The schema a text says it has, where it can be read that far; `null` otherwise. */
export function schemaOf(text: string): number | null {
  try {
    return z.object({ schema: z.number() }).safeParse(JSON.parse(text)).data?.schema ?? null;
  } catch {
    return null;
  }
}
