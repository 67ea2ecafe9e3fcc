import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { Demo } from '../../src/demo/demo.ts';
import { startQuietDemo } from '../whole/demo-player.ts';
import { inChromium } from './in-chromium.ts';
import type { Person } from './person.ts';
import type { WindowOptions } from './window.ts';

/** What a story plays on: the real demo, with the built bot in a process of its own, and a browser. */
export interface Stage {
  readonly demo: Demo;
  readonly browser: Browser;
  /** Opens a window of somebody's own and waits until the page can be used; Alice where nobody is named. */
  open(realName?: string, options?: WindowOptions): Promise<Person>;
  /** The calls that changed a cloud, oldest first, by the action's name. */
  changes(): string[];
}

/** A test that plays the real demo in a real browser; Slack must have nothing to complain of in the end. */
export function story(title: string, body: (stage: Stage) => Promise<void>, timeout = 120_000): void {
  inChromium(
    title,
    async ({ browser, open, afterwards }) => {
      const demo = await startQuietDemo();
      afterwards(() => demo.stop());
      await body({
        demo,
        browser,
        open: (realName = 'Alice Ngata', options = {}) => open(demo.url, realName, options),
        changes: () => demo.clouds.calls.filter((call) => call.changes).map((call) => call.action),
      });
      expect(demo.workspace.problems).toEqual([]);
    },
    timeout,
  );
}
