import type { Registry } from 'prom-client';
import { logFailure } from '../log/failure.ts';
import type { Log } from '../slack/room.ts';
import type { Pages } from '../web/pages.ts';

/**
 * What Prometheus reads, at /metrics. Those who ask at the same time get the same answer; why one cannot be made is said
 * in the log, and to nobody who asks.
 */
export function metricsPages(registry: Registry, log: Log): Pages {
  let underWay: Promise<string> | null = null;
  const text = (): Promise<string> => {
    underWay ??= registry.metrics().finally(() => {
      underWay = null;
    });
    return underWay;
  };
  return {
    '/metrics': async () => {
      try {
        return { status: 200, type: registry.contentType, text: await text() };
      } catch (error) {
        logFailure(log, 'the metrics could not be read', error);
        throw error;
      }
    },
  };
}
