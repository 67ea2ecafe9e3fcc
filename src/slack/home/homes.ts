import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { describeError } from '../reply.ts';
import type { Log } from '../room.ts';
import type { Viewer } from './gather.ts';
import { createPace } from './pace.ts';
import { publish } from './publish.ts';

/** The Home tabs of everybody who has opened one lately. In memory only: a restart forgets who that was. */
export interface Homes {
  /** Somebody has opened the tab: it is published in the next round, and kept up to date for a day. */
  opened(viewer: Viewer): void;
  /** Something may be different for this person; published in the next round that may, if it is. */
  refresh(userId: string): void;
  /** Lists all tasks anew for this person, once for all who ask in the same moment, and publishes what was found. */
  look(userId: string): Promise<void>;
  /** One round: publishes what has changed, for nobody more than once a second. */
  round(): Promise<void>;
  /** Before a stop: no more is published. */
  close(): void;
}

export interface HomePorts {
  readonly client: Pick<WebClient, 'views'>;
  /** The tab as it is now; everything but the moment `asOf` says whether something has changed. */
  readonly render: (viewer: Viewer, isLooking: boolean) => Promise<{ view: HomeView; content: string }>;
  /** Lists all tasks now. */
  readonly list: () => Promise<void>;
  /** Grows with everything that was written or listed and may be shown. */
  readonly changes: () => number;
  readonly log: Log;
  /** Milliseconds of a clock that is never set: only pauses are measured. */
  readonly now: () => number;
}

/** What is known of one person's tab. */
interface Tab {
  readonly viewer: Viewer;
  readonly openedAt: number;
  /** May it be different now? */
  isDue: boolean;
  /** Is it to be published even where nothing is different, so that its moment is new? */
  isWanted: boolean;
  /** Not before this moment. */
  notBefore: number;
  /** When it was put together the last time. */
  madeAt: number;
  /** How often in a row Slack gave no usable answer. */
  failures: number;
  content: string | null;
  /** Of the view as Slack has it; `null` where that is not known. */
  hash: string | null;
}

const SECOND = 1_000;
const KEEP_MS = 24 * 60 * 60 * SECOND;
const BETWEEN_MS = SECOND;
/** Time itself changes things, too: windows open, rights and groups change. */
const STALE_MS = 30 * SECOND;
/** After a call without a usable answer, before anybody else's tab is tried. */
const QUIET_MS = 2 * SECOND;
const LONGEST_PAUSE_MS = 60 * SECOND;
/** Who asks again sooner sees the same list. */
const LIST_AGAIN_MS = 5 * SECOND;
/** Who opens it beyond that takes the place of whoever opened it first. */
const MOST_TABS = 200;
/** Then it is looked again who has just opened one. */
const MOST_A_ROUND = 20;

/** Whoever has just opened the tab looks at it; of the others none is left out, however much goes on. */
function byTurn(one: Tab, other: Tab): number {
  if (one.isWanted !== other.isWanted) return one.isWanted ? -1 : 1;
  return one.isWanted ? one.notBefore - other.notBefore : one.madeAt - other.madeAt;
}

