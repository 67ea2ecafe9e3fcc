/** Where a person is in the page. All of it stands in the address, so that a reload and a second window find it. */
export interface Place {
  readonly me: string;
  readonly channel: string;
  /** The ts of the message whose thread is open. */
  readonly thread: string | null;
  /** The ts of a message to go to, from a permalink. */
  readonly message: string | null;
  /** The tab of the app's direct conversation; null for the one that Slack opens. */
  readonly tab: 'home' | 'messages' | null;
}

/** The place an address names after its `#`; what it does not name comes from `known`. */
export function placeOf(hash: string, known: { readonly me: string; readonly channel: string }): Place {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const tab = query.get('tab');
  return {
    me: query.get('as') ?? known.me,
    channel: query.get('channel') ?? known.channel,
    thread: query.get('thread'),
    message: query.get('message'),
    tab: tab === 'home' || tab === 'messages' ? tab : null,
  };
}

/** The part of an address after `#` that names a place. */
export function hashOf(place: Place): string {
  const query = new URLSearchParams({ as: place.me, channel: place.channel });
  if (place.thread !== null) query.set('thread', place.thread);
  if (place.message !== null) query.set('message', place.message);
  if (place.tab !== null) query.set('tab', place.tab);
  return `#${query}`;
}

/** A place after a change: who moves to another channel leaves thread, message and tab behind. */
export function moved(from: Place, change: Partial<Place>): Place {
  const isElsewhere = change.channel !== undefined && change.channel !== from.channel;
  const isOther = change.me !== undefined && change.me !== from.me;
  const left = isElsewhere || isOther ? { thread: null, message: null, tab: null } : { message: null };
  return { ...from, ...left, ...change };
}

/** The channel and ts of a permalink (`/archives/C…/p…?thread_ts=…`); null for any other address. */
export function placeOfPermalink(url: URL): Pick<Place, 'channel' | 'message' | 'thread'> | null {
  const found = /^\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?$/.exec(url.pathname);
  if (found === null) return null;
  const [, channel = '', seconds, micros] = found;
  return {
    channel,
    message: seconds === undefined ? null : `${seconds}.${micros}`,
    thread: url.searchParams.get('thread_ts'),
  };
}

/** The permalink of a message on this server. */
export function permalinkOf(channel: string, ts: string, threadTs: string | null): string {
  const thread = threadTs === null ? '' : `?thread_ts=${threadTs}&cid=${channel}`;
  return `/archives/${channel}/p${ts.replace('.', '')}${thread}`;
}
