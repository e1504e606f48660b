/** Values as the query protocol writes them: lists as `<member>`s (EC2: `<item>`s), text escaped. */
export function toXml(value: unknown, member = 'member'): string {
  if (Array.isArray(value)) {
    return value.map((item) => `<${member}>${toXml(item, member)}</${member}>`).join('');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `<${key}>${toXml(item, member)}</${key}>`)
      .join('');
  }
  return String(value).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
