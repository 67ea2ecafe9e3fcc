import type { JsonObject } from '../json-value.ts';
import type { Channel, Person, Post } from '../model.ts';
import type { World } from '../world.ts';

/** The person at the keyboard; throws for an unknown one and, unless the click was in flight, a deactivated one. */
export function personAt(world: World, userId: string, inFlight = false): Person {
  const person = world.state.people.get(userId);
  if (person === undefined) throw new Error(`There is nobody with the id ${userId}`);
  if (person.deleted && !inFlight)
    throw new Error(`${person.realName} is deactivated and cannot do anything`);
  return person;
}

/** A channel the person is in; throws otherwise. */
export function channelFor(world: World, person: Person, channelId: string): Channel {
  const channel = world.state.channels.get(channelId);
  if (channel === undefined) throw new Error(`There is no channel with the id ${channelId}`);
  if (!channel.members.includes(person.id)) throw new Error(`${person.realName} is not in #${channel.name}`);
  return channel;
}

/** The name of a channel in payloads. */
export function channelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

/** The fields every interaction payload begins with. */
export function interactionFields(world: World, person: Person): JsonObject {
  const { team, app } = world.state;
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    team: { id: team.id, domain: team.domain },
    api_app_id: app.id,
    token: world.secrets.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Where in a payload something happened that was done in a message. */
export function messagePlace(channel: Channel, post: Post): JsonObject {
  return {
    container: {
      type: 'message',
      message_ts: post.ts,
      channel_id: channel.id,
      is_ephemeral: post.onlyFor !== null,
      ...(post.threadTs === null ? {} : { thread_ts: post.threadTs }),
    },
    channel: { id: channel.id, name: channelName(channel) },
  };
}
