import { expect, test } from 'vitest';
import { isOffered, startsWords, stateWord } from '../../../../src/demo/page/panels/bot/bot-words.ts';
import { readLogLine } from '../../../../src/demo/page/panels/bot/log-line.ts';

test('a bot that runs can be stopped, killed and started again, but not started', () => {
  const offered = (['start', 'stop', 'kill', 'restart'] as const).filter((each) =>
    isOffered(each, { state: 'running' }),
  );
  expect(offered).toEqual(['stop', 'kill', 'restart']);
});

test('a bot that is gone, however it went, can be started', () => {
  for (const state of ['stopped', 'killed', 'crashed'] as const) {
    expect(isOffered('start', { state })).toBe(true);
    expect(isOffered('stop', { state })).toBe(false);
    expect(isOffered('kill', { state })).toBe(false);
  }
});

test('a bot that does not come to its end can still be killed', () => {
  expect(isOffered('kill', { state: 'stopping' })).toBe(true);
  expect(isOffered('stop', { state: 'stopping' })).toBe(false);
  expect(isOffered('restart', { state: 'stopping' })).toBe(false);
});

test('a killed bot and one that crashed by itself read differently', () => {
  expect(stateWord({ state: 'killed' })).toEqual({ text: 'The bot was killed', tone: 'bad' });
  expect(stateWord({ state: 'crashed' }).text).toBe('The bot crashed by itself');
});

test('starts are counted in words', () => {
  expect([0, 1, 2].map((starts) => startsWords({ starts }))).toEqual([
    'not started yet',
    'started once',
    'started 2 times',
  ]);
});

test('a line of the log is read as time, level, event and facts', () => {
  const line =
    '{"time":"2026-11-21T15:04:46.379Z","level":"info","event":"health","port":34295,"path":"/healthz"}';
  expect(readLogLine(line)).toEqual({
    at: Date.parse('2026-11-21T15:04:46.379Z'),
    level: 'info',
    text: 'health',
    facts: 'port=34295 path=/healthz',
  });
});

test('a note of the demo and whatever else was printed stay as they are', () => {
  expect(readLogLine('-- killed by SIGKILL')).toMatchObject({
    at: null,
    level: 'note',
    text: 'killed by SIGKILL',
  });
  expect(readLogLine('Error: {"a')).toMatchObject({ at: null, level: '', text: 'Error: {"a' });
  expect(readLogLine('[1, 2]')).toMatchObject({ text: '[1, 2]' });
  expect(readLogLine('{"event":5,"time":"soon"}')).toMatchObject({ at: null, text: '', facts: '' });
});
