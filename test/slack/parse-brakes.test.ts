import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/slack/commands/parse.ts';

const hold = (task: string, until: string | null = null, reason: string | null = null) => ({
  kind: 'hold',
  task,
  until,
  reason,
});

describe('a brake that is typed', () => {
  it.each([
    ['hold orders-prod', hold('orders-prod')],
    ['hold orders-prod because month end', hold('orders-prod', null, 'month end')],
    [
      'hold orders-prod until 02:00 Europe/Berlin because month end',
      hold('orders-prod', '02:00 Europe/Berlin', 'month end'),
    ],
    ['HOLD orders prod UNTIL tomorrow 08:00 BECAUSE x', hold('orders prod', 'tomorrow 08:00', 'x')],
    ['hold orders-prod until in 3h because x', hold('orders-prod', 'in 3h', 'x')],
    ['hold orders-prod until', hold('orders-prod', '')],
    ['hold orders-prod until because x', hold('orders-prod', '', 'x')],
    ['hold “run until dawn” because x', hold('run until dawn', null, 'x')],
    ['hold "run until dawn" until 08:00 because x', hold('run until dawn', '08:00', 'x')],
    ['hold run until dawn until 08:00 because x', hold('run until dawn', '08:00', 'x')],
    ['hold orders-prod because we wait until noon', hold('orders-prod', null, 'we wait until noon')],
    ['hold orders-prod because', hold('orders-prod')],
    ['hold', { kind: 'missing-task', verb: 'hold' }],
    ['hold until 08:00 because x', { kind: 'missing-task', verb: 'hold' }],
    ['unhold orders-prod', { kind: 'unhold', task: 'orders-prod' }],
    ['unhold “orders prod” because done', { kind: 'unhold', task: 'orders prod' }],
    ['unhold', { kind: 'missing-task', verb: 'unhold' }],
    ['freeze everything because INC-9', { kind: 'freeze', everything: true, reason: 'INC-9' }],
    ['Freeze Everything because INC-9', { kind: 'freeze', everything: true, reason: 'INC-9' }],
    ['freeze everything', { kind: 'freeze', everything: true, reason: null }],
    ['freeze everything because', { kind: 'freeze', everything: true, reason: null }],
    ['freeze', { kind: 'freeze', everything: false, reason: null }],
    ['freeze orders-prod because x', { kind: 'freeze', everything: false, reason: 'x' }],
    ['freeze everything now because x', { kind: 'freeze', everything: false, reason: 'x' }],
    ['freeze because everything', { kind: 'freeze', everything: false, reason: null }],
    ['unfreeze everything', { kind: 'unfreeze', everything: true }],
    ['unfreeze', { kind: 'unfreeze', everything: false }],
    ['unfreeze orders-prod', { kind: 'unfreeze', everything: false }],
    ['holds', { kind: 'holds' }],
    ['hodls', { kind: 'unknown', words: 'hodls', nearest: 'hold' }],
    ['frieze everything', { kind: 'unknown', words: 'frieze everything', nearest: 'freeze' }],
  ])('%j is understood', (typed, understood) => {
    expect(parseCommand(typed)).toEqual(understood);
  });
});
