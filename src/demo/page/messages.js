import { renderBlocks } from './blocks.js';
import { clock, messageTime } from './dates.js';
import { el, showList } from './dom.js';
import { mrkdwn } from './mrkdwn.js';
import { isApp, personName } from './names.js';
import { act } from './server.js';

function avatar(user) {
  const name = personName(user);
  const initials = name
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2);
  const hue = [...user].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 8, 7);
  return el('div', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, initials);
}

function placeOf(post, me) {
  const where =
    post.onlyFor === null ? { messageTs: post.ts, channelId: post.channel } : { ephemeral: post.ts };
  return {
    press: ({ value, ...target }) =>
      act('press', { user: me, target: { ...where, ...target, ...(value === undefined ? {} : { value }) } }),
    stateOf: () => undefined,
  };
}

function head(post) {
  const time = messageTime(post.ts);
  return el(
    'div',
    { class: 'message-head' },
    el('strong', {}, personName(post.user)),
    isApp(post.user) ? el('span', { class: 'app-tag' }, 'APP') : null,
    el('time', { datetime: time.toISOString(), title: time.toLocaleString() }, clock(time)),
  );
}

function replies(post, openThread) {
  if (openThread === null || post.onlyFor !== null) return null;
  const root = post.threadTs ?? post.ts;
  const label =
    post.replies > 0 ? `${post.replies} ${post.replies === 1 ? 'reply' : 'replies'}` : 'Reply in thread';
  const look = post.replies > 0 ? 'replies' : 'replies quiet';
  return el('button', { type: 'button', class: look, onclick: () => openThread(root) }, label);
}

function message(post, { me, openThread }) {
  const kind = post.onlyFor === null ? 'message' : 'message ephemeral';
  const content = post.blocks.length > 0 ? renderBlocks(post.blocks, placeOf(post, me)) : [mrkdwn(post.text)];
  const edited =
    post.edited !== null && post.blocks.length === 0 ? el('span', { class: 'edited' }, ' (edited)') : null;
  return el(
    'article',
    {
      class: kind,
      id: `m-${post.ts}`,
      'aria-label': `${personName(post.user)} at ${clock(messageTime(post.ts))}`,
    },
    avatar(post.user),
    el(
      'div',
      { class: 'message-body' },
      post.onlyFor === null ? null : el('div', { class: 'only-you' }, 'Only visible to you'),
      post.broadcast && openThread !== null ? el('div', { class: 'only-you' }, 'replied to a thread') : null,
      head(post),
      el('div', { class: 'content' }, content, edited),
      replies(post, openThread),
    ),
  );
}

/** Shows the messages and stays at the foot if the reader was there. */
export function showMessages(container, posts, options) {
  const atFoot = container.scrollHeight - container.scrollTop - container.clientHeight < 80;
  showList(
    container,
    posts,
    (post) => `${options.me}-${post.onlyFor ?? ''}-${post.ts}`,
    (post) => message(post, options),
  );
  if (atFoot || container.dataset.place !== options.place) container.scrollTop = container.scrollHeight;
  container.dataset.place = options.place;
}
