import type { JsonObject } from '../json-value.ts';
import type { SlashCommand } from '../manifest.ts';
import type { Channel, Person } from '../model.ts';
import { addProblem } from '../problems.ts';
import { Refusal } from '../refusal.ts';
import { say } from '../response-urls.ts';
import type { Delivery } from '../transport.ts';
import type { World } from '../world.ts';
import { channelFor, channelName, personAt } from './payload-parts.ts';

/** What became of a typed line. `acknowledged` says that the app took the command in time. */
export type Typed =
  | { kind: 'posted'; ts: string }
  | { kind: 'acknowledged'; afterMs: number }
  | { kind: 'no-such-command' | 'not-in-threads' | 'timeout' | 'failed' };

interface Line {
  person: Person;
  channel: Channel;
  text: string;
  threadTs: string | null;
}

/** Slackbot tells one person something in Slack's own name. */
function notice(world: World, line: Line, text: string): void {
  const { channel, person, threadTs } = line;
  world.state.post({
    channel: channel.id,
    user: 'USLACKBOT',
    text,
    onlyFor: person.id,
    byApp: false,
    threadTs,
  });
}

/** With `should_escape`, names of people and channels arrive as ids (Slack: "Implementing slash commands"). */
function escaped(world: World, text: string): string {
  const people = [...world.state.people.values()];
  const channels = [...world.state.channels.values()];
  return text.replace(/(?<![\w<])([@#])([\w.-]+)/g, (whole, sign: string, name: string) => {
    if (sign === '#') {
      const channel = channels.find((one) => one.name === name);
      return channel === undefined ? whole : `<#${channel.id}|${name}>`;
    }
    const person = people.find((one) => one.name === name);
    return person === undefined ? whole : `<@${person.id}|${name}>`;
  });
}

function commandPayload(
  world: World,
  { person, channel }: Line,
  command: SlashCommand,
  rest: string,
): JsonObject {
  const { team, app } = world.state;
  const origin = { user: person.id, channel: channel.id, source: null };
  return {
    token: world.secrets.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.name,
    command: command.command,
    text: command.should_escape ? escaped(world, rest) : rest,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: world.origin() + world.responseUrls.mint('commands', team.id, origin),
    trigger_id: world.triggers.mint(person.id),
  };
}

function showReply(world: World, line: Line, command: string, payload: JsonObject): void {
  if (payload['response_type'] === 'in_channel') {
    const text = line.text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    world.state.post({ channel: line.channel.id, user: line.person.id, text, byApp: false });
  }
  if (payload['text'] === undefined && payload['blocks'] === undefined) return;
  try {
    say(world, { user: line.person.id, channel: line.channel.id }, payload);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    addProblem(world, `The reply to ${command} was not usable: ${error.code} ${JSON.stringify(error.extra)}`);
    notice(world, line, `${command} failed with the error "${error.code}"`);
  }
}

function conclude(world: World, line: Line, command: string, delivery: Delivery): Typed {
  if (delivery.kind === 'acknowledged') {
    showReply(world, line, command, delivery.payload);
    return { kind: 'acknowledged', afterMs: delivery.afterMs };
  }
  const error = delivery.kind === 'timeout' ? 'operation_timeout' : 'dispatch_failed';
  notice(world, line, `${command} failed with the error "${error}"`);
  return { kind: delivery.kind };
}

async function runCommand(world: World, line: Line): Promise<Typed> {
  const [, name = '', rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(line.text) ?? [];
  const command = world.manifest.commands.find((one) => one.command === name);
  if (command === undefined) {
    notice(
      world,
      line,
      `${name} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    );
    return { kind: 'no-such-command' };
  }
  if (line.threadTs !== null) {
    notice(world, line, `${name} is not supported in threads. Sorry!`);
    return { kind: 'not-in-threads' };
  }
  const payload = commandPayload(world, line, command, rest.trim());
  const { epoch } = world.state;
  const delivery = await world.transport.deliver({ type: 'slash_commands', payload });
  // An answer to somebody of an emptied workspace has nowhere to go.
  if (world.state.epoch !== epoch) return { kind: 'failed' };
  return conclude(world, line, name, delivery);
}

/** The thread a line goes to, named by its first message; throws where there is no such message. */
function threadAt(world: World, channel: Channel, ts: string): string {
  const parent = world.state.find(channel.id, ts);
  if (parent === undefined) throw new Error(`There is no message ${ts} to reply to in #${channel.name}`);
  return parent.threadTs ?? parent.ts;
}

/**
 * A person types a line into a channel: a command of the manifest goes to the app, other text is a message and
 * means that the channel was read. Throws where the person cannot write.
 */
export async function typeLine(
  world: World,
  userId: string,
  channelId: string,
  text: string,
  threadTs: string | null = null,
): Promise<Typed> {
  const person = personAt(world, userId);
  const channel = channelFor(world, person, channelId);
  if (channel.archived) throw new Error(`#${channel.name} is archived: nobody can write there`);
  const thread = threadTs === null ? null : threadAt(world, channel, threadTs);
  const line = { person, channel, text: text.trim(), threadTs: thread };
  if (line.text.startsWith('/')) return await runCommand(world, line);
  const said = { channel: channel.id, user: person.id, text: line.text, threadTs: thread, byApp: false };
  const post = world.state.post(said);
  if (thread === null) world.state.markRead(person.id, channel.id);
  return { kind: 'posted', ts: post.ts };
}
