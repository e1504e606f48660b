import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { read, root } from './files.ts';
import type { FindProblems } from './find-problems.ts';
import { matches, withoutFences } from './text.ts';

/** The anchors that a page has on GitHub: one for each heading and each `<a id="…">`. */
function anchorsOf(page: string): Set<string> {
  const text = withoutFences(read(page));
  const headings = matches(text, /^#+ (.+)$/gm).map(([heading = '']) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...headings, ...matches(text, /<a id="([^"]+)">/g).flat()]);
}

export const brokenLinks: FindProblems = (page, text) =>
  matches(withoutFences(text), /\]\(([^)\s#]*)(?:#([^)\s]+))?\)/g).flatMap(([path = '', anchor = '']) => {
    if (/^[a-z]+:/.test(path)) return [];
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return [`link to ${path}`];
    if (anchor === '' || !target.endsWith('.md') || anchorsOf(target).has(anchor)) return [];
    return [`link to ${path}#${anchor}: no such heading`];
  });
