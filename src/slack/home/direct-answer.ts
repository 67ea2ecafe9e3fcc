import type { RespondFn } from '@slack/bolt';
import type { Click } from '../actions/click.ts';
import type { Message } from '../messages/message.ts';
import { content } from '../outbox/post-once.ts';

/** Was it pressed in the Home tab? Such a press names a view and no channel, and brings no response URL. */
export function isOnHome({ body }: Pick<Click, 'body'>): boolean {
  return body.view?.type === 'home';
}

/** Answers by direct messages; what is said later takes the place of what was said before ("Still looking…"). */
function directly(click: Click): RespondFn {
  let said: { readonly channel: string; readonly ts: string } | null = null;
  const respond = async (message: string | Partial<Message>) => {
    const { text = '', blocks = [] } = typeof message === 'string' ? { text: message } : message;
    const { chat } = click.client;
    if (said !== null) return chat.update({ ...said, text, blocks, parse: 'none' });
    const answer = await chat.postMessage({ channel: click.body.user.id, ...content({ text, blocks }) });
    if (answer.channel !== undefined && answer.ts !== undefined)
      said = { channel: answer.channel, ts: answer.ts };
    return answer;
  };
  return respond as unknown as RespondFn;
}

/** The same press, with somewhere to answer it. */
export function answerable(click: Click): Click {
  return isOnHome(click) ? { ...click, respond: directly(click) } : click;
}
