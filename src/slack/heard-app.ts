import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';
import { inTurn } from '../log/turn.ts';

/** What Slack sends, as far as it matters how soon it is acknowledged. */
export type HeardKind = 'command' | 'action' | 'view' | 'event' | 'other';

/** Is told how long it took from receipt to acknowledgement, in seconds. */
export type Acknowledged = (kind: HeardKind, seconds: number) => void;

/** What a payload is, by the fields that Slack's pages name ("Slash commands", "Interaction payloads", "Events API"). */
function kindOf(body: ReceiverEvent['body']): HeardKind {
  if (typeof body['command'] === 'string') return 'command';
  if (body['type'] === 'block_actions') return 'action';
  if (body['type'] === 'view_submission' || body['type'] === 'view_closed') return 'view';
  return body['type'] === 'event_callback' ? 'event' : 'other';
}

/** A Bolt app in which everything that Slack sends is a turn of its own in the log, and its acknowledgement is timed. */
export class HeardApp extends App {
  readonly #acknowledged: Acknowledged;

  constructor(acknowledged: Acknowledged, options: AppOptions) {
    super(options);
    this.#acknowledged = acknowledged;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const received = performance.now();
    const kind = kindOf(event.body);
    let isOver = false;
    const ack: ReceiverEvent['ack'] = async (answer) => {
      await event.ack(answer);
      if (isOver) return;
      isOver = true;
      this.#acknowledged(kind, (performance.now() - received) / 1000);
    };
    await inTurn(() => super.processEvent({ ...event, ack }));
  }
}
