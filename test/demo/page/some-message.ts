import type { MessageShown, Shown } from '../../../src/demo/slack/page-api/shown.ts';

/** A message as the workspace shows it, different where the test says so. */
export function someMessage(different: Partial<MessageShown> = {}): MessageShown {
  const ts = different.ts ?? '1795270400.000100';
  return {
    key: ts,
    revision: 1,
    channel: 'C0CUTOVER',
    ts,
    user: 'U0BOB',
    text: 'hello',
    blocks: [],
    threadTs: null,
    broadcast: false,
    edited: false,
    onlyFor: null,
    byApp: false,
    tombstone: false,
    replies: 0,
    repliers: [],
    lastReply: null,
    ...different,
  };
}

/** An answer of the workspace, different where the test says so. */
export function someAnswer(different: Partial<Shown> = {}): Shown {
  return {
    epoch: 'one',
    revision: 1,
    workspace: {
      team: { id: 'T0', name: 'Rehearsal' },
      app: { id: 'A0', name: 'Cutover', botUser: 'U0CUTOVER' },
      people: [],
      groups: [],
      commands: [],
      hasHome: false,
      connections: 1,
      hasBackstage: false,
      trouble: { offline: false, slow: false, duplicate: false },
      problems: [],
    },
    channels: [],
    messages: [],
    gone: [],
    cut: false,
    views: [],
    home: null,
    ...different,
  };
}
