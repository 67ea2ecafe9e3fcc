import { describe, expect, it } from 'vitest';
import { isTypedName, nameToType } from '../../src/lifecycle/typed-name.ts';

const named = { name: 'Orders "EU" - prod', taskId: 'i03e3zty16i' };

describe('the name that a person types', () => {
  it.each([
    ['as it is', 'Orders "EU" - prod'],
    ['in another case', 'ORDERS "eu" - PROD'],
    ['with blanks around it', '\t Orders "EU" - prod \n'],
    ['with the quotes of a phone', 'Orders “EU” - prod'],
    ['with other quotes', 'Orders „EU‟ - prod'],
    ['with the quotes of a book', 'Orders «EU» - prod'],
    ['with a dash', 'Orders "EU" – prod'],
    ['with a long dash', 'Orders "EU" — prod'],
    ['with a minus sign', 'Orders "EU" − prod'],
    ['with a hyphen that does not break', 'Orders "EU" \u2011 prod'],
    ['by the last six characters of the id', 'zty16i'],
    ['by those in another case', 'ZTY16I'],
    ['by the whole id', ' i03e3zty16i '],
  ])('fits %s', (_, typed) => {
    expect(isTypedName(typed, named, false)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['blanks', '  \n'],
    ['a part of it', 'Orders'],
    ['more than it', 'Orders "EU" - prod 2'],
    ['single quotes for double ones', "Orders 'EU' - prod"],
    ['other blanks inside', 'Orders  "EU" - prod'],
    ['the last five characters of the id', 'ty16i'],
    ['the last seven', '3zty16i'],
    ['the beginning of the id', 'i03e3z'],
  ])('does not fit %s', (_, typed) => {
    expect(isTypedName(typed, named, false)).toBe(false);
  });

  it('fits an apostrophe of any kind, in the name or typed', () => {
    const task = { name: 'bob’s', taskId: 'i03e3zty16i' };
    for (const typed of ["bob's", 'bob‘s', 'bob`s', 'BOB´S', 'bob′s'])
      expect(isTypedName(typed, task, false)).toBe(true);
  });

  it('fits letters that are put together in another way', () => {
    expect(isTypedName('bu\u0308cher', { name: 'b\u00fccher', taskId: 'i03e3zty16i' }, false)).toBe(true);
  });

  it('does not fit when two tasks share it: then only the id does', () => {
    expect(isTypedName(named.name, named, true)).toBe(false);
    expect(isTypedName('zty16i', named, true)).toBe(true);
  });

  it.each([null, '', '   '])('is the id where the name is %j', (name) => {
    const task = { name, taskId: '5b0c1d2e-77aa-4c10-9f3e-0a1b2c3jb101' };
    expect(isTypedName('', task, false)).toBe(false);
    expect(isTypedName('   ', task, false)).toBe(false);
    expect(isTypedName('3jb101', task, false)).toBe(true);
  });

  it('is asked for in words that fit', () => {
    expect(nameToType(named, false)).toBe('Orders "EU" - prod, or the last six characters of its id: zty16i');
    expect(nameToType(named, true)).toBe('the last six characters of its id: zty16i');
    expect(nameToType({ name: null, taskId: 'i03e3zty16i' }, false)).toBe(
      'the last six characters of its id: zty16i',
    );
  });
});
