import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

export interface DocumentedMember {
  readonly name: string;
  /** The type as the code writes it, without `undefined`. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly text: string;
  /** Undefined if the member has no default. */
  readonly default: string | undefined;
}

export interface DocumentedType {
  readonly name: string;
  readonly text: string;
  readonly members: readonly DocumentedMember[];
}

/** The interfaces and classes that a module exports, in the order of the exports, with their public members. */
export function readExports(entry: string): readonly DocumentedType[] {
  const folder = dirname(entry);
  const program = ts.createProgram(globSync(join(folder, '**/*.ts')), {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    // The page only names the types of other packages, so their declarations need not be read.
    noResolve: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${entry}: exports nothing`);
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const [declaration] = symbol.declarations ?? [];
    if (!declaration?.getSourceFile().fileName.startsWith(folder)) return [];
    if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassDeclaration(declaration)) return [];
    return { name: exported.name, text: textOf(symbol, checker), members: membersOf(declaration, checker) };
  });
}

function membersOf(
  declaration: ts.InterfaceDeclaration | ts.ClassDeclaration,
  checker: ts.TypeChecker,
): readonly DocumentedMember[] {
  return declaration.members.flatMap((member) => {
    const isProperty = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
    if (!isProperty || !ts.isIdentifier(member.name) || member.type === undefined) return [];
    const symbol = checker.getSymbolAtLocation(member.name);
    if (symbol === undefined) return [];
    const tags = symbol.getJsDocTags(checker);
    if (tags.some(({ name }) => name === 'internal')) return [];
    const defaultTag = tags.find(({ name }) => name === 'default');
    return {
      name: member.name.text,
      type: member.type.getText().replace(/\s*\|\s*undefined$/, ''),
      isRequired: member.questionToken === undefined,
      text: textOf(symbol, checker),
      default: defaultTag && oneLine(ts.displayPartsToString(defaultTag.text)),
    };
  });
}

const textOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).split(/\n\n+/).map(oneLine).join('\n\n');

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').trim();
