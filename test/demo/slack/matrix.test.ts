import { describe, expect, it } from 'vitest';
import { PAGE_DEEDS, WEB_API } from '../../../src/demo/slack/matrix.ts';
import { DEEDS } from '../../../src/demo/slack/page-api/what-the-page-does.ts';
import { METHODS } from '../../../src/demo/slack/web-api/methods.ts';

const names = (spoken: readonly { name: string }[]) => spoken.map(({ name }) => name).sort();

describe('the list of what the local workspace speaks', () => {
  it('names exactly the methods that are answered', () => {
    expect(names(WEB_API)).toEqual(Object.keys(METHODS).sort());
  });

  it('names exactly what the page can do', () => {
    expect(names(PAGE_DEEDS)).toEqual(Object.keys(DEEDS).sort());
  });
});
