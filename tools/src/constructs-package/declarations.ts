import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

const IMPORT = /from '(\.[^']*)\.ts'/g;

/**
 * The declarations (.d.ts) of a module and of all modules that its declarations import, directly or indirectly, by their path
 * below the module's folder. Members that are tagged as internal are left out.
 * @throws Error if the declarations import a library of this repository, because it is not published
 */
export function declarationsOf(entry: string): ReadonlyMap<string, string> {
  const folder = dirname(entry);
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    skipLibCheck: true,
    strict: true,
    types: ['node'],
  });
  const emitted = new Map<string, string>();
  program.emit(undefined, (path, text) => emitted.set(resolve(path), text));

  const declarations = new Map<string, string>();
  const add = (path: string): void => {
    const text = emitted.get(path);
    if (text === undefined) throw new Error(`${path}: not emitted`);
    const place = relative(folder, path);
    if (declarations.has(place)) return;
    if (/from '@agent-aws-stack\//.test(text)) {
      throw new Error(`${place}: imports a library that is not published`);
    }
    declarations.set(place, text.replaceAll(IMPORT, "from '$1.js'"));
    for (const [, module = ''] of text.matchAll(IMPORT)) add(resolve(dirname(path), `${module}.d.ts`));
  };
  add(entry.replace(/\.ts$/, '.d.ts'));
  return declarations;
}
