import { byId } from '../dom.ts';
import { setAttribute } from './change-node.ts';
import { type PanelName, panelsThatFit, rememberedPanels, seenPanels, toggled } from './open-panels.ts';
import type { Frame } from './panel-frame.ts';

const KEPT_AS = 'open panels';
/** Below this width a panel covers the page. */
const COVERS = '(max-width: 640px)';

type Frames = Readonly<Record<PanelName, Frame>>;

/** Opens and closes the panels, remembers which were open, and keeps the keyboard where the person looks. */
export class PanelSwitch {
  readonly #frames: Frames;
  readonly #onOpen: () => void;
  #open: readonly PanelName[] = [];
  #hasBackstage = true;

  /** `onOpen` is called when a panel comes into sight. */
  constructor(frames: Frames, onOpen: () => void) {
    this.#frames = frames;
    this.#onOpen = onOpen;
    for (const [name, { aside, toggle, close }] of this.#entries()) {
      toggle.addEventListener('click', () => this.#toggle(name));
      close.addEventListener('click', () => this.close(name));
      aside.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) this.close(name);
      });
    }
  }

  /** Opens what was open last time; without anything behind the workspace only the panel about Slack can be open. */
  begin(hasBackstage: boolean): void {
    this.#hasBackstage = hasBackstage;
    this.#open = rememberedPanels(sessionStorage.getItem(KEPT_AS), innerWidth);
    this.#show();
    addEventListener('resize', () => this.#show());
    const thread = document.getElementById('thread');
    if (thread !== null)
      new MutationObserver(() => this.#show()).observe(thread, { attributeFilter: ['hidden'] });
  }

  isSeen(name: PanelName): boolean {
    return !this.#frames[name].aside.hidden;
  }

  /** Whether an open panel covers the conversation. */
  get covers(): boolean {
    return matchMedia(COVERS).matches;
  }

  close(name: PanelName): void {
    this.#remember(this.#open.filter((one) => one !== name));
    this.#frames[name].toggle.focus();
  }

  #entries(): [PanelName, Frame][] {
    return Object.entries(this.#frames) as [PanelName, Frame][];
  }

  #fit(): number {
    const thread = document.getElementById('thread');
    return panelsThatFit(innerWidth, thread !== null && !thread.hidden);
  }

  #toggle(name: PanelName): void {
    this.#remember(toggled(this.#open, name, this.#fit()));
    if (this.isSeen(name) && this.covers) this.#frames[name].close.focus();
  }

  #remember(open: readonly PanelName[]): void {
    this.#open = open;
    sessionStorage.setItem(KEPT_AS, open.join(' '));
    this.#show();
  }

  #show(): void {
    const allowed = this.#open.filter((name) => this.#hasBackstage || name === 'backstage');
    const seen = seenPanels(allowed, this.#fit());
    const before = this.#entries().filter(([name]) => this.isSeen(name)).length;
    for (const [name, { aside, toggle }] of this.#entries()) {
      aside.hidden = !seen.includes(name);
      setAttribute(toggle, 'aria-expanded', String(!aside.hidden));
    }
    this.#coverOthers(seen.length > 0);
    if (seen.length > 0 || before > 0) this.#onOpen();
  }

  /** What lies under a panel that covers it cannot be reached by keyboard either. */
  #coverOthers(isOpen: boolean): void {
    const asides = this.#entries().map(([, { aside }]) => aside);
    const panes = byId('stories').parentElement?.children ?? [];
    for (const node of panes)
      if (node instanceof HTMLElement && !asides.includes(node)) node.inert = isOpen && this.covers;
  }
}
