import { describe, expect, it } from 'vitest';
import type { Shown } from '../../../../src/demo/slack/page-api/shown.ts';
import { CHANNELS, GROUPS, PEOPLE } from '../../../../src/demo/slack/seed.ts';
import { boltApp, call, client, workspace } from '../bench.ts';
import { act, shownTo } from './page-bench.ts';

const { cutover, dbOps, leads, archived } = CHANNELS;
const { alice, bob, carol, gina, sam, dora } = PEOPLE;
const texts = ({ messages }: Shown) => messages.map(({ text }) => text);
const channel = (shown: Shown, id: string) => shown.channels.find((one) => one.id === id);

describe('what changed in a channel', () => {
  it('is everything at first, and then only what is new, oldest first', async () => {
    const slack = await workspace();
    await slack.type(alice, cutover, 'one');
    await slack.type(bob, cutover, 'two');
    const first = await shownTo(slack, alice, cutover);
    expect(texts(first)).toEqual(['one', 'two']);
    expect(first).toMatchObject({ gone: [], cut: false });
    await slack.type(bob, cutover, 'three');
    await slack.type(bob, dbOps, 'elsewhere');
    const second = await shownTo(slack, alice, cutover, first.revision);
    expect(texts(second)).toEqual(['three']);
    expect(texts(await shownTo(slack, alice, cutover, second.revision))).toEqual([]);
  });

  it('holds a message again after every kind of change, and a parent after each reply', async () => {
    const slack = await workspace();
    const web = client(slack);
    const { ts = '' } = await web.chat.postMessage({ channel: cutover, text: 'first' });
    let { revision } = await shownTo(slack, bob, cutover);
    const changes = async () => {
      const shown = await shownTo(slack, bob, cutover, revision);
      revision = shown.revision;
      return shown.messages.map((one) => [one.text, one.edited, one.replies, one.repliers, one.tombstone]);
    };
    await web.chat.update({ channel: cutover, ts, text: 'second' });
    expect(await changes()).toEqual([['second', true, 0, [], false]]);
    await slack.type(alice, cutover, 'a reply', ts);
    expect(await changes()).toEqual([
      ['second', true, 1, [alice], false],
      ['a reply', false, 0, [], false],
    ]);
    const reply = await web.chat.postMessage({ channel: cutover, text: 'mine', thread_ts: ts });
    await changes();
    await web.chat.delete({ channel: cutover, ts: reply.ts ?? '' });
    const shown = await shownTo(slack, bob, cutover, revision);
    expect(shown.gone).toEqual([reply.ts]);
    expect(await changes()).toEqual([['second', true, 1, [alice], false]]);
    await web.chat.delete({ channel: cutover, ts });
    expect(await changes()).toEqual([['This message was deleted.', true, 1, [alice], true]]);
  });

  it('names what a response_url replaced and removed, to the one person who sees it', async () => {
    const slack = await workspace();
    let url = '';
    await boltApp(slack, (app) => {
      app.command('/dts', ({ ack }) =>
        ack({
          text: 'plan',
          blocks: [
            {
              type: 'actions',
              elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
            },
          ],
        }),
      );
      app.action('go', async ({ ack, body }) => {
        if ('response_url' in body) url = String(body.response_url);
        await ack();
      });
    });
    await slack.type(alice, cutover, '/dts');
    const before = await shownTo(slack, alice, cutover);
    const [{ ts = '', key = '' } = {}] = before.messages;
    expect(key).toBe(`${ts}@${alice}`);
    await slack.press(alice, { ephemeral: ts, actionId: 'go' });
    const post = (body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });
    await post({ text: 'done', replace_original: true });
    const replaced = await shownTo(slack, alice, cutover, before.revision);
    expect(replaced.messages).toMatchObject([{ key, text: 'done', blocks: [] }]);
    await post({ delete_original: true });
    expect((await shownTo(slack, alice, cutover, replaced.revision)).gone).toEqual([key]);
    expect(await shownTo(slack, bob, cutover, replaced.revision)).toMatchObject({ gone: [], messages: [] });
  });

  it('starts with the newest five hundred and the parents of the replies among them', async () => {
    const slack = await workspace();
    const { ts = '' } = await client(slack).chat.postMessage({ channel: cutover, text: 'parent' });
    for (let index = 0; index < 500; index += 1) await slack.type(alice, cutover, `${index}`);
    const { messages } = await shownTo(slack, bob, cutover);
    expect([messages.length, messages[0]?.text]).toEqual([500, '0']);
    await slack.type(alice, cutover, 'late reply', ts);
    const shown = await shownTo(slack, bob, cutover);
    expect([shown.cut, shown.messages.length, texts(shown)[0], texts(shown).at(-1)]).toEqual([
      true,
      501,
      'parent',
      'late reply',
    ]);
  });

  it('never loses one of a burst, and never tells one twice', async () => {
    const slack = await workspace();
    const posting = Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        call(slack, 'chat.postMessage', { channel: cutover, text: `${index}` }),
      ),
    );
    const seen: string[] = [];
    let { revision } = await shownTo(slack, alice, cutover);
    let running = true;
    void posting.then(() => {
      running = false;
    });
    for (let last = false; !last; ) {
      last = !running;
      const shown = await shownTo(slack, alice, cutover, revision);
      seen.push(...texts(shown));
      revision = shown.revision;
    }
    await posting;
    seen.push(...texts(await shownTo(slack, alice, cutover, revision)));
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(
      slack
        .messages(cutover)
        .map(({ text }) => text)
        .slice(-seen.length),
    );
  });

  it('is kept from everybody who is not in the channel, and so are the messages for one person', async () => {
    const slack = await workspace();
    await client(slack).chat.postEphemeral({ channel: cutover, user: alice, text: 'psst' });
    await slack.type(bob, leads, 'secret');
    expect((await shownTo(slack, alice, cutover)).messages).toMatchObject([{ text: 'psst', onlyFor: alice }]);
    expect((await shownTo(slack, bob, cutover)).messages).toEqual([]);
    expect(texts(await shownTo(slack, bob, leads))).toEqual(['secret']);
    const outside = await shownTo(slack, alice, leads);
    expect([texts(outside), channel(outside, leads)]).toEqual([[], undefined]);
  });
});

