import { vi } from 'vitest';
import type { Night } from './night.ts';

/** The port that the bot listens on, as its log tells it. */
export function readPort(night: Night): number {
  const told = [...night.output().matchAll(/"event":"health","port":(\d+)/g)].at(-1)?.[1];
  if (told === undefined) throw new Error('the port is not told yet');
  return Number(told);
}

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly ok?: boolean;
    readonly ready?: boolean;
    readonly phase: string;
    readonly slack?: { readonly connected: boolean; readonly silentSeconds: number | null };
    readonly store?: { readonly writable: boolean; readonly why?: string };
    readonly outbox?: { readonly oldestSeconds: number | null };
  };
}

/** What the bot answers at /healthz or /readyz. */
export async function readHealth(night: Night, path: '/healthz' | '/readyz'): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${readPort(night)}${path}`);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** Waits until the bot answers with this status. */
export function healthBecomes(
  night: Night,
  path: '/healthz' | '/readyz',
  status: number,
  timeoutMs = 20_000,
) {
  return vi.waitFor(
    async () => {
      const answer = await readHealth(night, path);
      if (answer.status !== status) throw new Error(`${path} is ${JSON.stringify(answer)}`);
      return answer;
    },
    { timeout: timeoutMs, interval: 50 },
  );
}
