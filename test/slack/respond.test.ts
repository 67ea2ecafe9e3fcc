import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RespondFn } from '@slack/bolt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondOver } from '../../src/slack/respond.ts';

const BOLTS = (async () => 'bolt') as unknown as RespondFn;

/** A response URL that answers with this status, and what came to it. */
async function responseUrl(status: number) {
  const came: { type: string | undefined; body: unknown }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += String(chunk);
    });
    request.on('end', () => {
      came.push({ type: request.headers['content-type'], body: JSON.parse(text) });
      response.writeHead(status).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/actions/T1/secret`, came };
}

describe('an answer over a response URL', () => {
  it('goes there as JSON, words alone as the text of a message', async () => {
    const { url, came } = await responseUrl(200);
    const respond = respondOver(url, BOLTS);
    await respond({ response_type: 'ephemeral', replace_original: true, text: 'Grüße' });
    await respond('Only words');
    expect(came.map(({ body }) => body)).toEqual([
      { response_type: 'ephemeral', replace_original: true, text: 'Grüße' },
      { text: 'Only words' },
    ]);
    expect(came[0]?.type).toBe('application/json');
  });

  it('throws where Slack does not take it, without the URL', async () => {
    const { url } = await responseUrl(404);
    const failed = await Promise.resolve(respondOver(url, BOLTS)('late')).catch(String);
    expect(failed).toContain('HTTP 404');
    expect(failed).not.toContain('secret');
  });

  it('is left to Bolt where there is no response URL', () => {
    expect(respondOver(undefined, BOLTS)).toBe(BOLTS);
  });
});
