import type { ChannelShown, PersonShown, Shown } from '../slack/page-api/shown.ts';

/** A name in a text, and whether it means the person who reads. */
export interface Mention {
  readonly text: string;
  readonly isMe: boolean;
}

export type Group = Shown['workspace']['groups'][number];

/** Who and what the ids in texts stand for; learnt anew with each answer of the workspace. */
interface Names {
  people: ReadonlyMap<string, PersonShown>;
  groups: ReadonlyMap<string, Group>;
  channels: ReadonlyMap<string, ChannelShown>;
  me: string;
  signature: string;
  version: number;
}

const names: Names = {
  people: new Map(),
  groups: new Map(),
  channels: new Map(),
  me: '',
  signature: '',
  version: 0,
};

function byIds<Thing extends { readonly id: string }>(things: readonly Thing[]): Map<string, Thing> {
  return new Map(things.map((one) => [one.id, one]));
}

/** Learns the names of an answer; `namesVersion` changes if a text could read differently now. */
export function learnNames({ workspace, channels }: Shown, me: string): void {
  names.people = byIds(workspace.people);
  names.groups = byIds(workspace.groups);
  names.channels = byIds(channels);
  names.me = me;
  const channelNames = channels.map(({ id, name }) => [id, name]);
  const signature = JSON.stringify([workspace.people, workspace.groups, channelNames, me]);
  if (signature === names.signature) return;
  names.signature = signature;
  names.version += 1;
}

/** Changes whenever names, or who reads them, have changed. */
export function namesVersion(): number {
  return names.version;
}

/** Everybody the workspace knows, the bots too, in the workspace's order. */
export function allPeople(): PersonShown[] {
  return [...names.people.values()];
}

/** All user groups. */
export function allGroups(): Group[] {
  return [...names.groups.values()];
}

/** The channels the reader is in, without direct messages. */
export function allChannels(): ChannelShown[] {
  return [...names.channels.values()].filter((one) => one.kind !== 'im');
}

/** A person's real name; Slackbot speaks for Slack itself. */
export function personName(id: string): string {
  if (id === 'USLACKBOT') return 'Slackbot (rehearsal)';
  return names.people.get(id)?.realName ?? id;
}

/** Whether this user is a bot of an app. */
export function isApp(id: string): boolean {
  return names.people.get(id)?.isBot ?? false;
}

export function mentionOfPerson(id: string): Mention {
  return { text: `@${names.people.get(id)?.realName ?? id}`, isMe: id === names.me };
}

export function mentionOfGroup(id: string): Mention {
  const group = names.groups.get(id);
  return { text: `@${group?.handle ?? id}`, isMe: group?.users.includes(names.me) ?? false };
}

export function mentionOfChannel(id: string): Mention {
  return { text: `#${names.channels.get(id)?.name ?? id}`, isMe: false };
}