describe('an emptied workspace', () => {
  it('is another epoch, in which an old revision means nothing', async () => {
    const slack = await workspace();
    await boltApp(slack, () => undefined);
    await slack.type(alice, cutover, 'old');
    slack.faults.setDeactivated(alice, true);
    slack.faults.setGroup(GROUPS.leads, []);
    slack.faults.delayAcks(5_000);
    const before = await shownTo(slack, bob, cutover);
    slack.empty();
    await slack.type(alice, cutover, 'new');
    const after = await shownTo(slack, bob, cutover, before.revision);
    expect(after.epoch).not.toBe(before.epoch);
    expect(texts(after)).toEqual(['new']);
    expect(after.workspace).toMatchObject({ connections: 1, trouble: { slow: false } });
    expect(after.workspace.groups.find(({ id }) => id === GROUPS.leads)?.users).toEqual([bob, carol]);
    expect(slack.calls).toEqual([]);
  });

  it('does not hear the answer to a command of before', async () => {
    const slack = await workspace();
    let heard = () => undefined as unknown;
    const arrived = new Promise<void>((resolve) => {
      heard = () => resolve();
    });
    await boltApp(slack, (app) => {
      app.command('/dts', async () => {
        heard();
        await new Promise(() => undefined);
      });
    });
    const typed = slack.type(alice, cutover, '/dts');
    await arrived;
    slack.empty();
    expect(await typed).toEqual({ kind: 'failed' });
    expect(slack.ephemerals(alice)).toEqual([]);
  });

  it('has another epoch than any other workspace', async () => {
    const one = await shownTo(await workspace(), alice, cutover);
    const other = await workspace();
    await other.type(alice, cutover, 'there');
    const shown = await shownTo(other, alice, cutover, one.revision);
    expect(texts(shown)).toEqual(['there']);
  });
});

