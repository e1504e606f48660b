/** Escapes text for Markdown: browsers would take a `<name>` outside of code for an HTML tag and not show it. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('');
}
