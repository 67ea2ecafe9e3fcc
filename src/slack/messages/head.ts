import { type Message, say } from './message.ts';

/** The head of the audit log on one day: short, for it is only ever needed to compare. */
export function headMessage(head: { day: string; seq: number; hash: string }): Message {
  return say(
    [
      `Audit log on ${head.day}: ${head.seq} ${head.seq === 1 ? 'line' : 'lines'}, head `,
      { code: head.hash },
    ],
    [`A witness: none of these lines can be changed now without this value changing too.`],
  );
}
