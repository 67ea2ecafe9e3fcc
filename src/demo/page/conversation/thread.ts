import type { ChannelShown, Shown } from '../../slack/page-api/shown.ts';
import { byId } from '../dom.ts';
import { correct, go, place } from '../moves.ts';
import type { MessageStore } from '../store.ts';
import { Composer } from './composer.ts';
import { withoutDismissed } from './dismissed.ts';
import { titleOf } from './head.ts';
import { Pane } from './pane.ts';

interface Options {
  readonly store: MessageStore;
  readonly commands: () => Shown['workspace']['commands'];
  readonly onDismiss: () => void;
  /** Where the focus goes when what leads to the thread is not there. */
  readonly focusElsewhere: () => void;
}

/** Gives the focus to what leads to a thread in the channel; answers whether it is there. */
function focusThreadLink(ts: string): boolean {
  const link = byId('message-list').querySelector<HTMLElement>(`[data-ts="${CSS.escape(ts)}"] .replies`);
  link?.focus({ preventScroll: true });
  return link !== null;
}

/** The thread beside the channel, with a box of its own. Escape and the cross close it. */
export class Thread {
  readonly composer: Composer;
  readonly #options: Options;
  readonly #pane: Pane;

  constructor(options: Options) {
    this.#options = options;
    this.#pane = new Pane(byId('thread-messages'), byId('thread-list'), () => undefined);
    this.composer = new Composer(byId('thread-composer'), {
      where: place,
      commands: options.commands,
      onSent: () => this.#pane.toFoot(),
    });
    byId('close-thread').addEventListener('click', () => this.#close());
    byId('thread').addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.#close();
    });
  }

  /** Opens the thread of a message, ready for a reply. */
  open(ts: string): void {
    go({ thread: ts });
    this.composer.focus();
  }

  /** Lets the next message that is looked for be found, although it may be the same. */
  seekAgain(): void {
    this.#pane.seekAgain();
  }

  /** Shows the thread that the place names; a permalink to a reply names its thread as well. */
  show(shown: Shown, channel: ChannelShown | undefined): void {
    this.#follow();
    const { me, channel: id, thread, message } = place();
    const messages = thread === null ? [] : this.#options.store.thread(thread);
    const isOpen = messages.length > 0;
    byId('thread').hidden = !isOpen;
    document.body.classList.toggle('in-thread', isOpen);
    byId('thread-note').textContent = isOpen ? titleOf(channel, shown.workspace.app.name) : '';
    this.#pane.show(withoutDismissed(messages), {
      place: `${me} ${id} ${isOpen ? thread : ''}`,
      newFrom: null,
      sought: message === thread ? null : message,
      showing: { me, openThread: null, onDismiss: this.#options.onDismiss },
      isThread: true,
    });
  }

  #follow(): void {
    const { message, thread } = place();
    const threadTs = message === null ? null : (this.#options.store.find(message)?.threadTs ?? null);
    if (threadTs !== null && thread === null) correct({ thread: threadTs });
  }

  #close(): void {
    const { thread } = place();
    go({ thread: null });
    if (thread === null || !focusThreadLink(thread)) this.#options.focusElsewhere();
  }
}
