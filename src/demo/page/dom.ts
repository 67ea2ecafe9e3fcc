type Property = string | number | boolean | null | undefined | ((event: never) => void);
type Child = Node | string | null | undefined;

/**
 * Makes an element. Text goes in as text nodes only, so nothing that people or the app wrote can become
 * markup. Properties starting with "on" are listeners; null, undefined and false ones are left out.
 */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Readonly<Record<string, Property>> = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name.slice(2), value as EventListener);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** The element of index.html with this id; throws where the page has none. */
export function byId(id: string): HTMLElement {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`The page has no #${id}`);
  return node;
}

interface Rules<Item> {
  readonly key: (item: Item) => string;
  readonly signature?: (item: Item) => string;
  /** Brings a node up to date instead of making a new one; answers whether it could. */
  readonly update?: (node: HTMLElement, item: Item) => boolean;
}

/**
 * Shows a list of items, keeping the nodes of those whose signature did not change, with their focus and open
 * menus. `shown` hears of every node that was made or brought up to date.
 */
export function showList<Item>(
  container: Element,
  items: readonly Item[],
  by: Rules<Item>,
  build: (item: Item) => HTMLElement,
  shown: (node: HTMLElement, item: Item) => void = () => undefined,
): void {
  const signatureOf = by.signature ?? ((item: Item) => JSON.stringify(item));
  const before = new Map<string | undefined, HTMLElement>();
  for (const node of container.children)
    before.set((node as HTMLElement).dataset['key'], node as HTMLElement);
  const nodes = items.map((item) => {
    const key = by.key(item);
    const signature = signatureOf(item);
    const kept = before.get(key);
    if (kept?.dataset['signature'] === signature) return kept;
    const isUpdated = kept !== undefined && by.update?.(kept, item) === true;
    const node = isUpdated ? kept : build(item);
    node.dataset['key'] = key;
    node.dataset['signature'] = signature;
    shown(node, item);
    return node;
  });
  putInOrder(container, nodes);
}

function putInOrder(container: Element, nodes: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(nodes);
  for (const node of [...container.children]) if (!wanted.has(node)) node.remove();
  let next = container.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = next.nextElementSibling;
    else container.insertBefore(node, next);
  }
}
