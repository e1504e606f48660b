import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../paths.ts';

/** The shell commands under a heading of README.md, without their comments. */
export class ReadmeLines {
  readonly #lines: readonly string[];
  readonly #used = new Set<string>();

  /** @throws Error if README.md has no shell commands under the heading */
  constructor(heading: string) {
    const text = readFileSync(join(workspaceRoot, 'README.md'), 'utf8');
    const [, section = ''] = text.split(`\n## ${heading}\n`);
    const block = /```sh\n([^]*?)```/.exec(section)?.[1];
    if (block === undefined) throw new Error(`README.md has no shell commands under ${heading}`);
    this.#lines = block
      .trim()
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, ''));
  }

  /**
   * Finds the command that starts with this text. Puts the exports above the command in front of it, unless `alone` is set.
   *
   * @throws Error if there is no such command
   */
  line(start: string, { alone = false } = {}): string {
    const at = this.#lines.findIndex((line) => line.startsWith(start));
    const line = this.#lines[at];
    if (line === undefined) throw new Error(`README.md has no command that starts with ${start}`);
    this.#used.add(line);
    const exported = this.#lines.slice(0, at).filter((each) => each.startsWith('export '));
    for (const each of exported) this.#used.add(each);
    return alone ? line : [...exported, line].join('; ');
  }

  /** The commands that no test has used. */
  get unused(): readonly string[] {
    return this.#lines.filter((line) => !this.#used.has(line));
  }
}
