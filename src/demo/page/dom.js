/**
 * Makes an element. Text goes in as text nodes only, so nothing that people or the app wrote can become
 * markup. Properties starting with "on" are listeners; null and undefined properties are left out.
 */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Shows a list of items, keeping the nodes of those that did not change, with their focus and open menus. */
export function showList(container, items, keyOf, build) {
  const before = new Map([...container.children].map((node) => [node.dataset.key, node]));
  const nodes = items.map((item) => {
    const key = keyOf(item);
    const signature = JSON.stringify(item);
    const kept = before.get(key);
    if (kept?.dataset.signature === signature) return kept;
    const node = build(item);
    node.dataset.key = key;
    node.dataset.signature = signature;
    return node;
  });
  const wanted = new Set(nodes);
  for (const node of [...container.children]) if (!wanted.has(node)) node.remove();
  for (const [index, node] of nodes.entries()) {
    if (container.children[index] !== node) container.insertBefore(node, container.children[index] ?? null);
  }
}
