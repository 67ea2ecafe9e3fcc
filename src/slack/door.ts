import type { App } from '@slack/bolt';
import { createRunning, type Log, type Running } from './room.ts';
import { createSeenEvents } from './seen-events.ts';

/** The one way in for what Slack sends, over both transports. */
export interface Door {
  /** Lets nothing more in. What is not acknowledged then, Slack sends to whoever is connected. */
  close(): void;
  /** What was let in, to the last answer that it gives. */
  readonly inside: Running;
}

function eventIdOf(body: Readonly<Record<string, unknown>>): string | null {
  const { type, event_id: id } = body;
  return type === 'event_callback' && typeof id === 'string' ? id : null;
}

/**
 * Puts a door in front of the app: it can be closed, and an event that Slack sends again is acknowledged and acted on
 * once (Slack: "The Events API", retries).
 */
export function putDoor(app: App, log: Log, now: () => number = () => performance.now()): Door {
  const handle = app.processEvent.bind(app);
  const seen = createSeenEvents(now);
  const inside = createRunning();
  let isOpen = true;
  app.processEvent = async (event) => {
    if (!isOpen) return;
    const eventId = eventIdOf(event.body);
    if (eventId !== null && !seen.isFirst(eventId)) {
      log.debug('an event came again', { attempt: event.retryNum ?? null });
      await event.ack();
      return;
    }
    await inside.track(handle(event));
  };
  return {
    close() {
      isOpen = false;
    },
    inside,
  };
}
