import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../src/slack/messages/message.ts';
import { say } from '../../src/slack/messages/message.ts';
import { answer } from '../../src/slack/reply.ts';
import { fakeRoom } from './fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** An answer to work that ends when the test says so; `said` has what the person was told, and when. */
function asked(takes: (text: string) => Promise<void> = async () => undefined) {
  const begun = Date.now();
  const said: string[] = [];
  let end: (message: Message) => void = () => undefined;
  const shown = { heard: 0, text: '' };
  const respond = async ({ text }: Message) => {
    said.push(`${Date.now() - begun} ${text}`);
    await takes(text);
  };
  const done = (shows: boolean) =>
    answer(fakeRoom({}), respond as never, 'list', (meanwhile) => {
      if (shows) meanwhile({ heard: () => shown.heard, message: () => say([shown.text]) });
      return new Promise<Message>((resolve) => {
        end = resolve;
      });
    });
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
  return { said, shown, done, pass, end: (text: string) => end(say([text])) };
}

describe('whoever waits for an answer', () => {
  it('is answered once where it comes within a second', async () => {
    const { said, shown, done, pass, end } = asked();
    const over = done(true);
    Object.assign(shown, { heard: 5, text: 'five' });
    await pass(990);
    end('all');
    await over;
    await pass(60_000);
    expect(said).toEqual(['990 all']);
  });

  it('sees after a second what there is, after six once more if there is more, and then all of it', async () => {
    const { said, shown, done, pass, end } = asked();
    const over = done(true);
    Object.assign(shown, { heard: 5, text: 'five' });
    await pass(3_000);
    Object.assign(shown, { heard: 9, text: 'nine' });
    await pass(30_000);
    end('all');
    await over;
    expect(said).toEqual(['1000 five', '6000 nine', '33000 all']);
  });

  it('is not told the same a second time', async () => {
    const { said, shown, done, pass, end } = asked();
    const over = done(true);
    Object.assign(shown, { heard: 5, text: 'five' });
    await pass(10_000);
    end('all');
    await over;
    expect(said).toEqual(['1000 five', '10000 all']);
  });

  it('hears after two and a half seconds where it is looked, even if nothing has answered', async () => {
    const { said, shown, done, pass, end } = asked();
    const over = done(true);
    shown.text = 'nothing yet';
    await pass(20_000);
    end('all');
    await over;
    expect(said).toEqual(['2500 nothing yet', '20000 all']);
  });

  it('hears that it goes on where the work has nothing to show', async () => {
    const { said, done, pass, end } = asked();
    const over = done(false);
    await pass(20_000);
    end('done');
    await over;
    expect(said).toEqual(['2500 Still looking…', '20000 done']);
  });

  it('gets all of it even if Slack does not take what was said before', async () => {
    const { said, shown, done, pass, end } = asked((text) =>
      text === 'all' ? Promise.resolve() : Promise.reject(new Error('no')),
    );
    const over = done(true);
    Object.assign(shown, { heard: 5, text: 'five' });
    await pass(2_000);
    end('all');
    await over;
    expect(said).toEqual(['1000 five', '2000 all']);
  });

  it('gets all of it behind what was said before, and not much later where Slack does not answer at all', async () => {
    const taken: (() => void)[] = [];
    const slow = asked(
      (text) => new Promise((resolve) => (text === 'all' ? resolve() : void taken.push(resolve))),
    );
    const over = slow.done(true);
    Object.assign(slow.shown, { heard: 5, text: 'five' });
    await slow.pass(1_100);
    slow.end('all');
    await slow.pass(400);
    expect(slow.said).toEqual(['1000 five']);
    taken[0]?.();
    await over;
    expect(slow.said).toEqual(['1000 five', '1500 all']);

    const silent = asked((text) => (text === 'all' ? Promise.resolve() : new Promise(() => undefined)));
    const end = silent.done(true);
    Object.assign(silent.shown, { heard: 5, text: 'five' });
    await silent.pass(1_100);
    silent.end('all');
    await silent.pass(1_400);
    expect(silent.said).toEqual(['1000 five']);
    await silent.pass(200);
    await end;
    expect(silent.said).toEqual(['1000 five', '2600 all']);
  });

  it('gets all of it even if what there is so far cannot be put into words', async () => {
    const said: string[] = [];
    const respond = async ({ text }: Message) => void said.push(text);
    const over = answer(fakeRoom({}), respond as never, 'list', async (meanwhile) => {
      meanwhile({
        heard: () => 1,
        message: () => {
          throw new Error('odd');
        },
      });
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      return say(['all']);
    });
    await vi.advanceTimersByTimeAsync(5_000);
    await over;
    expect(said).toEqual(['all']);
  });
});
