import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/slack/commands/parse.ts';

const action = (name: string, task: string, reason: string | null = null) => ({
  kind: 'action',
  action: name,
  task,
  reason,
});

describe('what is typed behind a command', () => {
  it.each([
    ['', { kind: 'list', words: '' }],
    ['   ', { kind: 'list', words: '' }],
    ['list', { kind: 'list', words: '' }],
    ['LIST failed orders', { kind: 'list', words: 'failed orders' }],
    ['help', { kind: 'help' }],
    ['show orders-prod', { kind: 'show', task: 'orders-prod' }],
    ['cleanup orders prod', { kind: 'cleanup', task: 'orders prod' }],
    ['cleanup rm-bp1162', { kind: 'cleanup', task: 'rm-bp1162' }],
    ['undo “orders prod”', { kind: 'undo', task: 'orders prod' }],
    ['Clean-up orders-prod', { kind: 'cleanup', task: 'orders-prod' }],
    ['undo orders-prod because INC-9', { kind: 'undo', task: 'orders-prod' }],
    ['clean-up', { kind: 'missing-task', verb: 'cleanup' }],
    ['undo', { kind: 'missing-task', verb: 'undo' }],
    ['undoo x', { kind: 'unknown', words: 'undoo x', nearest: 'undo' }],
    ['terminate orders-prod', action('terminate', 'orders-prod')],
    ['stop orders-prod', action('terminate', 'orders-prod')],
    ['end orders-prod', action('terminate', 'orders-prod')],
    ['Force-Stop DRS-shop', action('force-terminate', 'DRS-shop')],
    ['force-terminate DRS-shop', action('force-terminate', 'DRS-shop')],
    ['release x', action('release', 'x')],
    ['pause x', action('pause', 'x')],
    ['resume x', action('resume', 'x')],
    ['terminate orders prod because cut-over done', action('terminate', 'orders prod', 'cut-over done')],
    ['terminate “orders prod” because  it is over', action('terminate', 'orders prod', 'it is over')],
    ['terminate because', action('terminate', 'because')],
    ['terminate &lt;!channel&gt; a&amp;b', action('terminate', '<!channel> a&b')],
    ['terminate', { kind: 'missing-task', verb: 'terminate' }],
    ['show', { kind: 'missing-task', verb: 'show' }],
    ['terminat x', { kind: 'unknown', words: 'terminat x', nearest: 'terminate' }],
    ['relase x', { kind: 'unknown', words: 'relase x', nearest: 'release' }],
    ['xyzzy', { kind: 'unknown', words: 'xyzzy', nearest: null }],
    ['constructor x', { kind: 'unknown', words: 'constructor x', nearest: null }],
  ])('%j is understood', (typed, understood) => {
    expect(parseCommand(typed)).toEqual(understood);
  });
});
