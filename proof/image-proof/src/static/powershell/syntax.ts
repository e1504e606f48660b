import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { Language, Parser, type Node } from 'web-tree-sitter';

let parser: Promise<Parser> | undefined;

/** The syntax tree of a Windows PowerShell script. The tags of user data are replaced by blanks. */
export async function parsePowerShell(text: string): Promise<Node> {
  parser ??= makeParser();
  const script = text.replace(/^<\/?powershell>$/gm, (tag) => ' '.repeat(tag.length));
  const tree = (await parser).parse(script);
  if (tree === null) throw new Error('the PowerShell parser gave up');
  return tree.rootNode;
}

async function makeParser(): Promise<Parser> {
  // V8 would take two seconds to optimize the grammar, which is not worth it for a dozen scripts.
  setFlagsFromString('--no-wasm-tier-up --no-wasm-dynamic-tiering');
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve(
    'tree-sitter-powershell/tree-sitter-powershell.wasm',
  );
  return new Parser().setLanguage(await Language.load(grammar));
}

/** All descendants of this type. */
export function nodesOf(root: Node, type: string): readonly Node[] {
  return root.descendantsOfType(type).filter((node) => node !== null);
}

export function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}
