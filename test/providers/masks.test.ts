import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/lifecycle/ports.ts';
import { cloudWord, counted, fieldsShown, formOf, maskedGroup, wordOf } from '../../src/providers/masks.ts';

describe('the name of a whitelist group in a report', () => {
  it.each([
    ['ddsdts', 'ddsdts'],
    ['dtspolardb', 'dtspolardb'],
    ['rdsdts_orders', 'rdsdts_xxxxxx'],
    ['DTS-Acme-7', 'DTS-xxxx-0'],
    ['rdsdtsacme', 'rdsdtsxxxx'],
    ['acmedts', 'xxxxdts'],
    ['acme_dts_10_0_0_7', 'xxxx_dts_00_0_0_0'],
    ['dts_\u{1F4A9}', 'dts_xx'],
  ])('shows of %s only what is the clouds’ own: %s', (name, told) => {
    expect(maskedGroup(name)).toBe(told);
  });
});

describe('a value in a report', () => {
  it.each([
    ['2026-03-16T08:01:19Z', '0000-00-00T00:00:00Z'],
    ['2026-03-02 09:14:07', '0000-00-00 00:00:00'],
    ['1773648079', '0000000000'],
    [-1, 'number of 1 digits'],
    [1_773_648_079, 'number of 10 digits'],
    ['secret', 'xxxxxx'],
    ['', 'empty text'],
    [null, 'not shown'],
    [{ a: 1 }, 'object'],
  ])('%j is told by its form: %s', (value, form) => {
    expect(formOf(value)).toBe(form);
  });

  it.each([
    ['Synchronizing', 'Synchronizing'],
    ['INCRE_TRANSFER_STARTED', 'INCRE_TRANSFER_STARTED'],
    ['10.1.2.3', 'unreadable'],
    ['orders prod', 'unreadable'],
    ['', 'empty'],
    [7, 'unreadable'],
  ])('%j as a word of the cloud is %s', (value, word) => {
    expect(cloudWord(value)).toBe(word);
  });

  it('of a failure is its code, never its text', () => {
    const error = new ProviderError('rejected', 'orders-prod at 10.1.2.3 said no', { code: 'DTS.Msg/10.1' });
    expect(wordOf(error)).toBe('rejected DTS.Msg10.1');
    expect(wordOf(new Error('orders-prod'))).toBe('unreadable');
  });
});

describe('fields in a report', () => {
  it('are told by name, held against those that are read, and none inside what may be the customer’s', () => {
    const rows = [
      { id: 'x', name: '', tags: { acme: 'prod' }, end: { ip: '10.1.1.1', port: 1 }, '10.1.2.3': true },
      { id: 'y', extra: null },
    ];
    expect(fieldsShown(rows, ['id', 'name', 'end', 'end.ip', 'end.user'], ['end'])).toEqual({
      rows: 2,
      readAndShown: ['id', 'end', 'end.ip'],
      readAndNeverShown: ['name', 'end.user'],
      shownAndNotRead: ['end.port', 'tags'],
    });
  });

  it('are counted, the most frequent first', () => {
    expect(Object.entries(counted(['a', 'b', 'b']))).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });
});
