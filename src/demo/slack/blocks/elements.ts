import { all, boolean, type Check, list, matching, object, oneOf, onlyOn, string, whole } from './check.ts';
import {
  anyText,
  confirm,
  initialAmongOptions,
  lengthsInOrder,
  option,
  optionFieldsOfSelect,
  optionsOrGroups,
  overflowOption,
  plainText,
  richOption,
} from './composition.ts';

const actionId = { action_id: string(255) };
const focus = { focus_on_load: boolean };
const placeholder = { placeholder: plainText(150) };
const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD');
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm');
const dispatch = {
  dispatch_action_config: object({
    trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2),
  }),
};

function shaped(type: string, required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return object({ type: oneOf(type), ...required }, { ...actionId, ...optional });
}

function singleSelect(type: string, optional: Record<string, Check>): Check {
  return shaped(type, {}, { ...placeholder, ...confirm_, ...focus, ...optional });
}

function multiSelect(type: string, optional: Record<string, Check>): Check {
  return singleSelect(type, { max_selected_items: whole(1, 100), ...optional });
}

const confirm_ = { confirm };

const button = shaped(
  'button',
  { text: plainText(75) },
  {
    url: string(3000),
    value: string(2000),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(75),
    ...confirm_,
  },
);

const choices = (type: string, initial: 'initial_option' | 'initial_options', shape: Check): Check =>
  all(
    shaped(type, { options: list(richOption, 1, 10) }, { [initial]: shape, ...confirm_, ...focus }),
    initialAmongOptions(initial),
  );

const ids = list(string(255), 1, 100);

const selects: Record<string, Check> = {
  static_select: all(
    singleSelect('static_select', { ...optionFieldsOfSelect, initial_option: option }),
    optionsOrGroups,
    initialAmongOptions('initial_option'),
  ),
  users_select: singleSelect('users_select', { initial_user: string(255) }),
  conversations_select: singleSelect('conversations_select', { initial_conversation: string(255) }),
  channels_select: singleSelect('channels_select', { initial_channel: string(255) }),
};

const multiSelects: Record<string, Check> = {
  multi_static_select: all(
    multiSelect('multi_static_select', { ...optionFieldsOfSelect, initial_options: list(option, 1, 100) }),
    optionsOrGroups,
    initialAmongOptions('initial_options'),
  ),
  multi_users_select: multiSelect('multi_users_select', { initial_users: ids }),
};

const pickers: Record<string, Check> = {
  datepicker: shaped('datepicker', {}, { initial_date: date, ...placeholder, ...confirm_, ...focus }),
  timepicker: shaped(
    'timepicker',
    {},
    { initial_time: time, timezone: string(255), ...placeholder, ...confirm_, ...focus },
  ),
  checkboxes: choices('checkboxes', 'initial_options', list(richOption, 1, 10)),
  radio_buttons: choices('radio_buttons', 'initial_option', richOption),
};

const datetimepicker = onlyOn(
  ['message', 'modal'],
  shaped(
    'datetimepicker',
    {},
    { initial_date_time: whole(1_000_000_000, 9_999_999_999), ...confirm_, ...focus },
  ),
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
export const image: Check = object({ type: oneOf('image'), image_url: string(3000), alt_text: string(2000) });

const overflow = shaped('overflow', { options: list(overflowOption, 1, 5) }, confirm_);

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
