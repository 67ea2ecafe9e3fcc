import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AUDIT_EVENTS } from '../../src/audit/events.ts';

const source = fileURLToPath(new URL('../../src', import.meta.url));

/** The states that stand behind each template in which a type is put together. A new template needs a row. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'ending.${next.state}': ['ending.ending', 'ending.ended', 'ending.failed', 'ending.needs-human'],
  'ending.${to}': ['ending.rejected', 'ending.withdrawn'],
  'ending.${checked.state}': ['ending.refused', 'ending.void', 'ending.ended'],
  "ending.${after.state === 'ending' ? 'answered' : after.state}": [
    'ending.answered',
    'ending.failed',
    'ending.outcome-unknown',
  ],
};

function sourcesOf(rooms: readonly string[]): string {
  return rooms
    .flatMap((room) =>
      readdirSync(`${source}/${room}`, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(`${source}/${room}/${name}`, 'utf8')),
    )
    .join('\n');
}

describe('AUDIT_EVENTS', () => {
  const head = readFileSync(`${source}/audit/daily-head.ts`, 'utf8');
  const text = `${sourcesOf(['lifecycle', 'cleanup', 'brakes', 'store'])}\n${head}`;
  const literal = [
    ...text.matchAll(/'((?:plan|request|confirm|ending|checklist|store|audit|hold|freeze|brake)\.[a-z-]+)'/g),
  ];
  const templates = [
    ...new Set([...text.matchAll(/`(ending\.\$\{[^`]+\})`/g)].map(([, found]) => found ?? '')),
  ];

  it('knows every template from which a type is made', () => {
    expect(templates.sort()).toEqual(Object.keys(TEMPLATES).sort());
  });

  it('has a row for every type that is written, and none besides', () => {
    const written = literal.map(([, type]) => type ?? '');
    const all = new Set([...written, ...templates.flatMap((template) => TEMPLATES[template] ?? [])]);
    expect(Object.keys(AUDIT_EVENTS).sort()).toEqual([...all].sort());
  });
});
