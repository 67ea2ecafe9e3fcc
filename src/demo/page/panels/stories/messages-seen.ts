import type { Shown } from '../../../slack/page-api/shown.ts';

/** Whether anything was said since the workspace was emptied the last time, as far as this page has seen. */
export function messagesSeen() {
  let epoch = '';
  let some = false;
  return {
    learn: (shown: Shown): void => {
      if (shown.epoch !== epoch) some = false;
      epoch = shown.epoch;
      some ||= shown.messages.length > 0 || shown.channels.some(({ unread }) => unread > 0);
    },
    some: () => some,
  };
}
