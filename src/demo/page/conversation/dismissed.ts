const KEY = 'dismissed messages';

function kept(): string[] {
  const text = sessionStorage.getItem(KEY);
  return text === null ? [] : text.split(' ');
}

/** Hides a message that only this person sees; as in Slack, nobody else hears of it. */
export function dismiss(key: string): void {
  sessionStorage.setItem(KEY, [...kept(), key].slice(-500).join(' '));
}

/** The messages of a list that were not dismissed in this tab. */
export function withoutDismissed<Message extends { readonly key: string }>(
  messages: readonly Message[],
): readonly Message[] {
  const hidden = new Set(kept());
  return hidden.size === 0 ? messages : messages.filter((one) => !hidden.has(one.key));
}
