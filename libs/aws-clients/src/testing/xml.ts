/** The XML of each frozen list, by the element name of its items. */
const cached = new WeakMap<object, Map<string, string>>();

/** Serializes a value for the query protocol: lists as `<member>` elements (EC2: `<item>`), text escaped. Caches frozen lists. */
export function toXml(value: unknown, member = 'member'): string {
  if (Array.isArray(value)) return Object.isFrozen(value) ? frozenList(value, member) : list(value, member);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `<${key}>${toXml(item, member)}</${key}>`)
      .join('');
  }
  return String(value).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function list(items: readonly unknown[], member: string): string {
  return items.map((item) => `<${member}>${toXml(item, member)}</${member}>`).join('');
}

function frozenList(items: readonly unknown[], member: string): string {
  const texts = cached.get(items) ?? new Map<string, string>();
  const text = texts.get(member) ?? list(items, member);
  cached.set(items, texts.set(member, text));
  return text;
}
