/** All groups of all matches. */
export const matches = (text: string, pattern: RegExp): string[][] =>
  [...text.matchAll(pattern)].map((match) => match.slice(1).map((group) => group ?? ''));

export const withoutFences = (text: string): string => text.replaceAll(/^```[^]*?^```$/gm, '');

/** The start of an indented block that has commands, not output, a tree or a template. Comments can come first. */
const TYPED = /^(?:#.*\n)*(?:aws|cd|curl|export|for|git|make|node|npm|npx|sudo|[A-Z_]+=)/;

/** The shell commands of a page: fenced blocks marked `sh`, including those in blockquotes, and indented blocks of commands. */
export function shellBlocks(text: string): readonly string[] {
  const plain = text.replaceAll(/^> ?/gm, '');
  const fenced = matches(plain, /^```sh\n([^]*?)^```$/gm).flat();
  const indented = matches(withoutFences(plain), /(?<=\n\n)((?: {4,}\S.*\n)(?:(?: {4}.*)?\n)*)/g).flat();
  return [...fenced, ...indented.map(dedent).filter((block) => TYPED.test(block))];
}

/** The inline code of a page. */
export const inlineCode = (text: string): readonly string[] =>
  matches(withoutFences(text), /`([^`\n]+)`/g).flat();

function dedent(block: string): string {
  const depth = /^ */.exec(block)?.[0].length ?? 0;
  return block.replaceAll(new RegExp(`^ {${depth}}`, 'gm'), '').trimEnd();
}
