import http from 'node:http';
import https from 'node:https';
import { fetch } from 'undici';
import { thrownFailure } from '../dist/providers/alibaba-dts/failure.js';
import { createDispatcher } from '../dist/proxy/dispatcher.js';
import { proxyNodeAgents } from '../dist/proxy/node-agents.js';
import { readProxyRules } from '../dist/proxy/read-rules.js';

/** Asks one address, with `fetch` or with a Node agent, through the proxies of the environment, and tells what came of it. */
const [kind, url = ''] = process.argv.slice(2);
const { rules } = readProxyRules(process.env);

function getByAgent() {
  proxyNodeAgents(rules);
  const module = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const asking = module.get(url, { agent: new module.Agent({ keepAlive: true }) }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => resolve(text));
    });
    asking.on('error', reject);
  });
}

async function getByFetch() {
  const response = await fetch(url, { dispatcher: createDispatcher(rules) });
  return response.text();
}

async function ask() {
  try {
    return { text: await (kind === 'fetch' ? getByFetch() : getByAgent()) };
  } catch (error) {
    const thrown = error.message === 'fetch failed' ? error.cause : error;
    return { code: thrown.code, what: thrownFailure(thrown, []).what };
  }
}

process.stdout.write(JSON.stringify(await ask()), () => process.exit());
