import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../paths.ts';

/** The lines of the shell that README.md shows under a heading, without their comments. */
export class ReadmeLines {
  readonly #lines: readonly string[];
  readonly #tried = new Set<string>();

  /** @throws Error when README.md has no shell lines under the heading */
  constructor(heading: string) {
    const text = readFileSync(join(workspaceRoot, 'README.md'), 'utf8');
    const [, section = ''] = text.split(`\n## ${heading}\n`);
    const block = /```sh\n([^]*?)```/.exec(section)?.[1];
    if (block === undefined) throw new Error(`README.md has no shell lines under ${heading}`);
    this.#lines = block
      .trim()
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, ''));
  }

  /** The line that starts with this text, after the exports above it. @throws Error if there is none */
  line(start: string, { alone = false } = {}): string {
    const at = this.#lines.findIndex((line) => line.startsWith(start));
    const line = this.#lines[at];
    if (line === undefined) throw new Error(`README.md shows no ${start}`);
    this.#tried.add(line);
    const exported = this.#lines.slice(0, at).filter((each) => each.startsWith('export '));
    for (const each of exported) this.#tried.add(each);
    return alone ? line : [...exported, line].join('; ');
  }

  /** The lines that no test has run. */
  get untried(): readonly string[] {
    return this.#lines.filter((line) => !this.#tried.has(line));
  }
}
