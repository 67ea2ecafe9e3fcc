import { formatDate } from '../dates.ts';
import { el } from '../dom.ts';
import { linkNode } from './link.ts';

interface Moment {
  readonly seconds: number;
  readonly format: string;
  readonly fallback: string;
  readonly address: string | null;
}

function shownNow({ seconds, format, fallback }: Moment): string {
  return formatDate(seconds, format, fallback, { now: Date.now() });
}

/** A moment in the reader's own zone; where it is a link, as a link that reads like the moment. */
export function dateNode(moment: Moment): Node {
  const text = shownNow(moment);
  if (moment.address !== null) return linkNode(moment.address, text);
  const node = el('time', { title: moment.fallback, 'data-format': moment.format }, text);
  node.dataset['seconds'] = String(moment.seconds);
  node.dataset['fallback'] = moment.fallback;
  return node;
}

/** Brings "3 minutes ago" and "today" up to date, in the whole page. */
export function refreshDates(): void {
  for (const node of document.querySelectorAll<HTMLElement>('time[data-format]')) {
    const { format = '', seconds = '', fallback = '' } = node.dataset;
    const text = formatDate(Number(seconds), format, fallback, { now: Date.now() });
    if (node.textContent !== text) node.textContent = text;
  }
}
