import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import { UserError } from '../cli/errors.ts';
import { damagedEntry, type Context } from './context-values.ts';

/** A file with CDK context. */
export interface ContextFile {
  readonly path: string;
  /** True if the whole file is context; false if only its entry `context` is. */
  readonly whole: boolean;
}

/** The file in which the CDK saves the results of lookups. */
const SAVED: ContextFile = { path: join(installation.cdkFolder, 'cdk.context.json'), whole: true };

/** The path of the saved lookups, relative to the user's folder. */
export const CONTEXT_FILE = relative(installation.userFolder, SAVED.path);

/** The files from which the CDK CLI reads context. If several have a key, the first of them counts. */
const FILES: readonly ContextFile[] = [
  { path: join(installation.cdkFolder, 'cdk.json'), whole: false },
  SAVED,
  { path: join(homedir(), '.cdk.json'), whole: false },
];

/** The context that a synthesis starts with. @throws UserError if a file cannot be read, or is damaged */
export function readContext(files: readonly ContextFile[] = FILES): Context {
  return Object.assign({}, ...files.map(contextOf).reverse()) as Context;
}

/** Adds results of lookups to the file in which the CDK saves them. @throws UserError if the file cannot be read or written, or is damaged */
export function saveContext(found: Context, file: ContextFile = SAVED): void {
  if (Object.keys(found).length === 0) return;
  const content = { ...contextOf(file), ...found };
  try {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, `${JSON.stringify(content, undefined, 2)}\n`);
  } catch (error) {
    const problem = `cannot be written (${(error as Error).message})`;
    throw new UserError(file.path, problem, 'Make it writable: it keeps what was looked up in the account', {
      cause: error,
    });
  }
}

function contextOf({ path, whole }: ContextFile): Context | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new UserError(path, `cannot be read (${message})`, 'It must be a file with CDK context', {
      cause: error,
    });
  }
  const file = objectIn(parsed(text));
  const refuse = (problem: string): never => {
    throw new UserError(path, problem, whole ? DELETE : CORRECT);
  };
  if (file === undefined) return refuse('is not a JSON object');
  if (!whole && file['context'] === undefined) return undefined;
  const context = whole ? file : objectIn(file['context']);
  if (context === undefined) return refuse('its "context" is not a JSON object');
  const damaged = damagedEntry(context);
  return damaged === undefined ? context : refuse(`the value of "${damaged.key}" is not ${damaged.what}`);
}

const DELETE = 'Delete it: the lookups are made again';
const CORRECT = 'Correct it: it holds settings of the CDK';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const objectIn = (value: unknown): Context | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Context) : undefined;
