import { all, boolean, type Check, list, object, oneOf, onlyOn, string, whole } from './check.ts';
import {
  confirm,
  initialAmongOptions,
  option,
  optionFieldsOfSelect,
  optionsOrGroups,
} from './composition.ts';
import { focus, placeholder, shaped } from './element-shape.ts';

function singleSelect(type: string, optional: Record<string, Check>): Check {
  return shaped(type, {}, { ...placeholder, confirm, ...focus, ...optional });
}

function multiSelect(type: string, optional: Record<string, Check>): Check {
  return singleSelect(type, { max_selected_items: whole(1, 100), ...optional });
}

const ids = list(string(255), 1, 100);
/** Only a modal's inputs may ask for a response_url. */
const asksForUrl = { response_url_enabled: onlyOn(['modal'], boolean) };
const conversationFilter = object(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 1, 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);
const conversations = { default_to_current_conversation: boolean, filter: conversationFilter };
const asksTheApp = { min_query_length: whole(0, 1000) };

/** Menus for one choice (Slack: "Select menu element"). */
export const selects: Record<string, Check> = {
  static_select: all(
    singleSelect('static_select', { ...optionFieldsOfSelect, initial_option: option }),
    optionsOrGroups,
    initialAmongOptions('initial_option'),
  ),
  external_select: singleSelect('external_select', { ...asksTheApp, initial_option: option }),
  users_select: singleSelect('users_select', { initial_user: string(255) }),
  conversations_select: singleSelect('conversations_select', {
    ...conversations,
    ...asksForUrl,
    initial_conversation: string(255),
  }),
  channels_select: singleSelect('channels_select', { ...asksForUrl, initial_channel: string(255) }),
};

/** Menus for several choices (Slack: "Multi-select menu element"). */
export const multiSelects: Record<string, Check> = {
  multi_static_select: all(
    multiSelect('multi_static_select', { ...optionFieldsOfSelect, initial_options: list(option, 1, 100) }),
    optionsOrGroups,
    initialAmongOptions('initial_options'),
  ),
  multi_external_select: multiSelect('multi_external_select', {
    ...asksTheApp,
    initial_options: list(option, 1, 100),
  }),
  multi_users_select: multiSelect('multi_users_select', { initial_users: ids }),
  multi_conversations_select: multiSelect('multi_conversations_select', {
    ...conversations,
    initial_conversations: ids,
  }),
  multi_channels_select: multiSelect('multi_channels_select', { initial_channels: ids }),
};
