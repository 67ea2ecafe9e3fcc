import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { BAD_USAGE } from '../../src/cli/exit.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { type HealthPorts, healthPages } from '../../src/health/health.ts';
import { ROOT, runIn } from './packed.ts';
import { healthCheck, lastOf, readDockerfile, readUnit, textOf } from './recipes.ts';

const manifest = JSON.parse(textOf('package.json')) as { version: string; files: readonly string[] };
const dockerfile = readDockerfile();
const pages = Object.keys(healthPages({} as HealthPorts));
const [config = ''] = /(?<=CUTOVER_CONFIG=)\S+/.exec(lastOf(dockerfile, 'ENV')) ?? [];

/** What the example of a configuration leads to. */
function exampleConfig() {
  const text = textOf('.cutover.example.yml');
  const names = ['AK', 'SK', 'DRS_AK', 'DRS_SK', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'];
  const env = Object.fromEntries(names.map((name) => [name, `a-value-of-${name}`]));
  const read = readConfig({ text, path: 'cutover.yml', env });
  if (!read.ok) throw new Error('the example is not usable');
  return read.config;
}
const { store, slack } = exampleConfig();

describe('the container image', () => {
  it('is built on one release of the oldest Node that is supported, in every stage', () => {
    expect(lastOf(dockerfile, 'ARG')).toMatch(/^NODE=20\.(19|[2-9]\d)\.\d+$/);
    const bases = dockerfile.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0]);
    expect(new Set(bases)).toEqual(new Set(['node:$' + '{NODE}-bookworm-slim']));
  });

  it('is built of what the lock file says, runs no script of a package, and holds no packages', () => {
    const installs = dockerfile.filter(({ rest }) => /npm (ci|install)/.test(rest)).map(({ rest }) => rest);
    expect(installs).toEqual(['npm ci --ignore-scripts --no-audit --no-fund']);
    const last = dockerfile.slice(dockerfile.findLastIndex(({ name }) => name === 'FROM'));
    const taken = last.filter(({ name, rest }) => name === 'COPY' && rest.startsWith('--from'));
    expect(taken).toEqual([{ name: 'COPY', rest: '--from=build /app/dist ./dist' }]);
    expect(last.some(({ rest }) => /npm (ci|install)/.test(rest))).toBe(false);
  });

  it('is given nothing but sources, and copies only what is there', () => {
    const [nothing, ...given] = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(nothing).toBe('*');
    const copied = dockerfile
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    expect(new Set(copied.map((path) => `!${path.split('/')[0]}`))).toEqual(new Set(given));
    for (const path of copied) expect(existsSync(join(ROOT, path)), path).toBe(true);
    const packed = manifest.files.filter((path) => !/^[.!]|^dist$/.test(path));
    expect(copied).toEqual(expect.arrayContaining(packed));
  });

  it('keeps in its volume what the configuration calls ./data, and reads the configuration from a folder of its own', () => {
    expect(resolve(lastOf(dockerfile, 'WORKDIR'), store.path)).toBe(lastOf(dockerfile, 'VOLUME'));
    expect(dirname(config)).toBe('/etc/cutover');
    expect(lastOf(dockerfile, 'EXPOSE')).toBe(String(slack.port));
  });

  it('runs the bot as nobody in particular, and stops it as the bot wants to be stopped', () => {
    expect(lastOf(dockerfile, 'USER')).toBe('10001:10001');
    expect(lastOf(dockerfile, 'STOPSIGNAL')).toBe('SIGTERM');
    expect(JSON.parse(lastOf(dockerfile, 'ENTRYPOINT'))).toEqual(['node', '/app/dist/main.js']);
    expect(JSON.parse(lastOf(dockerfile, 'CMD'))).toEqual(['start']);
  });

  it('asks for the health at a page that the bot has', () => {
    const [program, flag, script = ''] = healthCheck();
    expect([program, flag]).toEqual(['node', '-e']);
    expect(pages).toContain(/'(\/\w+)'/.exec(script)?.[1]);
    expect(script).toContain(`|| ${slack.port})`);
  });
});

