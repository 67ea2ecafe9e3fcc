/** What the local workspace speaks, and where it knowingly differs from Slack. A test holds it against the code. */
export interface Spoken {
  name: string;
  notes: string;
}

/** The methods of the Web API. */
export const WEB_API: readonly Spoken[] = [
  { name: 'apps.connections.open', notes: 'App token. A ticket is good for one connection within 30 s.' },
  { name: 'auth.test', notes: 'Bot token.' },
  { name: 'blocks.validate', notes: 'Without a token; answers for this validator, not for Slack.' },
  { name: 'bots.info', notes: 'Its own bot, with the id of its app.' },
  { name: 'chat.delete', notes: 'Own messages; one with replies leaves a tombstone.' },
  { name: 'chat.getPermalink', notes: 'Leads to the page of this workspace.' },
  { name: 'chat.postEphemeral', notes: 'The person must be in the channel, and so must the bot.' },
  { name: 'chat.postMessage', notes: 'Channel, name or person; no attachments are shown, only counted.' },
  {
    name: 'chat.update',
    notes: 'Own messages; text alone removes the blocks; absent metadata stays; text up to 4,000 characters.',
  },
  { name: 'conversations.history', notes: 'Newest first; metadata only with include_all_metadata.' },
  { name: 'conversations.info', notes: 'The scope depends on the kind of channel.' },
  { name: 'conversations.list', notes: 'public_channel, private_channel, im.' },
  { name: 'conversations.members', notes: '' },
  { name: 'conversations.open', notes: 'One person only; no group conversations.' },
  { name: 'conversations.replies', notes: 'Oldest first, the parent in front.' },
  { name: 'usergroups.list', notes: 'No disabled groups.' },
  { name: 'usergroups.users.list', notes: 'Deactivated people are left out.' },
  { name: 'users.info', notes: 'Little of a deactivated person, as in Slack.' },
  { name: 'users.list', notes: '' },
  { name: 'views.open', notes: 'Trigger once and within 3 s; takes the place of what is open.' },
  {
    name: 'views.publish',
    notes: 'The Home tab, where the manifest switches it on (not_enabled otherwise).',
  },
  { name: 'views.push', notes: 'Up to three views; the trigger must come from a view.' },
  { name: 'views.update', notes: 'By view_id or external_id; a wrong hash is refused.' },
];

/** What the app hears: the type of the envelope, a slash, the type of what is in it. */
export const TO_THE_APP: readonly Spoken[] = [
  {
    name: 'events_api/app_home_opened',
    notes: 'If subscribed. Sent again at once, after 1 and after 5 minutes.',
  },
  { name: 'interactive/block_actions', notes: 'With the state of the whole message or view. Sent once.' },
  { name: 'interactive/block_suggestion', notes: 'From min_query_length on; up to 100 options or groups.' },
  { name: 'interactive/view_closed', notes: 'With notify_on_close.' },
  { name: 'interactive/view_submission', notes: 'Answered by nothing, errors, update, push or clear.' },
  {
    name: 'slash_commands',
    notes: 'Text as typed; with should_escape people and channels as ids. Not in threads. Sent once.',
  },
];

/** The addresses under which the server answers; `…` is a part that varies. */
export const ROUTES: readonly Spoken[] = [
  { name: 'GET /', notes: 'The page.' },
  { name: 'GET /archives/…', notes: 'Permalinks; lead to the page.' },
  { name: 'GET /files/…', notes: 'Scripts, styles and pictures of the page.' },
  { name: 'GET /link/', notes: 'Socket Mode, with a ticket.' },
  { name: 'GET /page/backstage', notes: 'What stands behind the workspace; 404 without it.' },
  { name: 'GET /page/events', notes: 'Server-sent events: workspace, backstage.' },
  { name: 'GET /page/state', notes: 'What one person sees, from a revision on.' },
  { name: 'POST /actions/…', notes: 'A response_url of a press.' },
  { name: 'POST /api/…', notes: 'The Web API.' },
  { name: 'POST /commands/…', notes: 'A response_url of a command.' },
  { name: 'POST /page/…', notes: 'What the page can do.' },
  { name: 'POST /page/backstage', notes: 'What can be done behind the workspace; 404 without it.' },
];

