import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './packed.ts';

/** A file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of the Dockerfile in their order, continued lines joined, comments left out. */
export function readDockerfile(): readonly Instruction[] {
  return textOf('.github/container/Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
      return { name, rest };
    });
}

/** What the last instruction of this name says; throws where there is none. */
export function lastOf(instructions: readonly Instruction[], name: string): string {
  const found = instructions.findLast((one) => one.name === name);
  if (found === undefined) throw new Error(`the Dockerfile has no ${name}`);
  return found.rest;
}

/** The program and arguments of the Dockerfile's health check. */
export function healthCheck(): readonly string[] {
  const [, json = ''] = / CMD (\[.*\])$/.exec(lastOf(readDockerfile(), 'HEALTHCHECK')) ?? [];
  return JSON.parse(json) as string[];
}

/** The settings of the systemd unit, by section and name; a name that stands twice has its last value. */
export function readUnit(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of textOf('.github/container/cutover.service').split('\n')) {
    const title = /^\[(\w+)\]$/.exec(line)?.[1];
    if (title !== undefined) sections[title] = section = {};
    const [, name, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) section[name] = value;
  }
  return sections;
}
