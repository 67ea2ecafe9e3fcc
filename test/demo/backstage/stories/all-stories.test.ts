import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { STORIES } from '../../../../src/demo/backstage/stories/all-stories.ts';
import { CONTROLS } from '../../../../src/demo/clouds/control.ts';
import { CHANNELS, PEOPLE } from '../../../../src/demo/slack/seed.ts';
import { simulatedClouds } from '../../clouds/simulated-clouds.ts';
import { seen } from './seen.ts';

test('no two stories share an id or a title', () => {
  expect(new Set(STORIES.map(({ id }) => id)).size).toBe(STORIES.length);
  expect(new Set(STORIES.map(({ title }) => title)).size).toBe(STORIES.length);
});

test('the README lists every story, in their order', () => {
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8').replaceAll(
    '\n',
    ' ',
  );
  const listed = STORIES.map(({ title }) => readme.indexOf(`*${title}*`));
  expect(listed).not.toContain(-1);
  expect(listed).toEqual(listed.toSorted((one, other) => one - other));
});

describe.each(STORIES.map((story) => [story.title, story] as const))('%s', (_, story) => {
  test('is told in full sentences by people who are there', () => {
    expect(story.id).toMatch(/^[a-z-]+$/);
    expect(story.about).toMatch(/\.$/);
    for (const step of story.steps) {
      expect(Object.values(PEOPLE)).toContain(step.as);
      expect(Object.values(CHANNELS)).toContain(step.channel);
      expect(step.say).toMatch(/\.$/);
      expect(step.see).toMatch(/\.$/);
      if (step.type !== undefined) expect(step.type).toMatch(/^\/(dts|drs|cutover) /);
    }
  });

  test('has nothing done at its beginning', () => {
    const first = seen({ bot: { state: 'killed', starts: 2, diesAtNextChange: false } });
    for (const step of story.steps) {
      expect(step.done(seen())).toBe(false);
      expect(step.done(first)).toBe(false);
    }
  });

  test('makes a fresh world at each call, in which its deeds can be done', async () => {
    const clouds = await simulatedClouds();
    clouds.world.reset(story.seed());
    expect(clouds.tasks().length).toBeGreaterThan(0);
    for (const task of clouds.tasks()) clouds.world.rename(task.id, 'spoiled');
    clouds.world.reset(story.seed());
    expect(clouds.tasks().some(({ name }) => name === 'spoiled')).toBe(false);
    for (const { deed } of story.steps) {
      if (deed?.body.deed !== 'cloud') continue;
      const { control, with: given } = deed.body;
      const found = CONTROLS.find(({ name }) => name === control);
      expect(() => found?.run(clouds.world, given)).not.toThrow();
      expect(found).toBeDefined();
    }
  });
});
