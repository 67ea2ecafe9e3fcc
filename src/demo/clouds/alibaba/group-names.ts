import type { WhitelistGroup } from './database.ts';

type Row = Record<string, unknown>;

/** How the products name the three ways of a change. */
export const WORDS = { Cover: 'Cover', Append: 'Append', Delete: 'Delete' } as const;
export const NUMBERS = { 0: 'Cover', 1: 'Append', 2: 'Delete' } as const;
/** How they name a group and its attribute. */
export const OLD_NAMES = { name: 'DBInstanceIPArrayName', attribute: 'DBInstanceIPArrayAttribute' };
export const CLUSTER_NAMES = { name: 'DBClusterIPArrayName', attribute: 'DBClusterIPArrayAttribute' };
export const GROUP_NAMES = { name: 'SecurityIpGroupName', attribute: 'SecurityIpGroupAttribute' };

/** The addresses of a group as the products write them. */
export function list(group: WhitelistGroup): string {
  return group.ips.join(',');
}

/** A listed group with these names of its fields. */
export function rowWith(names: { name: string; attribute: string }, ips: string) {
  return (group: WhitelistGroup): Row => ({
    [names.name]: group.name,
    [names.attribute]: group.attribute,
    [ips]: list(group),
  });
}
