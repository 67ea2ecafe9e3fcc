import { allChannels, allPeople } from '../names.ts';
import type { Element, Option, OptionGroup } from './block-kit.ts';

function option(value: string, text: string): Option {
  return { value, text: { type: 'plain_text', text } };
}

function people(): Option[] {
  return allPeople()
    .filter((one) => !one.deleted)
    .map((one) => option(one.id, one.realName));
}

function channels(): Option[] {
  return allChannels()
    .filter((one) => !one.archived)
    .map((one) => option(one.id, `# ${one.name}`));
}

/** What a select offers: its own options, or the people or channels of the workspace. */
export function groupsOf(element: Element): readonly OptionGroup[] {
  const unnamed = (options: readonly Option[]): OptionGroup[] => [
    { label: { type: 'plain_text', text: '' }, options },
  ];
  if (element.type.includes('users_select')) return unnamed(people());
  if (element.type.includes('conversations_select') || element.type.includes('channels_select'))
    return unnamed(channels());
  return element.option_groups ?? unnamed(element.options ?? []);
}
