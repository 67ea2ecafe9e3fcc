import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessViews } from './access-views.ts';
import { alibabaSeed } from './alibaba/alibaba-seed.ts';
import type { AlibabaSeed } from './alibaba/alibaba-state.ts';
import { answerControl } from './control.ts';
import { isFromAProgram } from './door.ts';
import { drsSeed } from './drs/drs-seed.ts';
import type { DrsSeed } from './drs/drs-state.ts';
import { type Answer, jsonAnswer, readExchange } from './exchange.ts';
import type { Outcome } from './faults.ts';
import { serveCloud } from './serve-cloud.ts';
import type { AccessView, Call, TaskView } from './shown.ts';
import { taskViews } from './task-views.ts';
import { World } from './world.ts';

export interface CloudsOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** How many simulated seconds pass per real second; 1 by default. Signatures and tokens go by real time. */
  speed?: number;
  /** The real clock behind the simulated one, in epoch milliseconds. */
  now?: () => number;
  /** Instead of the believable tasks: what each cloud starts with; what is left out stays believable. */
  seed?: { alibaba?: Partial<AlibabaSeed>; drs?: Partial<DrsSeed> };
  /** Calls per second that an operation takes in one region, by action (`DOCUMENTED_LIMITS`); none by default. */
  rateLimits?: Readonly<Record<string, number>>;
}

export interface Clouds {
  /** One base URL for every product of both clouds. */
  url: string;
  alibaba: { accessKeyId: string; accessKeySecret: string };
  drs: {
    accessKey: string;
    secretKey: string;
    project: string;
    projectName: string;
    username: string;
    password: string;
    domain: string;
  };
  /** The last 10,000 requests that reached a cloud, oldest first; the same array all the time. */
  calls: readonly Call[];
  tasks(): TaskView[];
  /** Whitelist groups, memberships, rules, public addresses and slots as they are now. */
  access(): AccessView[];
  world: World;
  close(): Promise<void>;
}

const ALIBABA_KEY = {
  accessKeyId: 'LTAI5tDemoAccessKey000001',
  accessKeySecret: 'demo-secret-of-the-simulated-cloud',
};
const DRS_CREDENTIALS = {
  accessKey: 'DEMOACCESSKEY0000001',
  secretKey: 'demo-secret-key-of-the-simulated-project',
  project: '054ba152d480d55b2f5dc0069e7ddef0',
  projectName: 'eu-de',
  username: 'demo-user',
  password: 'demo-password',
  domain: 'OTC00000000001000000447',
};

/** Starts both clouds on 127.0.0.1; they answer until `close`. */
export async function startClouds(options: CloudsOptions = {}): Promise<Clouds> {
  const world = new World({
    seed: {
      alibaba: { ...alibabaSeed(), ...options.seed?.alibaba },
      drs: { ...drsSeed(), ...options.seed?.drs },
    },
    speed: options.speed ?? 1,
    now: options.now ?? Date.now,
    key: ALIBABA_KEY,
    credentials: DRS_CREDENTIALS,
    rateLimits: options.rateLimits ?? {},
  });
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    void serve(world, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    alibaba: ALIBABA_KEY,
    drs: DRS_CREDENTIALS,
    calls: world.calls,
    tasks: () => taskViews(world),
    access: () => accessViews(world),
    world,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isFromAProgram(request.headers))
    return send(
      response,
      jsonAnswer(403, { error: 'Only programs of this machine may do this, and no page.' }),
    );
  try {
    const exchange = await readExchange(request);
    const outcome: Outcome = exchange.path.startsWith('/_demo/')
      ? { kind: 'answer', answer: answerControl(world, exchange) }
      : await serveCloud(world, exchange);
    if (outcome.kind === 'cut') response.destroy();
    else if (outcome.kind === 'answer') send(response, outcome.answer);
  } catch (error) {
    if (response.headersSent || request.destroyed) response.destroy();
    else send(response, { status: 500, headers: {}, body: `The simulated cloud failed: ${String(error)}` });
  }
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}
