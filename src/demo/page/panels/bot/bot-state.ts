import type { BotShown } from '../../../backstage/shown.ts';
import { clock } from '../../dates.ts';
import { el } from '../../dom.ts';
import { actBackstage } from '../../server.ts';
import { setText } from '../change-node.ts';
import { switchBox } from '../controls.ts';
import { setChip } from '../word-chip.ts';
import { botButtons } from './bot-buttons.ts';
import { botLog } from './bot-log.ts';
import { startsWords, stateWord } from './bot-words.ts';

/** The bot of the demo: how it is, what can be done to it, and what it has logged. */
export function botState() {
  const state = el('span', { role: 'status' });
  const since = el('span', {});
  const buttons = botButtons();
  const dies = switchBox('Kill it at its next change to a cloud', {
    act: (on) => actBackstage({ deed: 'bot-dies-at-next-change', on }),
    said: (on) => (on ? 'The bot dies the moment its next change has reached a cloud.' : 'The bot lives on.'),
  });
  const log = botLog();
  const node = el(
    'section',
    { class: 'panel-section', 'aria-label': 'The bot', hidden: true },
    el('h3', {}, 'The bot'),
    el('p', { class: 'bot-state' }, state, since),
    buttons.node,
    dies.node,
    el(
      'p',
      { class: 'panel-note' },
      'Killed so, it never hears the answer, and has to find out what became of it.',
    ),
    el('h4', {}, 'What it logs'),
    log.node,
  );
  return {
    node,
    show: (bot: BotShown): void => {
      node.hidden = false;
      setChip(state, stateWord(bot));
      setText(since, `since ${clock(bot.since, { now: Date.now() }, true)}, ${startsWords(bot)}`);
      buttons.show(bot);
      dies.show(bot.diesAtNextChange);
      log.show(bot.lines);
    },
  };
}
