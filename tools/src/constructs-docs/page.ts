import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readExports } from './read-props.ts';
import { writePage } from './write-page.ts';

const root = join(import.meta.dirname, '../../..');

export const PAGE = join(root, 'docs/constructs.md');

/** The text of docs/constructs.md, formatted as in the repository. */
export async function constructsPage(): Promise<string> {
  const text = writePage(readExports(join(root, 'libs/constructs/src/index.ts')));
  return format(text, { ...(await resolveConfig(PAGE)), filepath: PAGE });
}