class OpenHomes implements Homes {
  readonly #ports: HomePorts;
  readonly #tabs = new Map<string, Tab>();
  readonly #pace: ReturnType<typeof createPace>;
  #seenChanges = 0;
  #checkedAt = 0;
  #listing: Promise<void> | null = null;
  #listedAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(ports: HomePorts) {
    this.#ports = ports;
    this.#pace = createPace(ports.now);
  }

  opened(viewer: Viewer): void {
    const before = this.#tabs.get(viewer.userId);
    const { notBefore = 0, madeAt = 0, failures = 0, content = null, hash = null } = before ?? {};
    const openedAt = this.#ports.now();
    this.#tabs.delete(viewer.userId);
    this.#tabs.set(viewer.userId, {
      ...{ viewer, openedAt, isDue: true, isWanted: true, notBefore, madeAt, failures, content, hash },
    });
    const oldest = this.#tabs.size > MOST_TABS ? this.#tabs.keys().next().value : undefined;
    if (oldest !== undefined) this.#tabs.delete(oldest);
  }

  refresh(userId: string): void {
    const tab = this.#tabs.get(userId);
    if (tab !== undefined) tab.isDue = true;
  }

  async look(userId: string): Promise<void> {
    this.#want(userId);
    const { now } = this.#ports;
    if (this.#listing === null && now() - this.#listedAt >= LIST_AGAIN_MS) this.#listing = this.#list();
    await this.#listing;
    this.#want(userId);
  }

  async round(): Promise<void> {
    this.#findDue();
    const due = [...this.#tabs.values()]
      .filter(({ isDue, notBefore }) => isDue && notBefore <= this.#ports.now())
      .toSorted(byTurn);
    for (const tab of due.slice(0, MOST_A_ROUND)) {
      if (this.#closed || !this.#pace.mayGo()) return;
      await this.#show(tab);
    }
  }

  close(): void {
    this.#closed = true;
  }

  #want(userId: string): void {
    const tab = this.#tabs.get(userId);
    if (tab !== undefined) Object.assign(tab, { isDue: true, isWanted: true });
  }

  async #list(): Promise<void> {
    try {
      await this.#ports.list();
    } finally {
      this.#listedAt = this.#ports.now();
      this.#listing = null;
      for (const tab of this.#tabs.values()) tab.isDue = true;
    }
  }

  /** Forgets who has not looked for a day, and finds out whether there may be something new for the others. */
  #findDue(): void {
    const now = this.#ports.now();
    for (const [userId, { openedAt }] of this.#tabs) if (now - openedAt >= KEEP_MS) this.#tabs.delete(userId);
    const changes = this.#ports.changes();
    if (changes === this.#seenChanges && now - this.#checkedAt < STALE_MS) return;
    this.#seenChanges = changes;
    this.#checkedAt = now;
    for (const tab of this.#tabs.values()) tab.isDue = true;
  }

  /** What changes while this works makes it due again. */
  async #show(tab: Tab): Promise<void> {
    const { isWanted } = tab;
    Object.assign(tab, { isDue: false, isWanted: false, madeAt: this.#ports.now() });
    try {
      const { view, content } = await this.#ports.render(tab.viewer, this.#listing !== null);
      if (!isWanted && content === tab.content) return;
      await this.#publish(tab, view, content);
    } catch (error) {
      if (this.#closed) return;
      this.#ports.log.error('a Home tab could not be put together', { error: describeError(error) });
      this.#later(tab);
    }
  }

  async #publish(tab: Tab, view: HomeView, content: string): Promise<void> {
    const { client, log, now } = this.#ports;
    this.#pace.went();
    const { userId } = tab.viewer;
    const answer = await publish(client, userId, view, tab.hash);
    switch (answer.kind) {
      case 'shown':
        Object.assign(tab, { content, hash: answer.hash, failures: 0, notBefore: now() + BETWEEN_MS });
        return;
      case 'conflict': // an earlier one came later than we knew: this one is newer
        Object.assign(tab, { hash: null, isDue: true, isWanted: true });
        return;
      case 'later':
        this.#pace.wait(answer.afterMs);
        Object.assign(tab, { isDue: true, isWanted: true });
        return;
      case 'refused':
        log.warn('a Home tab was not taken by Slack; it waits until it is opened again', {
          user: userId,
          error: answer.error,
        });
        this.#tabs.delete(userId);
        return;
      case 'unknown':
        log.warn('Slack did not answer about a Home tab', { user: userId });
        this.#pace.wait(QUIET_MS);
        this.#later(tab);
    }
  }

  #later(tab: Tab): void {
    const failures = tab.failures + 1;
    const pause = Math.min(LONGEST_PAUSE_MS, SECOND * 2 ** Math.min(failures, 6));
    Object.assign(tab, { failures, isDue: true, isWanted: true, notBefore: this.#ports.now() + pause });
  }
}

/** Keeps Home tabs up to date. Rounds come from outside, one after the other. */
export function createHomes(ports: HomePorts): Homes {
  return new OpenHomes(ports);
}
