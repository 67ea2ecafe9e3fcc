import type { PersonShown, Shown } from '../../slack/page-api/shown.ts';
import { byId, el } from '../dom.ts';
import { hashOf } from '../place.ts';

/** What kind of member a person is, where it is not a full one. */
export function kindOf(person: PersonShown): string | null {
  if (person.deleted) return 'deactivated';
  if (person.isRestricted) return 'guest';
  return person.isStranger ? 'other workspace' : null;
}

function nameOf(person: PersonShown): string {
  const kind = kindOf(person);
  return kind === null ? person.realName : `${person.realName} (${kind})`;
}

function noteOf({ groups }: Shown['workspace'], person: PersonShown | undefined): string {
  if (person === undefined) return '';
  const mine = groups.filter((one) => one.users.includes(person.id)).map((one) => `@${one.handle}`);
  const memberships = mine.length > 0 ? `in ${mine.join(' and ')}` : 'in no group';
  return [person.role, memberships].filter((one) => one !== '').join(' · ');
}

function windowLinks(persons: readonly PersonShown[], me: string, channel: string): HTMLElement[] {
  return persons
    .filter((one) => one.id !== me)
    .map((one) => {
      const place = { me: one.id, channel, thread: null, message: null, tab: null };
      const href = `/${hashOf(place)}`;
      return el('li', {}, el('a', { href, target: '_blank', rel: 'noopener' }, `as ${nameOf(one)}`));
    });
}

/** Shows who one is, what that person is here for, and ways to be somebody else, here or in a second window. */
export function showPerson({ workspace }: Shown, me: string, channel: string): void {
  const persons = workspace.people.filter((one) => !one.isBot);
  const select = byId('person') as HTMLSelectElement;
  const signature = JSON.stringify([persons, workspace.groups, me, channel]);
  if (select.dataset['signature'] === signature) return;
  select.dataset['signature'] = signature;
  select.replaceChildren(...persons.map((one) => el('option', { value: one.id }, nameOf(one))));
  select.value = me;
  byId('person-note').textContent = noteOf(
    workspace,
    persons.find((one) => one.id === me),
  );
  byId('windows').replaceChildren(...windowLinks(persons, me, channel));
}
