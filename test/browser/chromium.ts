import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A browser that was seen to start, and the arguments it needs besides Playwright's own. */
export interface FoundChromium {
  readonly path: string;
  readonly args: readonly string[];
}
export type Search = FoundChromium | { readonly why: string };

/** The commands by which a system knows a Chromium; `.ci/run` looks for the same ones. */
export const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const APPLICATIONS = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
/** An npm package with a Chromium inside; it is no dependency of Cutover. */
const PACKAGE = '@sparticuz/chromium';

const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];
/** Chromium refuses its sandbox to root, and the packaged one has none at all. */
const WITHOUT_SANDBOX = '--no-sandbox';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Ubuntu's `chromium-browser` is a script that only names a snap: what counts is that it starts. */
function starts(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function ofTheSystem(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const programs = COMMANDS.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...programs, ...APPLICATIONS].find((path) => isProgram(path) && starts(path));
}

async function ofThePackage(name: string): Promise<string | undefined> {
  try {
    const { default: packaged } = (await import(name)) as {
      default: { executablePath(): Promise<string> };
    };
    const path = await packaged.executablePath();
    return starts(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds a Chromium: the one that CHROMIUM names, the system's, or the one inside an installed npm package.
 * A path in CHROMIUM that does not start is an answer, not a reason to look elsewhere.
 */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<Search> {
  const args = process.getuid?.() === 0 ? [...QUIET, WITHOUT_SANDBOX] : QUIET;
  const named = env['CHROMIUM'] ?? '';
  if (named !== '') {
    return isProgram(named) && starts(named)
      ? { path: named, args }
      : { why: `CHROMIUM is ${named}, and that does not start.` };
  }
  const own = ofTheSystem(env);
  if (own !== undefined) return { path: own, args };
  const packaged = await ofThePackage(PACKAGE);
  if (packaged !== undefined) return { path: packaged, args: [...new Set([...args, WITHOUT_SANDBOX])] };
  return {
    why: `No Chromium was found. Install one (Debian: apt-get install chromium; anywhere: npm install --no-save ${PACKAGE}), or name it: CHROMIUM=/path/to/chromium.`,
  };
}
