import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/slack/commands/parse.ts';

const end = (task: string, when?: string, reason: string | null = null, action = 'terminate') => ({
  kind: 'action',
  action,
  task,
  reason,
  ...(when === undefined ? {} : { when }),
});

describe('an end for a time that is typed', () => {
  it.each([
    [
      'terminate orders-prod at 02:00 Europe/Berlin because cut-over',
      end('orders-prod', '02:00 Europe/Berlin', 'cut-over'),
    ],
    ['terminate orders-prod in 3h because INC-1', end('orders-prod', 'in 3h', 'INC-1')],
    ['stop orders-prod in 1h 30m', end('orders-prod', 'in 1h 30m')],
    ['end orders-prod in 0.1m', end('orders-prod', 'in 0.1m')],
    ['End Orders-Prod AT Tomorrow 02:00', end('Orders-Prod', 'Tomorrow 02:00')],
    ['terminate orders-prod IN 3h', end('orders-prod', 'in 3h')],
    ['terminate orders-prod at friday 18:00', end('orders-prod', 'friday 18:00')],
    ['terminate orders-prod at 2026-11-22 02:00 UTC', end('orders-prod', '2026-11-22 02:00 UTC')],
    ['terminate orders-prod at in 3h', end('orders-prod', 'in 3h')],
    ['terminate orders-prod at 25:99', end('orders-prod', '25:99')],
    ['terminate orders-prod at 2', end('orders-prod', '2')],
    ['terminate orders prod at 02:00', end('orders prod', '02:00')],
    ['terminate look at me at 02:00', end('look at me', '02:00')],
    ['terminate all in one in 3h', end('all in one', 'in 3h')],
    ['terminate dinner at eight', end('dinner at eight')],
    ['terminate all in one', end('all in one')],
    ['terminate shops in mondays', end('shops in mondays')],
    ['terminate shops at mondays', end('shops at mondays')],
    ['terminate “copy at 02:00”', end('copy at 02:00')],
    ['terminate "copy at 02:00" at 03:00', end('copy at 02:00', '03:00')],
    ['terminate "copy in 3h" in 4h because x', end('copy in 3h', 'in 4h', 'x')],
    ['terminate `orders` at supper', end('orders', 'supper')],
    ['terminate orders-prod because we meet at 02:00', end('orders-prod', undefined, 'we meet at 02:00')],
    ['terminate at 02:00', { kind: 'missing-task', verb: 'terminate' }],
    ['terminate in 3h because x', { kind: 'missing-task', verb: 'terminate' }],
    ['terminate at', end('at')],
    ['pause orders-prod at 02:00', end('orders-prod', '02:00', null, 'pause')],
    ['scheduled', { kind: 'scheduled' }],
    ['Scheduled please', { kind: 'scheduled' }],
    ['schedule', { kind: 'unknown', words: 'schedule', nearest: 'scheduled' }],
  ])('%j is understood', (typed, understood) => {
    expect(parseCommand(typed)).toEqual(understood);
  });
});
