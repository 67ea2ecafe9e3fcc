import { describe, expect, it } from 'vitest';
import { codeOf, loadedWith, sourceFiles, whereIs } from './source.ts';

const FILES = sourceFiles();
const OUTSIDE = FILES.filter((name) => !name.startsWith('providers/'));

/** `anything.send(…)`, `clouds[0]?.change`, `cloud['send']`. */
const REACHED =
  /\.\s*(?:send|change)\s*\(|\b\w*[cC]louds?\b[^\s;,()]*\.(?:send|change)\b(?!\s*\()|\[\s*['"`](?:send|change)['"`]\s*\]/g;
/** `const { send } = cloud`, with a new name or without. */
const TAKEN_OUT = /(?:const|let|var)\s*\{[^{}]*\b(?:send|change)\b[^{}]*\}\s*=/g;

/** The only places from which a call that changes a cloud is sent: an ending, a removal, and its undoing. */
const SENDERS = ['cleanup/removing/send-step.ts', 'cleanup/undoing/undo.ts', 'lifecycle/carry-out.ts'];

describe('a call that changes a cloud', () => {
  it('is reached from three places and no fourth, once in each', () => {
    expect(whereIs(REACHED, OUTSIDE)).toEqual(Object.fromEntries(SENDERS.map((name) => [name, 1])));
    expect(whereIs(TAKEN_OUT, OUTSIDE)).toEqual({});
  });

  it('is made by the two calls of the port and by nothing else in the providers', () => {
    const inside = FILES.filter((name) => name.startsWith('providers/'));
    expect(whereIs(/\brpc\s*\.\s*send\(/g, inside)).toEqual({
      'providers/alibaba-dts/account.ts': 1,
      'providers/alibaba-dts/network/network.ts': 1,
    });
    expect(whereIs(/\bsendCall\(/g, inside)).toEqual({
      'providers/drs/account.ts': 1,
      'providers/drs/network/network-side.ts': 1,
      'providers/drs/send-call.ts': 1,
    });
  });

  it.each(SENDERS)('asks the policy and the brakes before it is sent: %s', (name) => {
    const around = [...loadedWith(name)]
      .filter((file) => file.startsWith(name.split('/')[0] ?? ''))
      .map(codeOf);
    expect(around.join('\n')).toMatch(/brakes\.against\(/);
    expect(around.join('\n')).toMatch(/policy\.judge\(/);
  });

  it('is out of reach for Slack, the watch, the policy, the brakes and the audit trail', () => {
    const rooms = /^(?:slack|watch|policy|brakes|audit|config|store|times)\//;
    const names = FILES.filter((name) => rooms.test(name));
    expect(names.length).toBeGreaterThan(100);
    expect(whereIs(/\b(?:from|import)\b[^;]*\bproviders\//g, names)).toEqual({});
  });
});

describe('the command line', () => {
  /** The only makers of what sends. */
  const MAKERS = ['bot.ts', 'cleanup/cleanup.ts', 'lifecycle/lifecycle.ts'];
  const VERBS = { doctor: 'cli/doctor.ts', 'policy check': 'cli/policy-check.ts', audit: 'audit/command.ts' };

  it.each(Object.entries(VERBS))(
    'changes no cloud with "%s": who makes what sends is not even loaded',
    (_, name) => {
      const loaded = loadedWith(name);
      expect(loaded).toContain(name);
      expect(MAKERS.filter((maker) => loaded.has(maker))).toEqual([]);
    },
  );

  it('changes one with "start" alone, which is the bot; "demo" starts it on simulated clouds', () => {
    const own = (name: string) => [...loadedWith(name)];
    expect(own('cli/start.ts')).toEqual(expect.arrayContaining(MAKERS));
    const commands = codeOf('cli/command-line.ts');
    const imported = [...commands.matchAll(/(?:from |import\()'\.\.?\/([^']+)'/g)].map(
      ([, file = '']) => file,
    );
    expect(imported.toSorted()).toEqual([
      'audit/command.ts',
      'bad-option.ts',
      'demo.ts',
      'doctor.ts',
      'exit.ts',
      'load-config.ts',
      'policy-check.ts',
      'proxy/read-rules.ts',
      'proxy/use-proxies.ts',
      'start.ts',
      'version.ts',
    ]);
  });
});
