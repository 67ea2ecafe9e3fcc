import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Actor } from '../../lifecycle/ports.ts';

export type Click = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** What every press says of itself, on a button or in a menu. */
interface Pressed {
  readonly body: Pick<BlockAction, 'user' | 'team' | 'channel' | 'container'>;
}

/** Who clicked, and in which channel. */
export function actorOf(click: Pressed): Actor {
  const { body } = click;
  return {
    userId: body.user.id,
    teamId: body.user.team_id ?? body.team?.id ?? null,
    channelId: body.channel?.id ?? body.container?.['channel_id'] ?? null,
  };
}

/** The id on the button; an empty one is known to nobody. */
export function idOn(click: Pick<Click, 'action'>): string {
  return click.action.value ?? '';
}

/** Was the button on a message that only this person sees? Only such a message may be replaced. */
export function isEphemeral(click: Pressed): boolean {
  return click.body.container?.['is_ephemeral'] === true;
}
