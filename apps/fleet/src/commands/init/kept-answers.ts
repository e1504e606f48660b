import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepareUserFolder } from '../../cli/user-folder.ts';
import { ASKED, type AnswerName, type Answers } from './answers.ts';

/**
 * The answers of runs of `init` that were interrupted before they wrote the configuration file. The next run for the same file offers them. Only
 * the user can read them.
 */
export class KeptAnswers {
  readonly #store: string;
  readonly #path: string;

  /** @param folder - where to keep answers  @param path - the configuration file that the answers are for */
  constructor(folder: string, path: string) {
    this.#store = join(folder, 'init-answers.json');
    this.#path = path;
  }

  /** The answers of the last run; empty if that run wrote its file, or if the answers cannot be read. */
  read(): Answers {
    const kept = this.#readAll()[this.#path];
    const entries = Object.entries(typeof kept === 'object' ? (kept ?? {}) : {});
    return Object.fromEntries(
      entries.filter(([name, value]) => Object.hasOwn(ASKED, name) && typeof value === 'string'),
    ) as Partial<Record<AnswerName, string>>;
  }

  /** Keeps answers. @returns whether they could be written */
  keep(answers: Answers): boolean {
    try {
      prepareUserFolder();
      this.#write({ ...this.#readAll(), [this.#path]: answers });
      return true;
    } catch {
      return false;
    }
  }

  /** Deletes the answers for this file. */
  forget(): void {
    const { [this.#path]: own, ...others } = this.#readAll();
    if (own === undefined) return;
    if (Object.keys(others).length === 0) rmSync(this.#store, { force: true });
    else this.#write(others);
  }

  #readAll(): Readonly<Record<string, unknown>> {
    try {
      const content: unknown = JSON.parse(readFileSync(this.#store, 'utf8'));
      return typeof content === 'object' && content !== null ? { ...content } : {};
    } catch {
      return {};
    }
  }

  /** Replaces the file as a whole, so that the mode is right even if the file existed before, and no other run reads a half-written file. */
  #write(content: object): void {
    mkdirSync(dirname(this.#store), { recursive: true });
    const temporary = `${this.#store}.${randomUUID()}`;
    writeFileSync(temporary, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, this.#store);
  }
}
