import { byId } from '../dom.ts';

/** On a narrow page the sidebar is a drawer behind the button "Channels". */
export function startDrawer(): { close: () => void } {
  const button = byId('show-channels');
  const sidebar = byId('sidebar');
  const backdrop = byId('backdrop');
  const behind = [byId('conversation'), byId('thread')];
  const set = (isOpen: boolean): void => {
    sidebar.classList.toggle('open', isOpen);
    backdrop.hidden = !isOpen;
    for (const node of behind) node.inert = isOpen;
    button.setAttribute('aria-expanded', String(isOpen));
  };
  const isOpen = (): boolean => sidebar.classList.contains('open');
  button.addEventListener('click', () => {
    set(!isOpen());
    if (isOpen()) byId('person').focus();
  });
  backdrop.addEventListener('click', () => set(false));
  byId('close-channels').addEventListener('click', () => {
    set(false);
    button.focus();
  });
  sidebar.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isOpen()) return;
    set(false);
    button.focus();
  });
  return { close: () => set(false) };
}
