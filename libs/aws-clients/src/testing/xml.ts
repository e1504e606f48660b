/** Values as the query protocol writes them: lists as `<member>`s, in EC2's as `<item>`s; text escaped. */
export function toXml(value: unknown, listItem: 'member' | 'item' = 'member'): string {
  if (Array.isArray(value)) {
    return value.map((item) => `<${listItem}>${toXml(item, listItem)}</${listItem}>`).join('');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `<${key}>${toXml(item, listItem)}</${key}>`)
      .join('');
  }
  return String(value).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
