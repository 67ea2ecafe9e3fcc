import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { passOn } from './pass-on.ts';

/** A gate in front of the simulated clouds that lets calls to one region of Alibaba Cloud wait. */
export interface RegionGate {
  readonly url: string;
  /** Calls to this region wait until it is opened again. */
  hold(region: string): void;
  open(): void;
  /** Where what is let through goes. */
  leadTo(url: string): void;
}

/** Starts the gate on 127.0.0.1, open. It is taken down when the test is over. */
export async function startRegionGate(): Promise<RegionGate> {
  let target = '';
  let held: string | null = null;
  let waiting: (() => void)[] = [];
  const server = createServer((incoming, response) => {
    const { url = '/' } = incoming;
    const pass = () => passOn(target, incoming, response);
    if (held !== null && new URLSearchParams(url.split('?')[1]).get('RegionId') === held) waiting.push(pass);
    else pass();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (region) => {
      held = region;
    },
    open() {
      held = null;
      const all = waiting;
      waiting = [];
      for (const pass of all) pass();
    },
    leadTo: (url) => {
      target = url;
    },
  };
}
