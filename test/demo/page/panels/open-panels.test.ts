import { expect, test } from 'vitest';
import {
  panelsThatFit,
  rememberedPanels,
  seenPanels,
  toggled,
} from '../../../../src/demo/page/panels/open-panels.ts';

test('two panels stand beside the conversation on a wide window, and beside a thread only on a very wide one', () => {
  expect(panelsThatFit(1360, false)).toBe(2);
  expect(panelsThatFit(1360, true)).toBe(1);
  expect(panelsThatFit(1920, true)).toBe(2);
  expect(panelsThatFit(1024, false)).toBe(1);
  expect(panelsThatFit(390, false)).toBe(1);
});

test('a newcomer sees the stories on a wide window, and the conversation on a narrow one', () => {
  expect(rememberedPanels(null, 1360)).toEqual(['stories']);
  expect(rememberedPanels(null, 390)).toEqual([]);
});

test('what was open last time is open again, and nothing where everything was closed', () => {
  expect(rememberedPanels('clouds backstage', 1360)).toEqual(['clouds', 'backstage']);
  expect(rememberedPanels('', 1360)).toEqual([]);
});

test('names that no panel has are forgotten', () => {
  expect(rememberedPanels('trouble clouds', 1360)).toEqual(['clouds']);
});

test('a panel that is seen closes, one that is not comes into sight', () => {
  expect(toggled(['stories'], 'stories', 2)).toEqual([]);
  expect(toggled(['stories'], 'clouds', 2)).toEqual(['stories', 'clouds']);
});

test('a third panel takes the place of the one that was opened first', () => {
  expect(toggled(['stories', 'clouds'], 'backstage', 2)).toEqual(['clouds', 'backstage']);
});

test('where one fits, the button of a panel that is open but out of sight brings it back', () => {
  expect(seenPanels(['stories', 'clouds'], 1)).toEqual(['clouds']);
  expect(toggled(['stories', 'clouds'], 'stories', 1)).toEqual(['clouds', 'stories']);
});
