import type { Metafile } from 'esbuild';

/**
 * Refuses a bundle in which `import()` loads a CommonJS module. In the bundle, such a module has only a default export: https://github.com/evanw/esbuild/issues/1847.
 * In a checkout, Node.js runs the sources without a bundle and also finds the named exports, so no other test finds the fault.
 * @throws Error that names the modules
 */
export function refuseCommonJsOnDemand({ inputs }: Pick<Metafile, 'inputs'>): void {
  const found = Object.entries(inputs).flatMap(([file, { imports }]) =>
    imports
      .filter(({ kind, path }) => kind === 'dynamic-import' && inputs[path]?.format === 'cjs')
      .map(({ path }) => `${file}: import() of ${path}`),
  );
  if (found.length === 0) return;
  throw new Error(
    `${found.join('\n')}\nThese are CommonJS modules, which have no named exports in the bundle. Write a module of our own that ` +
      'imports them with an import statement, and load that module with import()',
  );
}
