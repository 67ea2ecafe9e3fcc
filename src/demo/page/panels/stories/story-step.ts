import type { StepShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { setAttribute, setText } from '../change-node.ts';
import { button, deedButton } from '../controls.ts';
import type { Live } from '../live-list.ts';
import type { Places } from './places.ts';
import type { StepState } from './progress.ts';

export interface StepInTurn {
  readonly step: StepShown;
  readonly index: number;
  readonly state: StepState;
}

const WORDS: Readonly<Record<StepState, string>> = { done: 'done', now: 'now', later: 'later' };

/** Who does it and where, with a way to be that person, or, on a phone, to see the conversation under the panel. */
function who(step: StepShown, places: Places): HTMLElement {
  const isInConversation = step.type === null && step.deed === null;
  const words = el('span', { class: 'step-who' }, `As ${places.placeName(step.as, step.channel)}`);
  const look = step.type === null ? 'primary' : 'plain';
  const goTo = () => (isInConversation ? places.goTo(step) : places.be(step));
  const be = button(`Be ${places.firstName(step.as)}`, goTo, look);
  const there = button(`Go to ${places.channelName(step.channel)}`, goTo, 'primary');
  there.classList.add('where-covered');
  const isMe = places.me() === step.as;
  be.hidden = isMe;
  there.hidden = !isMe || !isInConversation;
  return el('p', { class: 'step-place' }, words, be, there);
}

function lineToType(step: StepShown, line: string, places: Places): HTMLElement {
  return el(
    'div',
    { class: 'step-line' },
    el('code', { class: 'panel-code' }, line),
    button('Put it in the box', () => places.putInBox(step, line), 'primary'),
  );
}

/** The server has its own words for what it does to the bot; what it does to a cloud is said by the label. */
function stepDeed({ label, body: deed }: NonNullable<StepShown['deed']>): HTMLElement {
  return deedButton(label, deed.deed === 'cloud' ? { deed, said: `Done: ${label}` } : { deed }, 'primary');
}

function body(step: StepShown, places: Places): HTMLElement[] {
  const { type, deed } = step;
  const parts = [
    who(step, places),
    type === null ? null : lineToType(step, type, places),
    deed === null ? null : stepDeed(deed),
    el('p', { class: 'step-see' }, el('strong', {}, 'Then: '), step.see),
  ];
  return parts.filter((part) => part !== null);
}

/** One step of a story: whole when it is its turn, one line before and after. */
export function storyStep(places: Places): Live<StepInTurn> {
  const mark = el('span', { class: 'step-mark', 'aria-hidden': 'true' });
  const say = el('p', { class: 'step-say' });
  const state = el('span', { class: 'step-state' });
  const more = el('div', { class: 'step-more' });
  const node = el('li', { class: 'step' }, mark, el('div', { class: 'step-text' }, say, state, more));
  let shown = '';
  return {
    node,
    update: (turn) => {
      setAttribute(node, 'class', `step ${turn.state}`);
      setAttribute(node, 'aria-current', turn.state === 'now' ? 'step' : null);
      setText(mark, turn.state === 'done' ? '✓' : String(turn.index + 1));
      setText(say, turn.step.say);
      setText(state, WORDS[turn.state]);
      const signature = JSON.stringify([
        turn,
        places.me(),
        places.placeName(turn.step.as, turn.step.channel),
      ]);
      if (signature === shown) return;
      shown = signature;
      more.replaceChildren(...(turn.state === 'now' ? body(turn.step, places) : []));
    },
  };
}
