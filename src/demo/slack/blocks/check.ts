import { isObject, type JsonObject } from '../json-value.ts';

/** Where blocks are shown; some blocks and elements are allowed on one surface only. */
export type Surface = 'message' | 'modal' | 'home';

export interface Problem {
  /** JSON pointer, such as `/blocks/0/text`. */
  pointer: string;
  message: string;
}

export interface Report {
  readonly surface: Surface;
  readonly problems: Problem[];
}

/** Looks at one value and writes down what Slack would not take. */
export type Check = (value: unknown, at: string, report: Report) => void;

export function complain(report: Report, pointer: string, message: string): void {
  report.problems.push({ pointer, message });
}

/** A string of `min` to `max` characters. */
export function string(max: number, min = 1): Check {
  return (value, at, report) => {
    if (typeof value !== 'string') return complain(report, at, 'must be a string');
    if (value.length < min) return complain(report, at, `must be more than ${min - 1} characters`);
    if (value.length > max) return complain(report, at, `must be less than ${max + 1} characters`);
  };
}

export function matching(pattern: RegExp, what: string): Check {
  return (value, at, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) complain(report, at, `must be ${what}`);
  };
}

export function oneOf(...words: string[]): Check {
  return (value, at, report) => {
    if (!words.some((word) => word === value)) complain(report, at, `must be one of ${words.join(', ')}`);
  };
}

export function whole(min: number, max: number): Check {
  return (value, at, report) => {
    if (!Number.isInteger(value)) return complain(report, at, 'must be an integer');
    if (Number(value) < min || Number(value) > max) complain(report, at, `must be from ${min} to ${max}`);
  };
}

export const boolean: Check = (value, at, report) => {
  if (typeof value !== 'boolean') complain(report, at, 'must be a boolean');
};

export function list(item: Check, min: number, max: number): Check {
  return (value, at, report) => {
    if (!Array.isArray(value)) return complain(report, at, 'must be an array');
    if (value.length < min) complain(report, at, `no less than ${min} items allowed`);
    if (value.length > max) complain(report, at, `no more than ${max} items allowed`);
    for (const [index, entry] of value.entries()) item(entry, `${at}/${index}`, report);
  };
}

/** An object with these fields and, like Slack, no others. */
export function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const checks = new Map(Object.entries({ ...optional, ...required }));
  return (value, at, report) => {
    if (!isObject(value)) return complain(report, at, 'must be an object');
    for (const name of Object.keys(required)) {
      if (!Object.hasOwn(value, name) || value[name] === undefined)
        complain(report, at, `missing required field: ${name}`);
    }
    for (const [name, field] of Object.entries(value)) {
      const check = checks.get(name);
      if (check === undefined) complain(report, at, `invalid additional property: ${name}`);
      else if (field !== undefined) check(field, `${at}/${name}`, report);
    }
  };
}

/** One of several shapes, told apart by the field `type`. */
export function byType(shapes: Readonly<Record<string, Check>>): Check {
  return (value, at, report) => {
    if (!isObject(value)) return complain(report, at, 'must be an object');
    const type = value['type'];
    if (type === undefined) return complain(report, at, 'missing required field: type');
    const shape = typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type] : undefined;
    if (shape === undefined) return complain(report, `${at}/type`, `unsupported type: ${String(type)}`);
    shape(value, at, report);
  };
}

/** All the checks, on the same value. */
export function all(...checks: Check[]): Check {
  return (value, at, report) => {
    for (const check of checks) check(value, at, report);
  };
}

/** A check across the fields of one object; other values are left to the checks of their own. */
export function rule(look: (value: JsonObject, at: string, report: Report) => void): Check {
  return (value, at, report) => {
    if (isObject(value)) look(value, at, report);
  };
}

/** Refuses the value on every surface but these. */
export function onlyOn(surfaces: readonly Surface[], check: Check): Check {
  return (value, at, report) => {
    if (surfaces.includes(report.surface)) return check(value, at, report);
    complain(report, isObject(value) ? `${at}/type` : at, `not allowed on the surface: ${report.surface}`);
  };
}
