/** The XML of frozen lists, by the name of their members. */
const written = new WeakMap<object, Map<string, string>>();

/** Values as the query protocol writes them: lists as `<member>`s (EC2: `<item>`s), text escaped. A frozen list is written once. */
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
  const texts = written.get(items) ?? new Map<string, string>();
  const text = texts.get(member) ?? list(items, member);
  written.set(items, texts.set(member, text));
  return text;
}
