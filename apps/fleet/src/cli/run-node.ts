import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { installation } from '@agent-aws-stack/installation';
import { UserError } from './errors.ts';
import type { Environment } from '@agent-aws-stack/config';

export interface NodeRun {
  /** The script's name in messages, for example `cdk deploy`. */
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** Whether to print the script's standard output on standard output, because it is the command's result. @default false */
  readonly printsResult?: boolean;
  /** Receives the output, line by line. @default - the output is printed on standard error */
  readonly onLine?: ((line: string) => void) | undefined;
}

/** Runs a script with the current Node.js. @throws UserError if it fails, with the output unless that was printed */
export async function runNode({
  name,
  script,
  args,
  cwd,
  env,
  printsResult = false,
  onLine,
}: NodeRun): Promise<void> {
  const sink = onLine === undefined ? process.stderr : 'pipe';
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    stdio: ['inherit', printsResult ? 'inherit' : sink, sink],
    env: {
      ...env,
      ...(installation.kind === 'checkout' && { PATH: withThisNode(env) }),
    },
  });
  const output: string[] = [];
  const take = (line: string): void => {
    // The CDK adds this line after the app's own message.
    if (/: Subprocess exited with error \d+$/.test(line)) return;
    output.push(line);
    onLine?.(line);
  };
  for (const input of [child.stdout, child.stderr])
    if (input !== null) createInterface({ input }).on('line', take);
  // The event 'exit' may come before all output has been read.
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  const why = onLine === undefined ? 'failed, see above' : `failed:\n${output.join('\n').trim()}`;
  throw new UserError(name, why);
}

/**
 * The PATH with the folder of this Node.js first, because a script may run `node`, and the host's own may be older. Not used in the npm package: a user's
 * Node.js is often in a folder such as /usr/bin, whose programs would then hide newer versions in other folders, for example of Packer.
 */
const withThisNode = (env: Environment): string => [dirname(process.execPath), env['PATH']].join(delimiter);
