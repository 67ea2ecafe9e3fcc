import { addressesOf, type Leftover, NEUTRAL } from '../../cleanup/leftovers/leftover.ts';
import { cut, type Line } from './rich.ts';

/** "6 address blocks". */
function counted(addresses: string): string {
  const { length } = addressesOf(addresses);
  return `${length} address ${length === 1 ? 'block' : 'blocks'}`;
}

/** "6 address blocks: 100.104.52.0/24, 100.104.61.128/26 and 4 more". */
export function addressWords(addresses: string, most: number): string {
  const all = addressesOf(addresses);
  const more = all.length - Math.min(all.length, most);
  const list = all
    .slice(0, most)
    .map((address) => cut(address, 60))
    .join(', ');
  return `${counted(addresses)}: ${list}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What is there, in a few words, for a "before". */
export function valueWords(leftover: Leftover, mostAddresses = 2): string {
  switch (leftover.kind) {
    case 'whitelist-group':
      return addressWords(leftover.addresses, mostAddresses);
    case 'membership':
      return `member of ${cut(leftover.groupName, 80)}`;
    case 'empty-group':
      return 'empty security group';
    case 'rule': {
      const { protocol, ports, direction, remote } = leftover;
      const what = [protocol ?? 'any protocol', ports].filter((word) => word !== null).join(' ');
      return cut(`${what} ${direction === 'ingress' ? 'from' : 'to'} ${remote}`, 120);
    }
  }
}

/** What is there when it is gone, or neutralised. */
export function afterWords(leftover: Leftover, neutralised: boolean): string {
  if (neutralised) return `${NEUTRAL}, which lets nobody in`;
  switch (leftover.kind) {
    case 'whitelist-group':
      return 'no such group';
    case 'membership':
      return 'no longer a member';
    case 'empty-group':
      return 'deleted';
    case 'rule':
      return 'no such rule';
  }
}

function marks(attribute: string, networkType: string | null): string {
  const words = [attribute, networkType ?? ''].filter((word) => word !== '');
  return words.length === 0 ? '' : ` (${cut(words.join(', '), 60)})`;
}

/** One thing as it is now, and as it will be: what a person confirms. */
export function changeLines(leftover: Leftover, mostAddresses: number): Line[] {
  switch (leftover.kind) {
    case 'whitelist-group': {
      const { name, instanceId, attribute, networkType, addresses } = leftover;
      return [
        [
          'Now    group ',
          { code: cut(name, 120) },
          ' on ',
          { code: cut(instanceId, 80) },
          `${marks(attribute, networkType)} with ${addressWords(addresses, mostAddresses)}`,
        ],
        [`After  removes this group only: its ${counted(addresses)}; no other group is changed`],
      ];
    }
    case 'membership': {
      const { machineId, interfaceId, groupName, groupId } = leftover;
      const what =
        interfaceId === null ? 'machine ' : `network interface ${cut(interfaceId, 80)} of machine `;
      return [
        [
          `Now    ${what}`,
          { code: cut(machineId, 80) },
          ` is in ${cut(groupName, 120)} (${cut(groupId, 80)})`,
        ],
        ['After  it leaves this group and stays in all its others; the group itself stays'],
      ];
    }
    case 'empty-group':
      return [
        [
          `Now    security group ${cut(leftover.groupName, 120)} (`,
          { code: cut(leftover.groupId, 80) },
          ') has no members',
        ],
        [
          'After  the group is deleted, and no machine can be put back into it. ',
          { bold: 'This cannot be undone.' },
        ],
      ];
    case 'rule':
      return [
        [
          `Now    rule ${valueWords(leftover)} in ${cut(leftover.groupName ?? leftover.groupId, 120)}, `,
          { code: cut(leftover.ruleId, 80) },
        ],
        ['After  removes this rule only; all others of the group stay'],
      ];
  }
}
