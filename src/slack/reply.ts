import type { RespondFn } from '@slack/bolt';
import { logFailure } from '../log/failure.ts';
import { GivenUp } from './given-up.ts';
import { type Meanwhile, startTelling } from './meanwhile.ts';
import type { Message } from './messages/message.ts';
import { failureMessage } from './messages/problem.ts';
import type { Log, Room } from './room.ts';

export { describeError } from '../log/describe-error.ts';

/** Says something to one person. Never throws: an answer that Slack no longer takes is only logged. */
export async function whisper(
  respond: RespondFn,
  log: Log,
  message: Message,
  replaceOriginal = false,
): Promise<void> {
  try {
    await respond({ response_type: 'ephemeral', replace_original: replaceOriginal, ...message });
  } catch (error) {
    log.warn('an ephemeral answer was not taken', {
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

/** A failure is logged with its cause and told in a sentence. */
export function explainFailure(log: Log, what: string, error: unknown): Message {
  if (error instanceof GivenUp) log.info('given up for a stop', { what });
  else logFailure(log, 'a request failed', error, { what });
  return failureMessage(error);
}

/**
 * Does slow work behind an acknowledged command and answers once; a person who waits longer is told so, or what the work
 * has to show meanwhile. Whether the answer takes the place of the message may depend on what came out; what is said
 * meanwhile never does, and of a command nothing can be replaced ("Handling user interaction").
 */
export async function answer(
  room: Room,
  respond: RespondFn,
  what: string,
  work: (meanwhile: Meanwhile) => Promise<Message>,
  replaceOriginal: boolean | (() => boolean) = false,
): Promise<void> {
  const telling = startTelling(async (make) => {
    try {
      await whisper(respond, room.log, make());
    } catch (error) {
      logFailure(room.log, 'what there is so far could not be told', error, { what });
    }
  });
  let message: Message;
  try {
    message = await room.running.track(work(telling.meanwhile));
  } catch (error) {
    message = explainFailure(room.log, what, error);
  }
  await telling.over();
  const replaces = typeof replaceOriginal === 'boolean' ? replaceOriginal : replaceOriginal();
  await whisper(respond, room.log, message, replaces);
}
