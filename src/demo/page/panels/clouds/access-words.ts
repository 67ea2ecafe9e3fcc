import type { AccessView } from '../../../clouds/shown.ts';
import { isLeftOver, isShut, isTrace, isWide, type Place } from './access-places.ts';
import { SERVICES, type Word } from './cloud-words.ts';

const KINDS: Readonly<Record<AccessView['kind'], string>> = {
  whitelist: 'whitelist',
  'security-group': 'security groups',
  rule: 'rules of a security group',
  'public-ip': 'public address',
  slot: 'replication slots',
};

/** What a place is and where, in one line. */
export function placeLine({ cloud, kinds, region }: Place): string {
  return [kinds.map((kind) => KINDS[kind]).join(' and '), SERVICES[cloud], region].join(' · ');
}

/** What DTS or DRS still has there, in a few words. */
export function tracesWord({ cloud, traces }: Place): Word {
  const service = SERVICES[cloud];
  const left = traces.filter(isLeftOver).length;
  if (left > 0) return { text: `${left} left over by ${service}`, tone: 'bad' };
  const open = traces.filter((row) => !isShut(row)).length;
  if (open > 0) return { text: `${open} of ${service}, in use`, tone: 'odd' };
  return { text: `nothing of ${service}`, tone: 'good' };
}

/** Who uses the place. */
export function usersLine({ users }: Place): string {
  return users.length === 0 ? 'No living task uses it.' : `Used by ${users.join(', ')}.`;
}

/** What is special about one row, in words. */
export function rowWords(row: AccessView): readonly Word[] {
  const words: Word[] = [];
  if (isLeftOver(row)) words.push({ text: 'left over', tone: 'bad' });
  else if (isTrace(row))
    words.push({ text: isShut(row) ? 'emptied' : 'in use', tone: isShut(row) ? 'good' : 'odd' });
  if (isWide(row)) words.push({ text: 'open to everybody', tone: 'bad' });
  return words;
}

/** The addresses that are let in, at most two by name. */
export function valueWords(row: AccessView): string {
  if (row.kind === 'slot') return '';
  if (isShut(row)) return 'lets nobody in';
  const values = row.value.split(' ').filter((value) => value !== '');
  if (values.length <= 2) return values.join(', ');
  return `${values.slice(0, 1).join('')} and ${values.length - 1} more`;
}
