import { describe, expect, it } from 'vitest';
import { DTS, HOSTILE_NAME } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { alice, cutover, startNight, textOf } from './night.ts';

describe('a task with a hostile name', () => {
  it('appears literally in every message and is never markup', async () => {
    const night = await startNight();
    const { workspace } = night;

    await night.ask(alice, `/dts list console`);
    await night.ask(alice, `/dts show ${DTS.hostileName}`);
    const byName = await night.ask(alice, `/dts terminate ${HOSTILE_NAME}`);
    expect(textOf(byName)).toContain(JSON.stringify(HOSTILE_NAME).slice(1, -1));
    await night.press(alice, byName, 'plan.show');
    await night.end(alice, `/dts terminate ${DTS.hostileName}`, HOSTILE_NAME, `${HOSTILE_NAME} because`);
    await night.ending('ended');
    await night.checklist();
    await night.ask(alice, `/dts cleanup ${DTS.hostileName}`);

    const posts = [
      ...workspace.ephemerals(alice),
      ...workspace.messages(cutover).flatMap((post) => workspace.thread(cutover, post.ts)),
    ].filter((post) => post.byApp);
    expect(posts.length).toBeGreaterThan(6);
    for (const post of posts) {
      expect(post.text).not.toContain('<!channel>');
      expect(post.text).not.toContain('<https');
      expect(JSON.stringify(post.blocks)).not.toContain('"mrkdwn"');
      expect(JSON.stringify(post.blocks)).not.toContain('"broadcast"');
    }
    const literal = posts.filter((post) => textOf(post).includes(HOSTILE_NAME));
    expect(literal.length).toBeGreaterThan(5);
    expect(workspace.problems).toEqual([]);
  });
});
