import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/config/secret.ts';

const secret = new Secret('canary');

describe('Secret', () => {
  it('gives its value to whoever asks for it by name', () => {
    expect(secret.reveal()).toBe('canary');
  });

  it.each([
    ['a template', `${secret}`],
    ['a joined list', ['a', secret].join('')],
    ['JSON', JSON.stringify({ secret })],
    ['inspect', inspect({ secret }, { showHidden: true, depth: 9 })],
    ['format', format('%s %o %j', secret, secret, secret)],
    ['its keys', JSON.stringify(Object.entries(secret))],
    ['an error', new Error(String(secret)).message],
  ])('shows nothing in %s', (_, shown) => {
    expect(shown).not.toContain('canary');
  });

  it('says that it is a secret', () => {
    expect([`${secret}`, JSON.stringify(secret), inspect(secret)]).toEqual([
      '[secret]',
      '"[secret]"',
      '[secret]',
    ]);
  });
});
