import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { Language, Parser, type Node } from 'web-tree-sitter';

let parser: Promise<Parser> | undefined;

/** The syntax tree of a script of Windows PowerShell; user data's tags around one count as blanks. */
export async function parsePowerShell(text: string): Promise<Node> {
  parser ??= makeParser();
  const script = text.replace(/^<\/?powershell>$/gm, (tag) => ' '.repeat(tag.length));
  const tree = (await parser).parse(script);
  if (tree === null) throw new Error('the PowerShell parser gave up');
  return tree.rootNode;
}

async function makeParser(): Promise<Parser> {
  // A dozen scripts do not pay back the two seconds that V8 would take to optimize the grammar.
  setFlagsFromString('--no-wasm-tier-up --no-wasm-dynamic-tiering');
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve(
    'tree-sitter-powershell/tree-sitter-powershell.wasm',
  );
  return new Parser().setLanguage(await Language.load(grammar));
}

/** Every node of a type, and every one that is no syntax at all. */
export function nodesOf(root: Node, type: string): readonly Node[] {
  return root.descendantsOfType(type).filter((node) => node !== null);
}

export function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}