describe('what is left to read', () => {
  const left = async (slack: Awaited<ReturnType<typeof workspace>>, user: string, id = cutover) => {
    const { unread, mentions } = channel(await shownTo(slack, user, cutover), id) ?? {};
    return [unread, mentions];
  };

  it('counts what others wrote in the channel since it was read, and how often the person was called', async () => {
    const slack = await workspace();
    const web = client(slack);
    const say = (text: string, more: object = {}) =>
      web.chat.postMessage({ channel: cutover, text, ...more }) as Promise<{ ts: string }>;
    await slack.type(bob, cutover, 'my own words');
    const { ts } = await say('plain');
    await say(`<@${alice}> look`);
    await say(`<!subteam^${GROUPS.leads}> look`);
    await say('x', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'all: <!channel>' } }] });
    await say('x', { blocks: [{ type: 'section', text: { type: 'plain_text', text: '<!channel>' } }] });
    await say(`a reply to <@${bob}>`, { thread_ts: ts });
    await web.chat.postEphemeral({ channel: cutover, user: bob, text: `<@${bob}>` });
    expect(await left(slack, bob)).toEqual([5, 2]);
    expect(await left(slack, alice)).toEqual([6, 2]);
    expect(await left(slack, gina)).toEqual([6, 1]);
    expect(await act(slack, 'read', { user: bob, channel: cutover })).toEqual([200, {}]);
    expect(await left(slack, bob)).toEqual([0, 0]);
    expect(await left(slack, gina)).toEqual([6, 1]);
    const late = await say('late');
    expect(await left(slack, bob)).toEqual([1, 0]);
    await web.chat.update({ channel: cutover, ts: late.ts, text: `late, <@${bob}>` });
    expect(await left(slack, bob)).toEqual([1, 1]);
    await web.chat.delete({ channel: cutover, ts: late.ts });
    expect(await left(slack, bob)).toEqual([0, 0]);
  });

  it('follows the person from group to group', async () => {
    const slack = await workspace();
    await client(slack).chat.postMessage({ channel: cutover, text: `<!subteam^${GROUPS.leads}>` });
    expect(await left(slack, alice)).toEqual([1, 0]);
    slack.faults.setGroup(GROUPS.leads, [alice]);
    expect(await left(slack, alice)).toEqual([1, 1]);
  });

  it('is not asked of a channel the person is not in', async () => {
    const slack = await workspace();
    expect(await act(slack, 'read', { user: alice, channel: leads })).toEqual([
      400,
      { error: 'Alice Ngata is not in #leads-only' },
    ]);
  });
});

describe('the sidebar', () => {
  it('has the app’s direct message for everybody who can write to it, and archived channels last', async () => {
    const slack = await workspace();
    const { channels } = await shownTo(slack, alice, '');
    expect(channels.map(({ id }) => id)).toEqual([cutover, dbOps, CHANNELS.random, 'D0ALICE', archived]);
    expect(channels[3]).toEqual({
      id: 'D0ALICE',
      name: 'Cutover',
      kind: 'im',
      archived: false,
      members: 2,
      hasApp: true,
      unread: 0,
      mentions: 0,
    });
    expect(channel(await shownTo(slack, gina, ''), 'D0GINA')).toBeDefined();
    for (const user of [sam, dora]) {
      expect((await shownTo(slack, user, '')).channels.filter(({ kind }) => kind === 'im')).toEqual([]);
    }
  });

  it('says who is who and what the manifest offers', async () => {
    const { workspace: seen } = await shownTo(await workspace(), alice, cutover);
    expect(seen.app).toEqual({ id: 'A0CUTOVER', name: 'Cutover', botUser: 'U0CUTOVER' });
    expect(seen.people.find(({ id }) => id === gina)).toEqual({
      id: gina,
      name: 'gina',
      realName: 'Gina Rossi',
      role: 'a guest',
      isBot: false,
      isRestricted: true,
      isStranger: false,
      deleted: false,
    });
    expect(seen.people.every(({ role }) => role.length > 0)).toBe(true);
    expect(seen.commands.map(({ command }) => command)).toEqual(['/dts', '/drs', '/cutover']);
    expect(seen).toMatchObject({ hasBackstage: false, connections: 0, problems: [] });
  });
});
