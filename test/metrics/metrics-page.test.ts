import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gauge, Registry } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { metricsPages } from '../../src/metrics/metrics-page.ts';
import { type Pages, showPage } from '../../src/web/pages.ts';
import { keptLog } from '../log/lines.ts';

async function served(pages: Pages) {
  const server = createServer((request, response) => void showPage(pages, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return (path: string, method = 'GET') => fetch(`http://127.0.0.1:${port}${path}`, { method });
}

describe('/metrics', () => {
  it('answers a plain GET, and nothing else', async () => {
    const registry = new Registry();
    new Gauge({ name: 'one', help: 'One.', registers: [registry] }).set(1);
    const ask = await served(metricsPages(registry, keptLog().log));
    const answer = await ask('/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await answer.text()).toBe('# HELP one One.\n# TYPE one gauge\none 1\n');
    expect((await ask('/metrics?name=one')).status).toBe(200);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await ask('/metrics', method)).status, method).toBe(404);
    expect((await ask('/metrics/')).status).toBe(404);
  });

  it('asks the store once for those who come at the same time, and anew for the next', async () => {
    const registry = new Registry();
    let asked = 0;
    new Gauge({
      name: 'one',
      help: 'One.',
      registers: [registry],
      async collect() {
        asked += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
        this.set(asked);
      },
    });
    const ask = await served(metricsPages(registry, keptLog().log));
    const texts = await Promise.all([1, 2, 3].map(async () => (await ask('/metrics')).text()));
    expect(new Set(texts).size).toBeLessThan(3);
    expect(await (await ask('/metrics')).text()).toContain(`one ${asked}`);
  });

  it('that cannot be made says so without a reason, which is in the log', async () => {
    const registry = new Registry();
    new Gauge({
      name: 'one',
      help: 'One.',
      registers: [registry],
      collect: () => Promise.reject(new Error('the store is closed')),
    });
    const { log, lines } = keptLog();
    const ask = await served(metricsPages(registry, log));
    const answer = await ask('/metrics');
    expect([answer.status, await answer.text()]).toEqual([500, '']);
    expect(lines().at(-1)).toMatchObject({
      level: 'error',
      event: 'the metrics could not be read',
      error: 'Error: the store is closed',
    });
  });
});
