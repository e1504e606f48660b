import { resolve, sep } from 'node:path';

/** Gives each handler file a short, unique name: at least the last two parts of its path, without `dist`. */
export function namedHandlers(files: readonly string[]): ReadonlyMap<string, string> {
  const paths = [...new Set(files.map((file) => resolve(file)))];
  const nameOf = (path: string, parts: number) =>
    path
      .split(sep)
      .filter((part) => part !== 'dist')
      .slice(-parts)
      .join('/');
  const depth = Math.max(...paths.map((path) => path.split(sep).length));
  for (let parts = 2; parts <= depth; parts++) {
    const named = new Map(paths.map((path) => [nameOf(path, parts), path]));
    if (named.size === paths.length) return named;
  }
  return new Map(paths.map((path) => [path, path]));
}
