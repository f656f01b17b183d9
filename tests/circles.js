// Circles in a graph of what uses what.

/**
 * The strongly connected components of more than one node (Tarjan 1972), each with its nodes in
 * order of their names.
 * @param {Map<string, Set<string>>} uses for each node those that it uses
 * @returns {string[][]}
 */
export function circles(uses) {
  /** @type {Map<string, number>} */
  const order = new Map(), lowest = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {string[][]} */
  const found = [];
  /** @param {string} node */
  const visit = (node) => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    open.push(node);
    for (const next of uses.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const component = open.splice(open.indexOf(node));
    if (component.length > 1) found.push(component.sort());
  };
  for (const node of uses.keys()) if (!order.has(node)) visit(node);
  return found;
}
