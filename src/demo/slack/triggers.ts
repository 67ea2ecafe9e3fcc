import { randomBytes } from 'node:crypto';
import { Refusal } from './refusal.ts';

const LIFE_MS = 3_000;
/** How long an old one is remembered, so that it is called old and not unknown. */
const REMEMBERED_MS = 10 * 60_000;

interface Trigger {
  user: string;
  viewId: string | null;
  bornAt: number;
  used: boolean;
}

/** Trigger ids: each opens one view, within three seconds (Slack: "Handling user interaction", trigger_id). */
export class Triggers {
  #known = new Map<string, Trigger>();
  #minted = 0;
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#known.size;
  }

  mint(user: string, viewId: string | null = null): string {
    this.#forget();
    this.#minted += 1;
    const id = `${this.#now()}.${this.#minted}.${randomBytes(16).toString('hex')}`;
    this.#known.set(id, { user, viewId, bornAt: this.#now(), used: false });
    return id;
  }

  /** Takes the trigger once; refuses an unknown, an old and a used one by Slack's three error names. */
  use(id: string): { user: string; viewId: string | null } {
    const trigger = this.#known.get(id);
    if (trigger === undefined) throw new Refusal('invalid_trigger_id');
    if (trigger.used) throw new Refusal('exchanged_trigger_id');
    if (this.#now() - trigger.bornAt > LIFE_MS) throw new Refusal('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }

  /** Forgets every trigger. */
  empty(): void {
    this.#known.clear();
  }

  #forget(): void {
    for (const [id, { bornAt }] of this.#known) {
      if (this.#now() - bornAt <= REMEMBERED_MS) return;
      this.#known.delete(id);
    }
  }
}
