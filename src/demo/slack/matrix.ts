/** What the local workspace speaks, and where it knowingly differs from Slack. A test holds it against the routes. */
export interface Spoken {
  name: string;
  notes: string;
}

/** The methods of the Web API. */
export const WEB_API: readonly Spoken[] = [
  { name: 'apps.connections.open', notes: 'App token. A ticket is good for one connection within 30 s.' },
  { name: 'auth.test', notes: 'Bot token.' },
  { name: 'blocks.validate', notes: 'Without a token; answers for this validator, not for Slack.' },
  { name: 'chat.delete', notes: 'Own messages; one with replies leaves a tombstone.' },
  { name: 'chat.getPermalink', notes: 'Leads to the page of this workspace.' },
  { name: 'chat.postEphemeral', notes: 'The person must be in the channel, and so must the bot.' },
  { name: 'chat.postMessage', notes: 'Channel, name or person; no attachments are shown, only counted.' },
  { name: 'chat.update', notes: 'Own messages; text alone removes the blocks; absent metadata stays.' },
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
  { name: 'views.publish', notes: 'The Home tab; the page does not show it.' },
  { name: 'views.push', notes: 'Up to three views; the trigger must come from a view.' },
  { name: 'views.update', notes: 'By view_id or external_id; a wrong hash is refused.' },
];

/** The ways from the workspace to the app. */
export const TO_THE_APP: readonly Spoken[] = [
  {
    name: 'slash_commands',
    notes: 'Text as typed; with should_escape people and channels as ids. Not in threads.',
  },
  {
    name: 'interactive',
    notes: 'block_actions, view_submission, view_closed; no block_suggestion, no shortcuts.',
  },
  { name: 'events_api', notes: 'app_home_opened; sent again up to three times, at once. No message events.' },
];

/** What the page can do, under /page/. */
export const PAGE_DEEDS: readonly Spoken[] = [
  { name: 'close', notes: 'Cancel closes one view, the cross the whole stack.' },
  { name: 'home', notes: 'Opens the Home tab.' },
  { name: 'press', notes: 'A confirm dialog has been answered before.' },
  { name: 'read', notes: 'Marks a channel as read up to now.' },
  { name: 'submit', notes: 'Checks required inputs and lengths first, as the Slack client does.' },
  { name: 'trouble', notes: 'Faults on purpose.' },
  { name: 'type', notes: 'A command or a message.' },
];

/** What is stricter or simpler than Slack. */
export const DIFFERENCES: readonly string[] = [
  'Blocks: section, actions, context, divider, header, image, input, rich_text, alert. Newer ones are refused.',
  'Pictures are shown by their alt text: the page loads nothing from elsewhere.',
  'A response_url replaces the original only with replace_original: true; what Slack does without it is not written down.',
  'A thread_ts without a message is refused with cannot_reply_to_message.',
  'An unusable body of a response_url is answered with HTTP 400 and the error.',
];
