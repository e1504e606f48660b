import { resolve } from 'node:path';

/** Options of the CDK CLI whose value is a path. */
const PATHS = new Set(['-o', '--output', '-O', '--outputs-file', '--template', '--ca-bundle-path']);
/** Options whose value is the folder of a cloud assembly, or the command that runs an app. */
const APP = new Set(['-a', '--app']);

const CI = ['--require-approval', 'never'];

export interface CdkArguments {
  /** The command, e.g. `deploy`, and its arguments. */
  readonly args: readonly string[];
  /** The folder of the templates, if one was given. */
  readonly output: string | undefined;
}

export interface CommandContext {
  /** The folder in which the user typed the command. The CLI runs in apps/infra. */
  readonly typedIn: string;
  readonly isFolder: (path: string) => boolean;
}

/** The arguments of the CDK CLI for an npm script, e.g. `deploy:ci`, and the arguments typed after it. */
export function cdkArguments(
  script: string,
  typed: readonly string[],
  { typedIn, isFolder }: CommandContext,
): CdkArguments {
  const [verb = '', variant] = script.split(':');
  let output: string | undefined;
  const resolved = (option: string, value: string): string => {
    const path = resolve(typedIn, value);
    if (APP.has(option)) return isFolder(path) ? path : value;
    if (!PATHS.has(option)) return value;
    if (option === '-o' || option === '--output') output = path;
    return path;
  };
  const args = typed.map((word, at) => {
    const [, option = '', value] = /^(--[\w-]+)=(.*)$/.exec(word) ?? [];
    if (value !== undefined) return `${option}=${resolved(option, value)}`;
    return resolved(typed[at - 1] ?? '', word);
  });
  return { args: [verb, ...(variant === 'ci' ? CI : []), ...args], output };
}
