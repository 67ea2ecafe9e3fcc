import type { BotShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { setAttribute } from '../change-node.ts';
import { deedButton } from '../controls.ts';
import { type BotButton, isOffered } from './bot-words.ts';

const BUTTONS: readonly (readonly [BotButton, string, string])[] = [
  ['start', 'Start', 'Starts it on the memory it left'],
  ['stop', 'Stop', 'SIGTERM: it ends what it has begun'],
  ['kill', 'Kill', 'SIGKILL: it is gone at once'],
  ['restart', 'Restart', 'SIGTERM, then a start'],
];

/** What can be done to the process of the bot. A button that makes no sense now is dim; the server says why if it is pressed. */
export function botButtons() {
  const made = BUTTONS.map(([to, label, title]) => {
    const node = deedButton(label, { deed: { deed: 'bot', to } }, to === 'kill' ? 'danger' : 'plain');
    node.title = title;
    return { to, node };
  });
  return {
    node: el(
      'div',
      { class: 'panel-row', role: 'group', 'aria-label': 'The process of the bot' },
      made.map(({ node }) => node),
    ),
    show: (bot: BotShown): void => {
      for (const { to, node } of made)
        setAttribute(node, 'aria-disabled', isOffered(to, bot) ? null : 'true');
    },
  };
}
