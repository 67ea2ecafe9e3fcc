const EMOJI: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  octagonal_sign: '🛑',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  lock: '🔒',
  unlock: '🔓',
  eyes: '👀',
  broom: '🧹',
  bell: '🔔',
  no_bell: '🔕',
  question: '❓',
  grey_question: '❔',
  exclamation: '❗',
  rotating_light: '🚨',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  large_blue_circle: '🔵',
  red_circle: '🔴',
  white_circle: '⚪',
  black_circle: '⚫',
  large_orange_circle: '🟠',
  arrow_right: '➡️',
  repeat: '🔁',
  information_source: 'ℹ️',
  memo: '📝',
  wastebasket: '🗑️',
  moneybag: '💰',
  link: '🔗',
  tada: '🎉',
  thumbsup: '👍',
  '+1': '👍',
  wave: '👋',
  raised_hand: '✋',
  hand: '✋',
  zzz: '💤',
  clock3: '🕒',
  stopwatch: '⏱️',
  pause_button: '⏸️',
  arrow_forward: '▶️',
  black_square_for_stop: '⏹️',
  skull: '💀',
  fire: '🔥',
  mag: '🔍',
  shield: '🛡️',
  key: '🔑',
  books: '📚',
};

/** The character for `:name:`, or the name as typed. */
export function emoji(name: string): string {
  return Object.hasOwn(EMOJI, name) ? (EMOJI[name] ?? '') : `:${name}:`;
}

/** Plain text with its `:names:` of emoji as characters; names that are not known stay as typed. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):/g, (_whole, name: string) => emoji(name));
}
