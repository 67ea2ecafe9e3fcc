import type { CommandShown } from '../../slack/page-api/shown.ts';
import { allChannels, allGroups, allPeople } from '../names.ts';
import type { Mentionable } from '../text/outgoing.ts';
import type { Known } from './completion.ts';

/** What a line can be completed with, from the names of the workspace. */
export function completable(commands: readonly CommandShown[]): Known {
  const people = allPeople()
    .filter((one) => !one.deleted)
    .map(({ name, realName, role }) => ({ name, title: realName, note: role }));
  const groups = allGroups().map(({ handle, name }) => ({ name: handle, title: name, note: 'a group' }));
  const everybody = [{ name: 'here', title: 'Everybody here', note: 'all members of this channel' }];
  const channels = allChannels().map(({ name, kind }) => ({
    name,
    note: kind === 'private' ? 'private' : '',
  }));
  return { commands, people: [...people, ...groups, ...everybody], channels };
}

/** Whom and what a text can mention, by the name typed. */
export function mentionable(): Mentionable {
  return {
    people: new Map(allPeople().map(({ name, id }) => [name, id])),
    groups: new Map(allGroups().map(({ handle, id }) => [handle, id])),
    channels: new Map(allChannels().map(({ name, id }) => [name, id])),
  };
}
