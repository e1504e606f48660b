import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { read, root } from './files.ts';
import type { FindProblems } from './find-problems.ts';
import { matches } from './text.ts';

/** The page with the threat model. */
const PAGE = 'docs/security.md';
/** The fields of a threat, in this order. */
const FIELDS = ['Asset', 'Actor', 'Control', 'Residual risk', 'Tests'];

/**
 * Problems of the threats, which are the third-level sections of the chapters whose title starts with "Threats". Each threat
 * must have all fields, name assets and actors that the page lists, and link to tests as `[file: title](path)` with titles that
 * exist.
 */
export const threatProblems: FindProblems = (page, text) => {
  if (page !== PAGE) return [];
  const assets = namesListed(text, 'Assets');
  const actors = namesListed(text, 'Actors');
  const threats = sections(text, '## ')
    .filter(({ title }) => title.startsWith('Threats'))
    .flatMap(({ body }) => sections(body, '### '));
  if (threats.length === 0) return ['no threats'];
  return threats.flatMap(({ title, body }) => {
    const fields = matches(body, /^- \*\*([\w ]+)\*\*: (.+)$/gm);
    if (fields.map(([name]) => name).join() !== FIELDS.join())
      return [`${title}: its fields are not ${FIELDS.join(', ')}`];
    const [asset = '', actor = '', , , tests = ''] = fields.map(([, value = '']) => value);
    return [...unknownNames(asset, assets), ...unknownNames(actor, actors), ...testProblems(tests)].map(
      (problem) => `${title}: ${problem}`,
    );
  });
};

function sections(text: string, mark: string): readonly { readonly title: string; readonly body: string }[] {
  return `\n${text}`
    .split(`\n${mark}`)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      return { title, body: lines.join('\n') };
    });
}

/** The bold names that start the items of the list under a second-level heading. */
function namesListed(text: string, heading: string): readonly string[] {
  const body = sections(text, '## ').find(({ title }) => title === heading)?.body ?? '';
  return matches(body, /^- \*\*([^*]+)\*\*/gm).flat();
}

const unknownNames = (list: string, known: readonly string[]): readonly string[] =>
  list
    .split(', ')
    .filter((name) => !known.includes(name))
    .map((name) => `"${name}" is not listed`);

function testProblems(list: string): readonly string[] {
  const links = matches(list, /\[([^\]]+)\]\(([^)]+)\)/g);
  if (links.length === 0) return ['no test'];
  return links.flatMap(([name = '', path = '']) => {
    const file = join(dirname(PAGE), path);
    if (!existsSync(join(root, file))) return [`${file} does not exist`];
    const prefix = `${basename(file).replace(/(\.test|\.Tests)?\.\w+$/, '')}: `;
    if (!name.startsWith(prefix)) return [`"${name}" does not start with "${prefix}"`];
    const source = read(file);
    // The title in the test file may start with the name of the file, too.
    return [name.slice(prefix.length), name].some((title) => hasTest(source, title))
      ? []
      : [`${file} has no test "${name}"`];
  });
}

/** Whether a test file has a string that is this title. Comments and skipped tests do not count. */
export function hasTest(source: string, title: string): boolean {
  const strings = [`'${title.replaceAll("'", String.raw`\'`)}'`, `"${title}"`, `\`${title}\``];
  return source
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/?\*|#)/.test(line) && !/\.(skip|todo)\b|-Skip\b/.test(line))
    .some((line) => strings.some((string) => line.includes(string)));
}
