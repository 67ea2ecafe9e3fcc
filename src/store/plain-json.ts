import { ADDED_FIELDS } from '../audit/events.ts';
import type { AuditEvent, Write } from '../lifecycle/ports.ts';
import { StoreError } from './store-error.ts';

const DEEPEST = 100;

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function whatIs(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name ?? 'special object'}`;
  return typeof value === 'number' ? String(value) : `a ${typeof value}`;
}

/** Finds what JSON would lose or change: a Date, a Map, a BigInt, NaN, an undefined item of a list, a loop. */
function findOddity(value: unknown, path: string, depth: number): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number' && Number.isFinite(value)) return null;
  if (depth > DEEPEST) return `${path} is nested too deeply, or in a loop`;
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries()) {
      const odd = findOddity(inner, `${path}[${at}]`, depth + 1);
      if (odd !== null) return odd;
    }
    return null;
  }
  if (typeof value !== 'object' || !isPlainObject(value)) return `${path} is ${whatIs(value)}`;
  for (const [key, inner] of Object.entries(value)) {
    const odd = inner === undefined ? null : findOddity(inner, `${path}.${key}`, depth + 1);
    if (odd !== null) return odd;
  }
  return null;
}

/** An object as JSON text. Refuses what would not come back as it was; an undefined field counts as left out. */
function toJson(value: unknown, what: string): string {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const odd = isObject ? findOddity(value, what, 0) : `${what} is no object`;
  if (odd !== null) throw new StoreError(`Only plain JSON can be stored: ${odd}. Nothing was written.`);
  return JSON.stringify(value);
}

/** A write as it waits for its turn: nothing the caller does to its objects later can change it. */
export interface ReadyWrite {
  readonly kind: string;
  readonly id: string;
  readonly expect: number;
  readonly json: string | null;
  readonly dueAt: number | null;
}

function checkName(name: string, what: string): void {
  if (typeof name !== 'string' || name === '' || name === '__proto__')
    throw new StoreError(`${JSON.stringify(name)} cannot be the ${what} of a row. Nothing was written.`);
}

/** Takes a caller's writes over, or throws a StoreError that names the row and the field that is wrong. */
export function readyWrites(writes: readonly Write[]): ReadyWrite[] {
  const seen = new Set<string>();
  return writes.map(({ kind, id, expect, value, dueAt = null }) => {
    checkName(kind, 'kind');
    checkName(id, 'id');
    const key = JSON.stringify([kind, id]);
    const what = `${kind} ${id}`;
    if (seen.has(key)) throw new StoreError(`${what} is written twice in one commit. Nothing was written.`);
    seen.add(key);
    if (!Number.isSafeInteger(expect) || expect < 0)
      throw new StoreError(`${what} expects version ${expect}, which no row has. Nothing was written.`);
    if (dueAt !== null && !Number.isFinite(dueAt))
      throw new StoreError(`${what} is due at ${dueAt}, which is no time. Nothing was written.`);
    return { kind, id, expect, json: value === null ? null : toJson(value, what), dueAt };
  });
}

/** Takes over the events of a commit; one that brings a field the store adds is refused. */
export function readyEvents(events: readonly AuditEvent[]): AuditEvent[] {
  return events.map((event) => {
    const plain = JSON.parse(toJson(event, 'the audit event')) as AuditEvent;
    const { type, at } = plain;
    if (typeof type !== 'string' || typeof at !== 'string')
      throw new StoreError('An audit event needs a type and a time. Nothing was written.');
    const taken = ADDED_FIELDS.find((field) => Object.hasOwn(plain, field));
    if (taken !== undefined)
      throw new StoreError(
        `The audit event ${type} brings its own ${taken}, which the store adds. Nothing was written.`,
      );
    return plain;
  });
}
