import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Actor } from '../../lifecycle/ports.ts';

export type Click = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** Who clicked, and in which channel. */
export function actorOf(click: Pick<Click, 'body'>): Actor {
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
export function isEphemeral(click: Pick<Click, 'body'>): boolean {
  return click.body.container?.['is_ephemeral'] === true;
}
