import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The size of all JavaScript files in the folder of each handler file, in bytes. */
export function codeBytes(handlers: ReadonlyMap<string, string>): Record<string, number> {
  return Object.fromEntries([...handlers].map(([name, file]) => [name, bytesOf(dirname(file))]));
}

function bytesOf(folder: string): number {
  return readdirSync(folder)
    .filter((file) => /\.[cm]?js$/.test(file))
    .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
