import type { App } from '@slack/bolt';
import { COMMANDS } from '../ids.ts';
import { answer } from '../reply.ts';
import type { Room } from '../room.ts';
import { parseCommand } from './parse.ts';
import { runCommand } from './run.ts';

/** The three slash commands: acknowledged first, answered once; a long list shows before what there is of it. */
export function registerCommands(app: App, room: Room): void {
  for (const name of COMMANDS) {
    app.command(name, async ({ ack, command, respond }) => {
      await ack();
      const actor = { userId: command.user_id, teamId: command.team_id, channelId: command.channel_id };
      const typed = parseCommand(command.text ?? '');
      room.log.info('command', {
        command: name,
        kind: typed.kind,
        user: actor.userId,
        channel: actor.channelId,
      });
      await answer(room, respond, `${name} ${typed.kind}`, (meanwhile) =>
        runCommand(room, name, typed, actor, { meanwhile, app: command.api_app_id ?? null }),
      );
    });
  }
}
