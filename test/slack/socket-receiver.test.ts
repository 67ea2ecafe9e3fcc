import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '@slack/bolt';
import { expect, it, onTestFinished } from 'vitest';
import { createConnection } from '../../src/slack/connection.ts';
import { createSocketReceiver } from '../../src/slack/socket-receiver.ts';
import { boltLogger } from '../../src/slack/transport.ts';
import { QUIET } from './fakes.ts';

it('a socket address that is not encrypted is refused before anything connects to it', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.url));
    response.setHeader('content-type', 'application/json');
    response.end('{"ok":true,"url":"ws://socket.example.org/link/?ticket=1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gov/api/`;
  const connection = createConnection(1_000);
  const options = { apiUrl, appToken: 'xapp-test', connection, dispatcher: null };
  const { receiver, unsafe } = createSocketReceiver(options, boltLogger(QUIET, 'test'));
  onTestFinished(async () => {
    await receiver.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  receiver.init({ processEvent: async () => undefined } as unknown as App);
  const started = receiver.start();
  started.catch(() => undefined);

  await expect(unsafe).rejects.toThrow(/slack\.apiUrl.*does not begin with wss:\/\//);
  expect(asked).toEqual(['/gov/api/apps.connections.open']);
  expect(connection.isUp()).toBe(false);
});
