import { address, pictureAddress } from './address.ts';
import {
  all,
  boolean,
  type Check,
  complain,
  list,
  matching,
  object,
  oneOf,
  onlyOn,
  string,
  whole,
} from './check.ts';
import {
  anyText,
  confirm,
  initialAmongOptions,
  lengthsInOrder,
  overflowOption,
  plainText,
  richOption,
} from './composition.ts';
import { focus, placeholder, shaped } from './element-shape.ts';
import { multiSelects, selects } from './selects.ts';

/** `2026-02-30` is written like a date and is none. */
function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8))
  );
}

const date: Check = (value, at, report) => {
  if (typeof value !== 'string' || !isDate(value)) complain(report, at, 'must be a date as YYYY-MM-DD');
};
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm');
const dispatch = {
  dispatch_action_config: object({
    trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2),
  }),
};

const button = shaped(
  'button',
  { text: plainText(75) },
  {
    url: address(),
    value: string(2000),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(75),
    confirm,
  },
);

const choices = (type: string, initial: 'initial_option' | 'initial_options', shape: Check): Check =>
  all(
    shaped(type, { options: list(richOption, 1, 10) }, { [initial]: shape, confirm, ...focus }),
    initialAmongOptions(initial),
  );

const pickers: Record<string, Check> = {
  datepicker: shaped('datepicker', {}, { initial_date: date, ...placeholder, confirm, ...focus }),
  timepicker: shaped(
    'timepicker',
    {},
    { initial_time: time, timezone: string(255), ...placeholder, confirm, ...focus },
  ),
  checkboxes: choices('checkboxes', 'initial_options', list(richOption, 1, 10)),
  radio_buttons: choices('radio_buttons', 'initial_option', richOption),
};

const datetimepicker = onlyOn(
  ['message', 'modal'],
  shaped('datetimepicker', {}, { initial_date_time: whole(1_000_000_000, 9_999_999_999), confirm, ...focus }),
);

const typedText = { initial_value: string(3000, 0), ...placeholder, ...focus, ...dispatch };

const textInput = all(
  shaped(
    'plain_text_input',
    {},
    { ...typedText, multiline: boolean, min_length: whole(0, 3000), max_length: whole(1, 3000) },
  ),
  lengthsInOrder,
);

const numberInput = onlyOn(
  ['modal'],
  shaped(
    'number_input',
    { is_decimal_allowed: boolean },
    { ...typedText, min_value: string(255), max_value: string(255) },
  ),
);

/** An image, in a context or beside a section. */
export const image: Check = object({
  type: oneOf('image'),
  image_url: pictureAddress,
  alt_text: string(2000),
});

const overflow = shaped('overflow', { options: list(overflowOption, 1, 5) }, { confirm });

/** What may stand beside a section (Slack: "Section block", accessory). */
export const accessories: Record<string, Check> = {
  button,
  image,
  overflow,
  ...selects,
  ...multiSelects,
  ...pickers,
};

/** What may stand in a row of actions. */
export const actionElements: Record<string, Check> = {
  button,
  overflow,
  ...selects,
  ...multiSelects,
  ...pickers,
  datetimepicker,
};

/** What may stand in an input block: no button, no menu. */
export const inputElements: Record<string, Check> = {
  plain_text_input: textInput,
  number_input: numberInput,
  email_text_input: onlyOn(['modal'], shaped('email_text_input', {}, typedText)),
  url_text_input: onlyOn(['modal'], shaped('url_text_input', {}, typedText)),
  ...selects,
  ...multiSelects,
  ...pickers,
  datetimepicker,
};

/** What may stand in a context. */
export const contextElements: Record<string, Check> = {
  image,
  mrkdwn: anyText(3000),
  plain_text: anyText(3000),
};

/** Everything a person acts on, wherever it may stand. */
export const interactiveKinds: readonly string[] = [
  ...new Set([accessories, actionElements, inputElements].flatMap((kinds) => Object.keys(kinds))),
].filter((kind) => kind !== 'image');
