import type { ChannelShown, Shown } from '../../slack/page-api/shown.ts';
import { byId } from '../dom.ts';
import type { Place } from '../place.ts';
import { act } from '../server.ts';

type Tab = 'home' | 'messages';

let told = '';

/** The tab of the app's direct conversation; Slack opens Home where there is one. Channels show messages. */
export function tabOf({ workspace }: Shown, channel: ChannelShown | undefined, place: Place): Tab {
  if (channel?.kind !== 'im') return 'messages';
  return place.tab ?? (workspace.hasHome ? 'home' : 'messages');
}

/** Tells the workspace that a tab was opened, once for each opening: the app hears `app_home_opened`. */
function tell(key: string, user: string, tab: Tab, isThere: boolean): void {
  if (key === told) return;
  told = key;
  if (isThere) void act('home', { user, tab });
}

/** Shows the tabs of the app's direct conversation, and what belongs to the chosen one. */
export function showTabs(shown: Shown, channel: ChannelShown | undefined, place: Place): void {
  const isApp = channel?.kind === 'im';
  const tab = tabOf(shown, channel, place);
  byId('tabs').hidden = !isApp;
  for (const name of ['home', 'messages'] as const) {
    const button = byId(`tab-${name}`);
    button.setAttribute('aria-selected', String(name === tab));
    button.tabIndex = name === tab ? 0 : -1;
  }
  byId('home').hidden = tab !== 'home';
  byId('channel').hidden = tab === 'home';
  if (!isApp) told = '';
  else tell(`${place.me} ${tab}`, place.me, tab, tab === 'messages' || shown.workspace.hasHome);
}

/** Makes the tabs work with the mouse and, as tabs do, with the arrow keys. */
export function startTabs(open: (tab: Tab) => void): void {
  const tabs = [
    { name: 'home', button: byId('tab-home') },
    { name: 'messages', button: byId('tab-messages') },
  ] as const;
  for (const [index, { name, button }] of tabs.entries()) {
    button.addEventListener('click', () => open(name));
    button.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      const other = tabs[1 - index];
      if (other === undefined) return;
      open(other.name);
      other.button.focus();
    });
  }
}
