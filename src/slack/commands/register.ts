import type { App } from '@slack/bolt';
import { anyOf, COMMANDS } from '../ids.ts';
import { late } from '../late.ts';
import { answer } from '../reply.ts';
import { respondOver } from '../respond.ts';
import type { Room } from '../room.ts';
import { parseCommand } from './parse.ts';

/**
 * The three slash commands: acknowledged first, answered once; a long list shows before what there is of it. What answers
 * them is loaded with the first one.
 */
export function registerCommands(app: App, room: Room): void {
  app.command(anyOf(COMMANDS), async ({ ack, command, respond }) => {
    await ack();
    const name = COMMANDS.find((one) => one === command.command);
    if (name === undefined) return;
    const actor = { userId: command.user_id, teamId: command.team_id, channelId: command.channel_id };
    const typed = parseCommand(command.text ?? '');
    room.log.info('command', {
      command: name,
      kind: typed.kind,
      user: actor.userId,
      channel: actor.channelId,
    });
    const over = respondOver(command.response_url, respond);
    await answer(room, over, `${name} ${typed.kind}`, async (meanwhile) => {
      const { runCommand } = await late.commands();
      return runCommand(room, name, typed, actor, { meanwhile, app: command.api_app_id ?? null });
    });
  });
}
