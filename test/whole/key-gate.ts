import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { passOn } from './pass-on.ts';

/** A call that came by: which key signed it, by its security token, and whether it was let through. */
export interface Seen {
  readonly token: string;
  readonly action: string;
  readonly let: boolean;
}

/** A gate in front of the simulated clouds, which know one key only: it tells keys apart by their security tokens. */
export interface Gate {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Where what is let through goes. */
  leadTo(url: string): void;
}

type Policy = (token: string, action: string) => boolean;

/** The action of a call, as Alibaba names it, or as method and path on DRS. */
function actionOf({ method, url = '', headers }: IncomingMessage): string {
  const named = headers['x-acs-action'];
  if (typeof named === 'string') return named;
  return `${method} ${url.split('?')[0]?.replace(/^\/v\d\/[^/]+/, '')}`;
}

function deny(response: ServerResponse, isAlibaba: boolean): void {
  response.writeHead(403, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify(
      isAlibaba
        ? { Code: 'Forbidden.RAM', Message: 'User not authorized to operate on the specified resource.' }
        : { error_code: 'DRS.M00102', error_msg: 'You do not have permission to perform this operation.' },
    ),
  );
}

/** Starts the gate on 127.0.0.1; `may` says which key may do what. It is taken down when the test is over. */
export async function startGate(may: Policy): Promise<Gate> {
  const seen: Seen[] = [];
  let target = '';
  const server = createServer((incoming, response) => {
    const { headers } = incoming;
    const token = String(headers['x-acs-security-token'] ?? headers['x-security-token'] ?? '');
    const action = actionOf(incoming);
    const isLet = may(token, action);
    seen.push({ token, action, let: isLet });
    if (!isLet) {
      incoming.resume();
      deny(response, headers['x-acs-action'] !== undefined);
      return;
    }
    passOn(target, incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    leadTo: (url) => {
      target = url;
    },
  };
}
