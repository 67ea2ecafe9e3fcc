const HIGHLIGHT_MS = 2_500;

/** Marks a node for a moment, calmly: as changed, or as the one that was looked for. */
export function highlight(node: HTMLElement, look: 'changed' | 'found'): void {
  node.classList.remove(look);
  void node.offsetWidth;
  node.classList.add(look);
  setTimeout(() => node.classList.remove(look), HIGHLIGHT_MS);
}

function focusKey(node: Element | null): string | null {
  return node instanceof HTMLElement ? (node.dataset['focus'] ?? null) : null;
}

/**
 * Does a change within a node; afterwards the focus is on the element with the same name, else on the node itself:
 * never on another button, which a second Enter would press. A menu that was open stays open.
 */
export function focusKeptIn(node: HTMLElement, change: () => void): void {
  const active = document.activeElement;
  const isHere = active !== null && active !== node && node.contains(active);
  const key = focusKey(active);
  const menuKey = focusKey(node.querySelector('.overflow-button[aria-expanded="true"]'));
  const lists = [...node.querySelectorAll('details[open] > summary')].map(focusKey);
  change();
  const nodes = [...node.querySelectorAll<HTMLElement>('[data-focus]')];
  for (const one of nodes) {
    if (lists.includes(focusKey(one)) && one.parentElement instanceof HTMLDetailsElement)
      one.parentElement.open = true;
  }
  if (menuKey !== null) {
    nodes.find((one) => one.dataset['focus'] === menuKey)?.click();
    return;
  }
  if (!isHere || node.contains(document.activeElement)) return;
  node.tabIndex = -1;
  const same = key === null ? undefined : nodes.find((one) => one.dataset['focus'] === key);
  (same ?? node).focus({ preventScroll: true });
}
