import type { ChannelShown, Shown } from '../../slack/page-api/shown.ts';
import { byId, el } from '../dom.ts';
import { titleOf } from './head.ts';

function tryButton(line: string, about: string, fill: (text: string) => void): HTMLElement {
  const button = el('button', { type: 'button', class: 'button' }, el('code', {}, line));
  button.addEventListener('click', () => fill(line));
  return el('li', {}, button, el('span', {}, about));
}

function words(shown: Shown, channel: ChannelShown | undefined, me: string): string {
  const person = shown.workspace.people.find((one) => one.id === me);
  if (channel === undefined) return `${person?.realName ?? 'This person'} is in no channel.`;
  const title = titleOf(channel, shown.workspace.app.name);
  if (channel.archived) return `Nothing was said in ${title} before it was archived.`;
  if (channel.kind === 'im') return `This is your conversation with ${title}. Commands work here too:`;
  return `This is the very beginning of ${title}. Say something, or ask the app:`;
}

/** What a newcomer sees where nothing has been said yet: what could be typed, ready to be sent. */
export function showEmpty(
  shown: Shown,
  channel: ChannelShown | undefined,
  { me, isEmpty, fill }: { me: string; isEmpty: boolean; fill: (text: string) => void },
): void {
  const place = byId('welcome');
  place.hidden = !isEmpty;
  const signature = JSON.stringify([isEmpty, me, channel?.id, channel?.archived, shown.workspace.commands]);
  if (place.dataset['signature'] === signature) return;
  place.dataset['signature'] = signature;
  const canWrite = channel !== undefined && !channel.archived;
  const commands = canWrite ? shown.workspace.commands : [];
  place.replaceChildren(
    el('p', {}, words(shown, channel, me)),
    el(
      'ul',
      {},
      commands.map((one) => tryButton(`${one.command} help`, one.description, fill)),
    ),
  );
}
