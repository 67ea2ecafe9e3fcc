import { expect, test } from 'vitest';
import type { Seen, Step, Story } from '../../../../src/demo/backstage/stories/story.ts';
import { StoryTeller } from '../../../../src/demo/backstage/stories/story-teller.ts';
import { seen } from './seen.ts';

const NO_WORLD = {
  alibaba: { tasks: [], databases: [], instances: [], securityGroups: [] },
  drs: { tasks: [], securityGroups: [], rules: [], publicIps: [] },
};

function says(text: string): Seen {
  return seen({ whispers: [{ user: 'U0ALICE', text }] });
}

function step(text: string): Step {
  return {
    as: 'U0ALICE',
    channel: 'C0CUTOVER',
    say: `Say ${text}.`,
    see: 'It is heard.',
    done: ({ whispers }) => whispers.some((whisper) => whisper.text === text),
  };
}

function story(id: string, ...texts: string[]): Story {
  return { id, title: id, about: '', seed: () => NO_WORLD, steps: texts.map(step) };
}

function done(teller: StoryTeller): boolean[] {
  return teller.shown()?.steps.map((each) => each.done) ?? [];
}

test('between stories nothing is told and nothing is done', () => {
  const teller = new StoryTeller([story('one', 'a')]);
  expect(teller.titles()).toEqual([{ id: 'one', title: 'one', about: '' }]);
  expect(teller.isTelling).toBe(false);
  expect(teller.shown()).toBeNull();
  expect(teller.look(says('a'))).toBe(false);
});

test('a step is done when it is seen, and says so once', () => {
  const teller = new StoryTeller([]);
  teller.begin(story('one', 'a', 'b'));
  expect(done(teller)).toEqual([false, false]);
  expect(teller.look(says('x'))).toBe(false);
  expect(teller.look(says('a'))).toBe(true);
  expect(teller.look(says('a'))).toBe(false);
  expect(done(teller)).toEqual([true, false]);
});

test('once done stays done', () => {
  const teller = new StoryTeller([]);
  teller.begin(story('one', 'a', 'b'));
  teller.look(says('a'));
  teller.look(seen());
  expect(done(teller)).toEqual([true, false]);
});

test('a later step waits for those before it, and what was seen meanwhile counts then', () => {
  const teller = new StoryTeller([]);
  teller.begin(story('one', 'a', 'b', 'c'));
  expect(teller.look(says('b'))).toBe(false);
  expect(done(teller)).toEqual([false, false, false]);
  expect(teller.look(says('a'))).toBe(true);
  expect(done(teller)).toEqual([true, true, false]);
});

test('a story that begins again has seen nothing', () => {
  const teller = new StoryTeller([]);
  const one = story('one', 'a');
  teller.begin(one);
  teller.look(says('a'));
  teller.begin(one);
  expect(done(teller)).toEqual([false]);
  expect(teller.look(seen())).toBe(false);
});

test('what a step says is shown, and no function of it', () => {
  const teller = new StoryTeller([]);
  const body = { deed: 'bot', to: 'start' } as const;
  const steps = [
    { ...step('a'), type: '/dts' },
    { ...step('b'), deed: { label: 'Start', body } },
  ];
  teller.begin({ ...story('one'), steps });
  const shown = teller.shown();
  expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
  expect(shown?.steps).toMatchObject([
    { type: '/dts', deed: null, done: false },
    { type: null, deed: { label: 'Start', body }, done: false },
  ]);
});

test('a story that nobody knows is refused in a sentence', () => {
  expect(() => new StoryTeller([]).find('x')).toThrow('There is no story "x".');
});
