import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { UserError } from './errors.ts';
import type { Environment } from '@agent-aws-stack/config';

export interface NodeRun {
  /** What the user knows it by, e.g. `cdk deploy`. */
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** Takes what it says, line by line. @default - it is printed on standard error: standard output is the command's own */
  readonly onLine?: ((line: string) => void) | undefined;
}

/** Runs a script with this Node. @throws UserError with what it said, when it fails */
export async function runNode({ name, script, args, cwd, env, onLine }: NodeRun): Promise<void> {
  const sink = onLine === undefined ? process.stderr : 'pipe';
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    stdio: ['inherit', sink, sink],
    env: {
      ...env,
      // What it runs as `node` is this one, also where the host has an older one.
      PATH: [dirname(process.execPath), env['PATH']].join(delimiter),
    },
  });
  const said: string[] = [];
  const take = (line: string): void => {
    // That the CDK app has failed is clear from what it said.
    if (/: Subprocess exited with error \d+$/.test(line)) return;
    said.push(line);
    onLine?.(line);
  };
  for (const input of [child.stdout, child.stderr])
    if (input !== null) createInterface({ input }).on('line', take);
  // Not 'exit': that does not wait until all has been read.
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  const why = onLine === undefined ? 'failed, see above' : `failed:\n${said.join('\n').trim()}`;
  throw new UserError(name, why);
}
