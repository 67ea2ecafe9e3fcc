import type { BackstageShown } from '../../backstage/shown.ts';
import { readBackstage } from '../server.ts';

/** The clouds move by themselves, so an open panel looks without being told. */
const LOOK_EVERY_MS = 2_000;
/** Changes come in bursts; more often than this nobody can follow. */
const PAUSE_MS = 150;

interface Reading {
  /** Somebody looks: without, nothing is read. */
  readonly isWatched: () => boolean;
  readonly onShown: (shown: BackstageShown | null) => void;
}

/** Reads what stands behind the workspace, one read at a time, and no more often than a person can follow. */
export function startReader({ isWatched, onShown }: Reading) {
  let reading: Promise<void> | null = null;
  let isStale = false;

  async function look(): Promise<void> {
    do {
      isStale = false;
      onShown(await readBackstage());
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    } while (isStale && isWatched());
    reading = null;
  }

  function read(): void {
    if (!isWatched()) return;
    if (reading === null) reading = look();
    else isStale = true;
  }

  setInterval(() => {
    if (!document.hidden) read();
  }, LOOK_EVERY_MS);
  return { read };
}
