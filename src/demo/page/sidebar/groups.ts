import type { Shown } from '../../slack/page-api/shown.ts';
import { byId, el, showList } from '../dom.ts';

/** Shows the user groups and who is in them. */
export function showGroups({ groups, people }: Shown['workspace']): void {
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.realName ?? id;
  const items = groups.map((one) => ({ ...one, members: one.users.map(nameOf).join(', ') }));
  showList(byId('groups'), items, { key: (one) => one.id }, ({ handle, members }) =>
    el('li', { class: 'group' }, el('strong', {}, `@${handle}`), el('small', {}, members)),
  );
}
