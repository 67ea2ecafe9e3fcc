import { el, showList } from './dom.js';

const KINDS = {
  whitelist: 'whitelist',
  'security-group': 'security groups',
  rule: 'rules',
  'public-ip': 'public address',
  slot: 'replication slot',
};

/** Made for a migration, as far as a name can tell: what a clean-up is about. */
function isTrace(row) {
  if (row.kind === 'public-ip' || row.kind === 'slot') return true;
  return /dts|drs/i.test(`${row.name} ${row.note}`);
}

function isWide(row) {
  return row.kind === 'rule' && (row.value === 'anywhere' || row.value.endsWith('/0'));
}

/** The rows of one place: a database, a machine, a group; those with traces come first. */
function places(rows) {
  const found = new Map();
  for (const row of rows) {
    const key = [row.cloud, row.region, row.kind, row.on].join('/');
    const place = found.get(key) ?? { key, on: row.on, kind: row.kind, region: row.region, rows: [] };
    place.rows.push(row);
    found.set(key, place);
  }
  const traces = (place) => place.rows.filter(isTrace).length;
  return [...found.values()].sort((one, other) => Math.sign(traces(other)) - Math.sign(traces(one)));
}

function line(row) {
  const addresses = row.value.split(' ').filter((part) => part !== '');
  const value =
    addresses.length > 2 ? `${addresses[0]} and ${addresses.length - 1} more` : addresses.join(', ');
  const kind = isWide(row) ? 'wide' : isTrace(row) ? 'trace' : null;
  return el(
    'li',
    { class: kind, title: addresses.join(', ') },
    el('strong', {}, row.name),
    el('code', {}, value === '' ? 'nobody' : value),
    row.note === '' ? null : el('small', {}, row.note),
  );
}

function usersOf(place) {
  const names = [...new Set(place.rows.flatMap((row) => row.tasks))];
  return names.length === 0 ? 'no living task' : names.join(', ');
}

function placeNode(place) {
  const traces = place.rows.filter(isTrace).length;
  const left = traces === 0 ? 'nothing of DTS or DRS' : `${traces} of DTS or DRS`;
  return el(
    'li',
    {},
    el(
      'details',
      { open: traces > 0 },
      el(
        'summary',
        {},
        el('span', { class: 'on' }, place.on),
        el('small', {}, `${KINDS[place.kind] ?? place.kind}, ${place.region}: ${left}`),
        el('small', {}, `used by ${usersOf(place)}`),
      ),
      el('ul', {}, place.rows.map(line)),
    ),
  );
}

function hasWords(place, words) {
  const text = JSON.stringify(place).toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Shows who is let in where, in the places that have all the words; one that did not change keeps its node, open or closed. */
export function showAccess(container, rows, typed) {
  const words = typed.toLowerCase().split(/\s+/);
  const shown = places(rows).filter((place) => hasWords(place, words));
  showList(container, shown, (place) => place.key, placeNode);
}