describe('the compose file', () => {
  const { services } = parse(textOf('.github/container/compose.yml')) as {
    services: Record<string, Record<string, unknown>>;
  };
  const bot = services['cutover'] ?? {};

  it('runs this version with nothing writable but the volume and /tmp, and no rights', () => {
    expect(Object.keys(services)).toEqual(['cutover']);
    expect(bot).toMatchObject({
      image: `cutover:${manifest.version}`,
      read_only: true,
      tmpfs: ['/tmp'],
      user: lastOf(dockerfile, 'USER'),
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(bot).not.toHaveProperty('privileged');
    expect(bot).not.toHaveProperty('ports');
  });

  it('mounts folders: the configuration to be read only, and the volume', () => {
    expect(bot['volumes']).toEqual([
      `./config:${dirname(config)}:ro`,
      `data:${lastOf(dockerfile, 'VOLUME')}`,
    ]);
  });

  it('makes a second bot on the store impossible, keeps the host name, and leaves a minute to stop', () => {
    expect(bot).toMatchObject({
      container_name: 'cutover',
      hostname: 'cutover',
      restart: 'unless-stopped',
      stop_grace_period: '1m',
    });
  });
});

describe('the StatefulSet', () => {
  const documents = parseAllDocuments(textOf('.github/container/kubernetes.yml')).map(
    (document) => document.toJS() as { kind: string; spec: Record<string, unknown> },
  );
  const { spec: set = {} } = documents.find(({ kind }) => kind === 'StatefulSet') ?? {};
  const { spec: pod } = set['template'] as { spec: Record<string, unknown> };
  const [container = {}] = pod['containers'] as Record<string, Record<string, unknown>>[];
  const uid = Number(lastOf(dockerfile, 'USER').split(':')[0]);

  it('is one bot, with a minute to stop', () => {
    expect(set).toMatchObject({ replicas: 1, serviceName: 'cutover' });
    expect(pod).toMatchObject({ terminationGracePeriodSeconds: 60, automountServiceAccountToken: false });
    expect(container).toMatchObject({ image: `cutover:${manifest.version}` });
  });

  it('has no rights, and writes only where it must', () => {
    expect(pod['securityContext']).toMatchObject({ runAsNonRoot: true, runAsUser: uid, fsGroup: uid });
    expect(container['securityContext']).toEqual({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(container['volumeMounts']).toEqual([
      { name: 'data', mountPath: lastOf(dockerfile, 'VOLUME') },
      { name: 'config', mountPath: dirname(config), readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
  });

  it('is asked for health where the bot tells it, and restarted after two minutes at the soonest', () => {
    const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].map(
      (name) =>
        container[name] as { httpGet: { path: string }; periodSeconds: number; failureThreshold: number },
    );
    expect(probes.map(({ httpGet }) => httpGet.path)).toEqual(['/healthz', '/healthz', '/readyz']);
    expect(pages).toEqual(expect.arrayContaining(probes.map(({ httpGet }) => httpGet.path)));
    for (const { periodSeconds, failureThreshold } of probes.slice(0, 2))
      expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(120);
    expect(container['ports']).toEqual([{ name: 'web', containerPort: slack.port }]);
  });
});

describe('the systemd unit', () => {
  const { Service: service = {} } = readUnit();

  it('keeps in its state folder what the configuration calls ./data', () => {
    expect(service['WorkingDirectory']).toBe(`/var/lib/${service['StateDirectory']}`);
    expect(resolve(service['WorkingDirectory'] ?? '', store.path)).toBe('/var/lib/cutover/data');
  });

  it('starts the bot again after a failure, never after a mistake in the configuration, and leaves a minute to stop', () => {
    expect(service).toMatchObject({
      Restart: 'on-failure',
      RestartPreventExitStatus: String(BAD_USAGE),
      KillSignal: 'SIGTERM',
      TimeoutStopSec: '60',
    });
    expect(service['ExecStart']).toMatch(
      /\/cutover\/dist\/main\.js start --config \/etc\/cutover\/cutover\.yml$/,
    );
    expect(service['ExecReload']).toBe('/bin/kill -HUP $MAINPID');
  });

  it('has no rights, and leaves on what V8 and the lock need', () => {
    expect(service).toMatchObject({
      User: 'cutover',
      NoNewPrivileges: 'yes',
      ProtectSystem: 'strict',
      PrivateTmp: 'yes',
      CapabilityBoundingSet: '',
    });
    for (const name of ['MemoryDenyWriteExecute', 'ProcSubset', 'ProtectProc'])
      expect(service).not.toHaveProperty(name);
  });

  it.skipIf(!existsSync('/usr/bin/systemd-analyze'))('is a unit that systemd understands', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cutover-unit-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const unit = textOf('.github/container/cutover.service').replace('/usr/bin/node', process.execPath);
    writeFileSync(join(folder, 'cutover.service'), unit);
    const ran = await runIn(folder, ['systemd-analyze', 'verify', './cutover.service']);
    expect(ran).toEqual({ code: 0, said: '' });
  });
});
