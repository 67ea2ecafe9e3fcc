import type { z } from 'zod';
import type { Findings } from './findings.ts';
import { nearest } from './nearest.ts';
import type { Path } from './problem.ts';
import { Secret } from './secret.ts';

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'must be plain text',
  array: 'must be a list, such as [one, two]',
  record: 'must be a group of keys, each with its value',
};

/** Our sentence for a zod mistake that has none of its own; it never shows the value. */
function sentence(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined || issue.input === null) return 'is missing';
  if (issue.code === 'too_small') return 'must not be empty';
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const meant = typeof issue.input === 'string' ? nearest(issue.input, values) : null;
    return `must be ${inWords(values)}${meant === null ? '' : `; did you mean ${meant}?`}`;
  }
  if (issue.code === 'invalid_type') return EXPECTED[issue.expected] ?? 'must be plain text';
  return 'is not usable';
}

function inWords(values: readonly string[]): string {
  return values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** The group at a place of the file, without its empty keys; `null` (and a finding) where it is something else. */
export function readGroup(value: unknown, path: Path, findings: Findings): Record<string, unknown> | null {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof Secret) {
    findings.add(path, 'must be a group of keys, each with its value');
    return null;
  }
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null));
}

/** The list at a place of the file, empty where it is left out; `null` (and a finding) where it is something else. */
export function readList(value: unknown, path: Path, findings: Findings): readonly unknown[] | null {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  findings.add(path, 'must be a list; start each item with a dash');
  return null;
}

/** Checks one flat group and notes every mistake in it; `null` where there was one. */
export function readPart<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
  group: Record<string, unknown> | null,
  path: Path,
  findings: Findings,
): z.output<z.ZodObject<Shape, z.core.$strict>> | null {
  if (group === null) return null;
  const result = schema.safeParse(group, { error: sentence });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const at = [...path, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    if (issue.code !== 'unrecognized_keys') {
      findings.add(at, issue.message);
      continue;
    }
    for (const key of issue.keys) {
      const meant = nearest(key, Object.keys(schema.shape));
      findings.add(
        [...at, key],
        `is not a key that belongs here${meant === null ? '' : `; did you mean ${meant}?`}`,
      );
    }
  }
  return null;
}
