import { isDeepStrictEqual } from 'node:util';
import { address } from './address.ts';
import { boolean, type Check, complain, list, object, oneOf, rule, string } from './check.ts';

const plainShape = { type: oneOf('plain_text') };
const mrkdwnShape = { type: oneOf('mrkdwn') };

/** A plain_text object (Slack: "Composition objects"). */
export function plainText(max: number): Check {
  return object({ ...plainShape, text: string(max) }, { emoji: boolean });
}

/** A text object of either kind. */
export function anyText(max: number): Check {
  const plain = plainText(max);
  const mrkdwn = object({ ...mrkdwnShape, text: string(max) }, { verbatim: boolean });
  const unknown = object(
    { type: oneOf('plain_text', 'mrkdwn'), text: string(max) },
    { emoji: boolean, verbatim: boolean },
  );
  return (value, at, report) => {
    const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
    if (type === 'plain_text') return plain(value, at, report);
    if (type === 'mrkdwn') return mrkdwn(value, at, report);
    unknown(value, at, report);
  };
}

/** The dialogue before an element acts. */
export const confirm: Check = object(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
);

const optionFields = { value: string(150) };

/** An option of a select; its text is plain. */
export const option: Check = object({ text: plainText(75), ...optionFields }, { description: plainText(75) });

/** An option of checkboxes and radio buttons; its text may be mrkdwn. */
export const richOption: Check = object({ text: anyText(75), ...optionFields }, { description: anyText(75) });

/** An option of an overflow menu; it may open a page. */
export const overflowOption: Check = object(
  { text: plainText(75), ...optionFields },
  { description: plainText(75), url: address() },
);

const optionGroup = object({ label: plainText(75), options: list(option, 1, 100) });

/** A static select has options or groups of them, and never both. */
export const optionsOrGroups: Check = rule((value, at, report) => {
  const { options, option_groups: groups } = value;
  if (options === undefined && groups === undefined) complain(report, at, 'missing required field: options');
  if (options !== undefined && groups !== undefined) {
    complain(report, at, 'only one of options and option_groups is allowed');
  }
});

export const optionFieldsOfSelect = {
  options: list(option, 1, 100),
  option_groups: list(optionGroup, 1, 100),
};

/** `initial_option(s)` must be among the options, field by field and letter by letter. */
export function initialAmongOptions(field: 'initial_option' | 'initial_options'): Check {
  return rule((value, at, report) => {
    const initial = value[field];
    if (initial === undefined) return;
    const flat = Array.isArray(value['options']) ? value['options'] : [];
    const groups = Array.isArray(value['option_groups']) ? value['option_groups'] : [];
    const known = [...flat, ...groups.flatMap((group: { options?: unknown[] }) => group?.options ?? [])];
    const chosen: unknown[] = Array.isArray(initial) ? initial : [initial];
    if (chosen.every((one) => known.some((option) => isDeepStrictEqual(option, one)))) return;
    complain(report, `${at}/${field}`, 'must be one of the options provided');
  });
}

/** `min_length` above `max_length` can never be met. */
export const lengthsInOrder: Check = rule((value, at, report) => {
  const { min_length: min, max_length: max } = value;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    complain(report, `${at}/min_length`, 'must not be more than max_length');
  }
});
