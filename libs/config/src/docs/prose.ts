/** Text escaped for Markdown: a `<name>` outside of code would be read as an HTML tag and vanish. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('');
}
