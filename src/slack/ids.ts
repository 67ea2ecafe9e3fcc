/** Everything that Slack sends back to us is named here, and only here. A test holds manifest.yml against it. */

export const COMMANDS = ['/dts', '/drs', '/cutover'] as const;
export type CommandName = (typeof COMMANDS)[number];

/** `action_id` of buttons. */
export const ACTION = {
  confirm: 'ending.confirm',
  cancel: 'ending.cancel',
  approve: 'ending.approve',
  lookNow: 'ending.plan',
  reject: 'ending.reject',
  withdraw: 'ending.withdraw',
  present: 'ending.present',
  veto: 'ending.veto',
  requestPlan: 'plan.request',
  showInChannel: 'plan.show',
  purpose: 'plan.purpose',
  writesStopped: 'plan.writes-stopped',
  refresh: 'plan.refresh',
  listPage: 'list.page',
  showItem: 'cleanup.show',
  showAll: 'cleanup.show-all',
  removeItem: 'cleanup.remove',
  removeAll: 'cleanup.remove-all',
  undoItem: 'cleanup.undo',
  signOff: 'cleanup.sign-off',
  lookAgain: 'cleanup.rescan',
  takeList: 'cleanup.take',
  snoozeList: 'cleanup.snooze',
  showEvidence: 'evidence.show',
  lookAtTasks: 'home.look',
} as const;

type ActionId = (typeof ACTION)[keyof typeof ACTION];
/** The buttons among them: everything but the one menu. */
export type ButtonId = Exclude<ActionId, typeof ACTION.purpose>;
export const BUTTONS: readonly ButtonId[] = Object.values(ACTION).filter((id) => id !== ACTION.purpose);

/** `callback_id` of modals. */
export const VIEW = {
  request: 'ending.request',
  reject: 'ending.reject',
  removal: 'cleanup.request',
  signOff: 'cleanup.sign-off',
  undo: 'cleanup.undo',
} as const;

export type ViewId = (typeof VIEW)[keyof typeof VIEW];

/** Inputs of modals; an input's block id and action id are the same word. */
export const INPUT = {
  name: 'name',
  reason: 'reason',
  how: 'how',
  until: 'until',
  know: 'know',
  purpose: 'purpose',
} as const;

/** `event_type` of message metadata. Only an ending's and a checklist's channel message carry the first two. */
export const METADATA = {
  ending: 'cutover_ending',
  checklist: 'cutover_checklist',
  deed: 'cutover_deed',
  note: 'cutover_note',
  digest: 'cutover_digest',
  head: 'cutover_head',
  brake: 'cutover_brake',
} as const;

/** Matches these ids and nothing else. Bolt asks every listener about everything, so one listens for many ids. */
export function anyOf(ids: readonly string[]): RegExp {
  return new RegExp(`^(?:${ids.map((id) => id.replaceAll('.', '\\.')).join('|')})$`);
}
