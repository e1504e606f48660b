import type { Metafile } from 'esbuild';

/**
 * Refuses a bundle in which `import()` loads a CommonJS module. In esbuild's chunk, such a module has only a default export; Node.js, which runs the
 * checkout, also finds its named exports: https://github.com/evanw/esbuild/issues/1847.
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
    `${found.join('\n')}\nThese are CommonJS modules, which have no named exports in the bundle. Load a module of our own on demand ` +
      'that imports them with an import statement',
  );
}
