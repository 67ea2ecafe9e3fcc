import type { ChannelShown, Shown } from '../../slack/page-api/shown.ts';
import { byId } from '../dom.ts';
import { go, place } from '../moves.ts';
import type { MessageStore } from '../store.ts';
import { showHome } from '../views/home.ts';
import { Composer } from './composer.ts';
import { withoutDismissed } from './dismissed.ts';
import { showEmpty } from './empty.ts';
import { showHead } from './head.ts';
import { Pane } from './pane.ts';
import { Reading } from './reading.ts';
import { showTabs, startTabs, tabOf } from './tabs.ts';
import { Thread } from './thread.ts';
import { showBoxes } from './writing.ts';

/** The middle of the page: a channel with its messages, the thread beside it, and the boxes to write in. */
export class Conversation {
  readonly #store: MessageStore;
  readonly #refresh: () => void;
  readonly #pane: Pane;
  readonly #thread: Thread;
  readonly #reading = new Reading();
  readonly composer: Composer;
  #shown: Shown | null = null;
  #shownAt = '';
  /** The box is to have the focus once it is there, as it is for who has just come. */
  #wantsFocus = true;

  constructor(store: MessageStore, refresh: () => void) {
    this.#store = store;
    this.#refresh = refresh;
    this.#pane = new Pane(byId('messages'), byId('message-list'), () => void this.#markRead());
    const commands = (): Shown['workspace']['commands'] => this.#shown?.workspace.commands ?? [];
    this.composer = new Composer(byId('composer'), {
      where: () => ({ me: place().me, channel: place().channel, thread: null }),
      commands,
      onSent: () => {
        this.#reading.forget();
        this.#pane.toFoot();
      },
    });
    this.#thread = new Thread({
      store,
      commands,
      onDismiss: () => this.#dismissed(),
      focusElsewhere: () => this.composer.focus(),
    });
    startTabs((tab) => go({ tab }));
    addEventListener('focus', () => this.#again());
    document.addEventListener('visibilitychange', () => this.#again());
  }

  /** To be called after the person went to another place, before the workspace has answered. */
  moved(): void {
    this.#pane.seekAgain();
    this.#thread.seekAgain();
    this.#showBoxes();
    this.#showAgain();
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#shownAt = this.#here();
    const here = place();
    const channel = this.#channel();
    const messages = withoutDismissed(this.#store.roots());
    const key = `${this.#store.epoch} ${here.me} ${here.channel}`;
    const isMessages = tabOf(shown, channel, here) === 'messages';
    showTabs(shown, channel, here);
    showHome(shown, here.me);
    this.#pane.show(messages, {
      place: `${key} ${isMessages}`,
      newFrom: this.#reading.newFrom(key, channel, messages, here.me),
      sought: here.message,
      showing: { me: here.me, openThread: (ts) => this.#thread.open(ts), onDismiss: () => this.#dismissed() },
      isThread: false,
    });
    showHead(shown, channel, this.unreadHere());
    showEmpty(shown, channel, {
      me: here.me,
      isEmpty: messages.length === 0,
      fill: (text) => this.composer.fill(text),
    });
    byId('older').hidden = !this.#store.cut;
    this.#thread.show(shown, channel);
    this.#showBoxes();
    if (this.#wantsFocus && document.activeElement === document.body) this.composer.focus();
    this.#wantsFocus = false;
    void this.#markRead();
  }

  /** Puts a line into the box, ready to be sent; the box may have to appear first. */
  fillComposer(text: string): void {
    this.composer.fill(text);
    this.#wantsFocus = document.activeElement === document.body;
  }

  /** How much the person has not seen of the channel that is open: nothing, while they look at its foot. */
  unreadHere(): number {
    return this.#isSeeing() ? 0 : (this.#channel()?.unread ?? 0);
  }

  #channel(): ChannelShown | undefined {
    return this.#shown?.channels.find((one) => one.id === place().channel);
  }

  #isSeeing(): boolean {
    return !byId('channel').hidden && this.#reading.isSeen(this.#pane.isAtFoot());
  }

  /** Shows the last answer again, unless it belongs to a place that was left meanwhile. */
  #showAgain(): void {
    if (this.#shown !== null && this.#shownAt === this.#here()) this.show(this.#shown);
  }

  #again(): void {
    this.#showAgain();
    this.#refresh();
  }

  #here(): string {
    return `${place().me} ${place().channel}`;
  }

  #dismissed(): void {
    this.#again();
    this.composer.focus();
  }

  async #markRead(): Promise<void> {
    const channel = this.#channel();
    if (channel === undefined || !this.#isSeeing()) return;
    await this.#reading.mark(place().me, channel);
  }

  #showBoxes(): void {
    showBoxes(this.#shown, this.#channel(), { composer: this.composer, reply: this.#thread.composer });
  }
}
