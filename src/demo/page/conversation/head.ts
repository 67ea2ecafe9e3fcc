import type { ChannelShown, Shown } from '../../slack/page-api/shown.ts';
import { byId } from '../dom.ts';

/** A channel's name as people write it; a direct conversation has the name of the app. */
export function titleOf(channel: ChannelShown | undefined, appName: string): string {
  if (channel === undefined) return 'No channel';
  return channel.kind === 'im' ? appName : `# ${channel.name}`;
}

function noteOf(channel: ChannelShown | undefined, appName: string): string {
  if (channel === undefined) return '';
  if (channel.kind === 'im') return 'Only the two of you';
  const members = channel.members === 1 ? '1 member' : `${channel.members} members`;
  const kind = channel.kind === 'private' ? 'private, ' : '';
  const app = channel.hasApp ? '' : `, ${appName} is not here`;
  return `${kind}${members}${app}`;
}

/** Shows over the conversation where one is, and in the window's title how much is unread. */
export function showHead(
  { workspace, channels }: Shown,
  channel: ChannelShown | undefined,
  unread: number,
): void {
  const { name } = workspace.app;
  byId('channel-name').textContent = titleOf(channel, name);
  byId('channel-note').textContent = noteOf(channel, name);
  const others = channels.filter((one) => one.id !== channel?.id).reduce((sum, one) => sum + one.unread, 0);
  const all = others + unread;
  const count = all > 0 ? `(${all}) ` : '';
  document.title = `${count}${titleOf(channel, name)} · ${workspace.team.name} (not Slack)`;
}
