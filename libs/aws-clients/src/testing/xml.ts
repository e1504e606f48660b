/** Values as the query protocol writes them: lists as `<member>`s, text escaped. */
export function toXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `<${key}>${toXml(item)}</${key}>`)
      .join('');
  }
  return String(value).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
