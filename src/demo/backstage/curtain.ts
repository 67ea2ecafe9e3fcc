import type { Backstage } from '../slack/page-api/backstage.ts';

/**
 * A backstage for a workspace that starts before what stands behind it does. Until it rises there is nothing to show,
 * and nothing can be done.
 */
export function curtain(): Backstage & { rise(stage: Backstage): void } {
  let behind: Backstage | null = null;
  const waiting = new Map<() => void, (() => void) | null>();
  return {
    rise(stage) {
      behind = stage;
      for (const listener of waiting.keys()) waiting.set(listener, stage.onChange(listener));
    },
    show: () => behind?.show() ?? {},
    async act(body) {
      if (behind === null) throw new Error('The demo is still starting. Try again in a moment.');
      return await behind.act(body);
    },
    onChange(listener) {
      waiting.set(listener, behind?.onChange(listener) ?? null);
      return () => {
        waiting.get(listener)?.();
        waiting.delete(listener);
      };
    },
  };
}
