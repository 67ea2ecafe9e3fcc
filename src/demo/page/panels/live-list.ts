/** The node of one item, which follows the item as it changes. */
export interface Live<Item> {
  readonly node: HTMLElement;
  readonly update: (item: Item) => void;
}

interface Making<Item> {
  readonly key: (item: Item) => string;
  readonly make: (item: Item) => Live<Item>;
}

function arrange(container: Element, nodes: readonly HTMLElement[]): void {
  for (const [index, node] of nodes.entries()) {
    const there = container.children[index] ?? null;
    if (there !== node) container.insertBefore(node, there);
  }
}

/** A node that moved has lost its focus; where it went away, its panel takes it, so that the keyboard stays in place. */
function refocus(focused: Element | null, container: Element): void {
  if (!(focused instanceof HTMLElement) || document.activeElement === focused) return;
  const next = focused.isConnected ? focused : container.closest<HTMLElement>('.panel');
  next?.focus({ preventScroll: true });
}

/**
 * Keeps a container in step with a list whose items change all the time: an item keeps its node for as long as it is
 * there, with its focus, its open details and what is typed in it. The returned function shows the items of now.
 */
export function liveList<Item>(
  container: Element,
  { key, make }: Making<Item>,
): (items: readonly Item[]) => void {
  let kept = new Map<string, Live<Item>>();
  return (items) => {
    const focused = container.contains(document.activeElement) ? document.activeElement : null;
    const shown = new Map<string, Live<Item>>();
    for (const item of items) {
      const live = kept.get(key(item)) ?? make(item);
      live.update(item);
      shown.set(key(item), live);
    }
    for (const [name, { node }] of kept) if (shown.get(name)?.node !== node) node.remove();
    arrange(
      container,
      [...shown.values()].map(({ node }) => node),
    );
    kept = shown;
    refocus(focused, container);
  };
}
