import type { JsonObject } from './json-value.ts';
import type { Channel, Person, Post, UserGroup, View } from './model.ts';
import type { WorkspaceState } from './state.ts';

function threadFields(state: WorkspaceState, post: Post): JsonObject {
  if (post.threadTs !== null) return { thread_ts: post.threadTs };
  const replies = state.repliesTo(post.channel, post.ts);
  const latest = replies.at(-1);
  if (latest === undefined) return {};
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: post.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users,
  };
}

/** A message as the Web API and the interaction payloads show it. */
export function messageJson(state: WorkspaceState, post: Post, withMetadata = false): JsonObject {
  const subtype = post.subtype ?? (post.broadcast ? 'thread_broadcast' : null);
  return {
    ...(post.byApp ? { bot_id: state.app.botId, app_id: state.app.id } : {}),
    type: 'message',
    ...(subtype === null ? {} : { subtype }),
    text: post.text,
    user: post.user,
    ts: post.ts,
    team: state.team.id,
    ...(post.blocks.length > 0 ? { blocks: post.blocks } : {}),
    ...(post.edited === null ? {} : { edited: post.edited }),
    ...threadFields(state, post),
    ...(withMetadata && post.metadata !== null ? { metadata: post.metadata } : {}),
  };
}

/** A user as users.info shows it; of a deactivated one Slack shows little. */
export function userJson(person: Person): JsonObject {
  const { id, name, teamId: team_id, realName: real_name, deleted } = person;
  const profile = { real_name, display_name: name, real_name_normalized: real_name, team: team_id };
  if (deleted) return { id, team_id, name, deleted, profile, is_bot: person.isBot, updated: 1_780_000_000 };
  return {
    id,
    team_id,
    name,
    deleted,
    real_name,
    tz: 'Europe/Amsterdam',
    tz_offset: 3600,
    profile,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isRestricted,
    is_ultra_restricted: false,
    is_bot: person.isBot,
    is_app_user: false,
    ...(person.isStranger ? { is_stranger: true } : {}),
    updated: 1_780_000_000,
  };
}

export function channelJson(channel: Channel, botUser: string): JsonObject {
  const common = { id: channel.id, created: 1_780_000_000, is_archived: channel.archived };
  if (channel.kind === 'im') return { ...common, is_im: true, user: channel.name };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_general: false,
    is_shared: channel.shared ?? false,
    is_ext_shared: channel.shared ?? false,
    is_pending_ext_shared: false,
    is_org_shared: false,
    is_member: channel.members.includes(botUser),
    num_members: channel.members.length,
  };
}

export function groupJson(group: UserGroup, teamId: string, withUsers: boolean): JsonObject {
  const { id, handle, name, users } = group;
  return {
    id,
    team_id: teamId,
    is_usergroup: true,
    name,
    handle,
    description: '',
    date_delete: 0,
    user_count: users.length,
    ...(withUsers ? { users } : {}),
  };
}

/** A view as views.open answers it and as the payloads carry it. */
export function viewJson(state: WorkspaceState, view: View): JsonObject {
  const defaults = { private_metadata: '', callback_id: '', external_id: '' };
  const flags = { clear_on_close: false, notify_on_close: false };
  return {
    id: view.id,
    team_id: state.team.id,
    title: null,
    close: null,
    submit: null,
    ...defaults,
    ...flags,
    ...view.definition,
    state: { values: view.values },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    app_id: state.app.id,
    app_installed_team_id: state.team.id,
    bot_id: state.app.botId,
  };
}
