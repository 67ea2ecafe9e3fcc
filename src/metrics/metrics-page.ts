import type { Registry } from 'prom-client';
import { logFailure } from '../log/failure.ts';
import type { Page } from '../page.ts';
import type { Log } from '../slack/room.ts';

/**
 * What Prometheus reads, at /metrics. Those who ask at the same time get the same answer; one that cannot be made is a 503
 * without a reason, which is in the log.
 */
export function metricsPage(registry: Registry, log: Log): Page {
  let underWay: Promise<string> | null = null;
  const text = (): Promise<string> => {
    underWay ??= registry.metrics().finally(() => {
      underWay = null;
    });
    return underWay;
  };
  return {
    path: '/metrics',
    async answer(response) {
      try {
        const body = await text();
        response.writeHead(200, { 'content-type': registry.contentType }).end(body);
      } catch (error) {
        logFailure(log, 'the metrics could not be read', error);
        response.writeHead(503).end();
      }
    },
  };
}
