import { clock } from '../../dates.ts';
import { el } from '../../dom.ts';
import { setAttribute, setText } from '../change-node.ts';
import type { Live } from '../live-list.ts';
import { setChip } from '../word-chip.ts';
import { answerOf, operationOf, outcomeOf, type ShownCall } from './call-words.ts';
import { CLOUD_NAMES } from './cloud-words.ts';

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function timeOf(at: number): HTMLElement {
  const words = clock(at, { now: Date.now() }, true);
  return el('time', { datetime: new Date(at).toISOString() }, words);
}

/** One call to a cloud in a line; opened, what was asked and what was answered. */
export function callRow(first: ShownCall): Live<ShownCall> {
  const outcome = el('span', {});
  const answer = el('pre', { class: 'panel-code' });
  const where = [CLOUD_NAMES[first.cloud], first.region].filter((part) => part !== '').join(' · ');
  const changes = first.changes ? el('span', { class: 'panel-word change' }, 'changes') : null;
  const details = el(
    'details',
    {},
    el(
      'summary',
      { class: 'call-summary' },
      el('span', { class: 'call-name' }, el('strong', {}, operationOf(first)), changes, outcome),
      el('span', { class: 'call-place' }, timeOf(first.at), el('span', {}, where)),
    ),
    el('p', { class: 'panel-note' }, 'Asked'),
    el('pre', { class: 'panel-code' }, pretty(first.parameters)),
    el('p', { class: 'panel-note' }, 'Answered'),
    answer,
  );
  const node = el('li', {}, details);
  return {
    node,
    update: (call) => {
      setAttribute(node, 'class', call.changes ? 'call changes' : 'call');
      setChip(outcome, outcomeOf(call));
      setText(answer, pretty(answerOf(call)));
    },
  };
}