/** What the page can do, under /page/. */
export const PAGE_DEEDS: readonly Spoken[] = [
  { name: 'close', notes: 'Cancel closes one view, the cross the whole stack.' },
  { name: 'home', notes: 'Opens the Home or the Messages tab of the app.' },
  { name: 'press', notes: 'A confirm dialog has been answered before.' },
  { name: 'read', notes: 'Marks a channel as read up to now.' },
  { name: 'submit', notes: 'Checks required inputs, lengths and kinds first, as the Slack client does.' },
  { name: 'suggest', notes: 'Asks the app for the options of an external select.' },
  { name: 'trouble', notes: 'Faults on purpose.' },
  { name: 'type', notes: 'A command or a message.' },
];

/** Blocks, by surface. */
export const BLOCKS: readonly Spoken[] = [
  { name: 'actions', notes: 'Up to 25 elements.' },
  { name: 'alert', notes: 'Modals only.' },
  { name: 'context', notes: 'Up to 10 texts and images.' },
  { name: 'divider', notes: '' },
  { name: 'header', notes: '' },
  { name: 'image', notes: 'By image_url only.' },
  { name: 'input', notes: 'A modal with one needs a submit text.' },
  { name: 'rich_text', notes: 'Sections, lists, quotes, preformatted text.' },
  { name: 'section', notes: 'Text or up to 10 fields, one accessory.' },
];

/** Elements that a person acts on. */
export const ELEMENTS: readonly Spoken[] = [
  { name: 'button', notes: 'Not in inputs.' },
  { name: 'channels_select', notes: '' },
  { name: 'checkboxes', notes: 'Up to 10 options.' },
  { name: 'conversations_select', notes: 'The filter is taken and not applied.' },
  { name: 'datepicker', notes: '' },
  { name: 'datetimepicker', notes: 'Messages and modals.' },
  { name: 'email_text_input', notes: 'Modals only.' },
  { name: 'external_select', notes: 'Asks the app.' },
  { name: 'multi_channels_select', notes: '' },
  { name: 'multi_conversations_select', notes: 'The filter is taken and not applied.' },
  { name: 'multi_external_select', notes: 'Asks the app.' },
  { name: 'multi_static_select', notes: '' },
  { name: 'multi_users_select', notes: '' },
  { name: 'number_input', notes: 'Modals only.' },
  { name: 'overflow', notes: 'Up to 5 options. Not in inputs.' },
  { name: 'plain_text_input', notes: 'Inputs only.' },
  { name: 'radio_buttons', notes: 'Up to 10 options.' },
  { name: 'static_select', notes: 'Up to 100 options or groups.' },
  { name: 'timepicker', notes: '' },
  { name: 'url_text_input', notes: 'Modals only.' },
  { name: 'users_select', notes: '' },
];

/** What is stricter or simpler than Slack, or left out. */
export const DIFFERENCES: readonly string[] = [
  'Global and message shortcuts, message events, reactions, files, scheduled messages and workflows are left out.',
  'Blocks and elements that are not listed are refused with invalid_blocks: not every Slack has the newer ones.',
  'Pictures are shown by their alt text: the page loads nothing from elsewhere.',
  'A response_url replaces the original only with replace_original: true; what Slack does without it is not written down.',
  'A thread_ts without a message is refused with cannot_reply_to_message.',
  'An unusable body of a response_url is answered with HTTP 400 and the error.',
  'The Web API takes no GET and no multipart bodies.',
  'Not written down by Slack, and assumed: metadata up to 8 kB, 13,200 characters in the blocks of a message, a burst of five messages in a channel, 300 messages a minute in all.',
  'An event that comes again has a new envelope_id and the same event_id; in Socket Mode the reason is always timeout.',
  'An acknowledgement counts only on the connection that the envelope was sent on.',
  'Lengths are counted in UTF-16 units, as JavaScript does, where Slack may count characters: with emoji never more generous.',
  'A chat.update that brings metadata and neither text nor blocks is refused with no_text; attachments alone are no content.',
  'Of each channel the newest 20,000 messages are kept, and of what one person alone sees the newest 1,000: older ones are not found.',
  'Bodies above 2 MB are refused with HTTP 413, and an acknowledgement of that size closes the connection.',
];
