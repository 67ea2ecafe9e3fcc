/** Who and what the ids in texts stand for; filled anew with each state of the workspace. */
let people = new Map();
let groups = new Map();
let channels = new Map();
let me = '';

export function learnNames(state, user) {
  people = new Map(state.workspace.people.map((one) => [one.id, one]));
  groups = new Map(state.workspace.groups.map((one) => [one.id, one]));
  channels = new Map(state.channels.map((one) => [one.id, one]));
  me = user;
}

export function personName(id) {
  if (id === 'USLACKBOT') return 'Slackbot (rehearsal)';
  return people.get(id)?.realName ?? id;
}

export function mentionOfPerson(id) {
  return { text: `@${people.get(id)?.realName ?? id}`, isMe: id === me };
}

export function mentionOfGroup(id) {
  const group = groups.get(id);
  return { text: `@${group?.handle ?? id}`, isMe: group?.users.includes(me) ?? false };
}

export function mentionOfChannel(id) {
  return { text: `#${channels.get(id)?.name ?? id}`, isMe: false };
}

export function isApp(id) {
  return people.get(id)?.isBot ?? false;
}

export function allPeople() {
  return [...people.values()];
}

export function allChannels() {
  return [...channels.values()];
}
