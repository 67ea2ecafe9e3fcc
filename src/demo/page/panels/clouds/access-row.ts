import type { AccessView } from '../../../clouds/shown.ts';
import { el } from '../../dom.ts';
import { chip } from '../word-chip.ts';
import { rowWords, valueWords } from './access-words.ts';

/** One thing that lets somebody in; all its addresses are in the details where there are many. */
export function accessRow(row: AccessView): HTMLElement {
  const values = row.value.split(' ').filter((value) => value !== '');
  const short = valueWords(row);
  const value =
    values.length <= 2
      ? el('code', {}, short)
      : el('details', {}, el('summary', {}, el('code', {}, short)), el('code', {}, values.join(', ')));
  return el(
    'li',
    { class: 'access-row' },
    el('div', { class: 'panel-words' }, el('strong', {}, row.name), rowWords(row).map(chip)),
    short === '' ? null : value,
    row.note === '' ? null : el('small', {}, row.note),
  );
}
