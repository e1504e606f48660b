/** Text as Markdown shows it unchanged: a `<name>` outside of code would be taken for an HTML tag and vanish. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('');
}
