import { addressesOf, isNeutral, type Leftover } from './leftover.ts';

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A leftover in few words: "hidden whitelist rdsdts_orders on rm-bp1162, 6 addresses". */
export function describeLeftover(leftover: Leftover): string {
  switch (leftover.kind) {
    case 'whitelist-group': {
      const { name, instanceId, attribute, networkType, addresses } = leftover;
      const hidden = attribute.toLowerCase() === 'hidden' ? 'hidden ' : '';
      const network = networkType === null || networkType === 'MIX' ? '' : `, ${networkType}`;
      const holds = isNeutral(leftover)
        ? 'lets nobody in'
        : count(addressesOf(addresses).length, 'address block', 'address blocks');
      return `${hidden}whitelist ${name} on ${instanceId}${network}, ${holds}`;
    }
    case 'membership': {
      const where =
        leftover.interfaceId === null
          ? leftover.machineId
          : `network interface ${leftover.interfaceId} of ${leftover.machineId}`;
      return `security group ${leftover.groupName} (${leftover.groupId}) on ${where}`;
    }
    case 'empty-group':
      return `empty security group ${leftover.groupName} (${leftover.groupId})`;
    case 'rule': {
      const { protocol, ports, direction, remote, groupName, groupId } = leftover;
      const what = [protocol ?? 'any protocol', ports].filter((word) => word !== null).join(' ');
      const way = direction === 'ingress' ? 'from' : 'to';
      return `rule ${what} ${way} ${remote} in ${groupName ?? groupId}`;
    }
  }
}

/** What removing it would do, in a sentence. */
export function describeRemoval(leftover: Leftover): string {
  switch (leftover.kind) {
    case 'whitelist-group':
      return 'Removing takes away this group only.';
    case 'membership':
      return 'Removing takes the machine out of this group only; the group itself stays.';
    case 'empty-group':
      return 'Nobody is in it any more. Removing deletes the group, and cannot be undone.';
    case 'rule':
      return 'It names exactly this one address. Removing takes away this rule only.';
  }
}

/** The whole value, line by line, as it would be put back. */
export function valueLines(leftover: Leftover): readonly string[] {
  switch (leftover.kind) {
    case 'whitelist-group': {
      const { attribute, networkType, addresses } = leftover;
      const marks = [attribute, networkType].filter((word) => word !== null && word !== '');
      return [...(marks.length === 0 ? [] : [`Marked: ${marks.join(', ')}.`]), addresses];
    }
    case 'membership':
      return [`${leftover.groupId} on ${leftover.interfaceId ?? leftover.machineId}`];
    case 'empty-group':
      return [leftover.groupId];
    case 'rule':
      return [JSON.stringify(leftover.raw)];
  }
}
