/** All groups of all matches. */
export const matches = (text: string, pattern: RegExp): string[][] =>
  [...text.matchAll(pattern)].map((match) => match.slice(1).map((group) => group ?? ''));

export const withoutFences = (text: string): string => text.replaceAll(/^```[^]*?^```$/gm, '');

/** How an indented block begins that is no output, tree or template; a comment may stand before it. */
const TYPED = /^(?:#.*\n)*(?:aws|cd|curl|export|for|git|make|node|npm|npx|sudo|[A-Z_]+=)/;

/** What a page shows as typed in a shell: fenced blocks marked `sh`, also in quotes, and indented ones. */
export function shellBlocks(text: string): readonly string[] {
  const plain = text.replaceAll(/^> ?/gm, '');
  const fenced = matches(plain, /^```sh\n([^]*?)^```$/gm).flat();
  const indented = matches(withoutFences(plain), /(?<=\n\n)((?: {4,}\S.*\n)(?:(?: {4,}.*)?\n)*)/g).flat();
  return [...fenced, ...indented.map(dedent).filter((block) => TYPED.test(block))];
}

/** What a page shows as code within its sentences. */
export const inlineCode = (text: string): readonly string[] =>
  matches(withoutFences(text), /`([^`\n]+)`/g).flat();

function dedent(block: string): string {
  const depth = /^ */.exec(block)?.[0].length ?? 0;
  return block.replaceAll(new RegExp(`^ {${depth}}`, 'gm'), '').trimEnd();
}
