import type { ChannelShown, Shown } from '../../slack/page-api/shown.ts';
import { titleOf } from '../conversation/head.ts';
import { byId, el, showList } from '../dom.ts';

interface Item extends ChannelShown {
  readonly isHere: boolean;
  readonly title: string;
}

function hidden(text: string): HTMLElement {
  return el('span', { class: 'visually-hidden' }, text);
}

function signs(item: Item): (Node | null)[] {
  const { kind, archived, unread, mentions } = item;
  const badge = mentions > 0 ? el('span', { class: 'badge', 'aria-hidden': 'true' }, String(mentions)) : null;
  const told = mentions > 0 ? `, ${mentions === 1 ? '1 mention' : `${mentions} mentions`}` : '';
  return [
    kind === 'private' ? el('span', { class: 'kind' }, 'private') : null,
    archived ? el('span', { class: 'kind' }, 'archived') : null,
    unread > 0 ? hidden(`, ${unread} unread${told}`) : null,
    badge,
  ];
}

function itemNode(item: Item, go: (channel: string) => void): HTMLElement {
  const button = el(
    'button',
    {
      type: 'button',
      class: item.unread > 0 ? 'channel unread' : 'channel',
      'aria-current': item.isHere ? 'page' : null,
    },
    el('span', { class: 'name' }, item.title),
    signs(item),
  );
  button.addEventListener('click', () => go(item.id));
  return el('li', {}, button);
}

/** Shows the person's channels and, under "Apps", the conversation with the app; what is unread is bold. */
export function showChannels(
  { workspace, channels }: Shown,
  here: { readonly channel: string; readonly unread: number },
  go: (channel: string) => void,
): void {
  const items = channels.map((one): Item => {
    const isHere = one.id === here.channel;
    const isSeen = isHere && here.unread === 0;
    const counts = isSeen ? { unread: 0, mentions: 0 } : {};
    return { ...one, ...counts, isHere, title: titleOf(one, workspace.app.name) };
  });
  const show = (id: string, some: readonly Item[]): void =>
    showList(byId(id), some, { key: (one) => one.id, update }, (one) => itemNode(one, go));
  show(
    'channels',
    items.filter((one) => one.kind !== 'im'),
  );
  show(
    'apps',
    items.filter((one) => one.kind === 'im'),
  );
}

/** Brings an item up to date in its place, so that a button keeps the focus. */
function update(node: HTMLElement, item: Item): boolean {
  const button = node.firstElementChild;
  if (!(button instanceof HTMLElement)) return false;
  button.className = item.unread > 0 ? 'channel unread' : 'channel';
  if (item.isHere) button.setAttribute('aria-current', 'page');
  else button.removeAttribute('aria-current');
  const parts = [el('span', { class: 'name' }, item.title), ...signs(item)];
  button.replaceChildren(...parts.filter((one) => one !== null));
  return true;
}
