type Nested = string | readonly Nested[] | { readonly [key: string]: Nested };
interface Branch {
  [key: string]: Branch | string;
}

/** Nests the flat input of EC2's query protocol, in which `Filter.1.Value.2` is an item of a list in a list. */
export function nestInput(flat: Readonly<Record<string, unknown>>): Nested {
  const root: Branch = {};
  for (const [path, value] of Object.entries(flat)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let branch = root;
    for (const key of keys) {
      const next = branch[key];
      branch = typeof next === 'object' ? next : (branch[key] = {});
    }
    branch[last] = String(value);
  }
  return withLists(root);
}

function withLists(value: Branch | string): Nested {
  if (typeof value === 'string') return value;
  const entries = Object.entries(value);
  const isList = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  if (isList) {
    return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, item]) => withLists(item));
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, withLists(item)]));
}
