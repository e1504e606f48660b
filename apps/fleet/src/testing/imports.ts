import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { installation } from '@agent-aws-stack/installation';

const src = join(installation.root, 'apps/fleet/src');

/** Paths of the program's files in `src`, without tests. */
export const SOURCES: readonly string[] = globSync('**/*.ts', { cwd: src })
  .filter((path) => !/\.test\.ts$|(^|\/)testing\//.test(path))
  .sort();

export const textOf = (path: string): string => readFileSync(join(src, path), 'utf8');

/** The files of `src` that a file imports, statically or dynamically. @param types - whether to include imports of types only */
export function importsOf(path: string, { types }: { readonly types: boolean }): readonly string[] {
  const imports = textOf(path).matchAll(
    /(?:^(?<clause>import|export)\s[^;]*?from\s*|\bimport\()'(?<to>\.[^']+)'/gm,
  );
  return [...imports].flatMap(({ 0: statement, groups: { to = '' } = {} }) =>
    types || !/^(import|export) type\b/.test(statement) ? [normalize(join(dirname(path), to))] : [],
  );
}
