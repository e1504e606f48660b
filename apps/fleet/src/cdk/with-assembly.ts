import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progress } from '../cli/progress.ts';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import type { Shell } from '../cli/shell.ts';
import type { Tools } from './tools.ts';

/** The output of a synthesis: templates and assets of every stack. */
export interface Assembly {
  /** The value of --app for `cdk deploy`. */
  readonly folder: string;
  readonly templateOf: (stack: SelectedStack) => Promise<Readonly<Record<string, unknown>>>;
}

export interface SynthesisOptions {
  readonly shell: Shell;
  readonly tools: Tools;
  readonly json: boolean;
  /** CDK context, `key=value` each. */
  readonly context?: readonly string[];
  /** Variables for the CDK app, which override those of the shell. @default - none */
  readonly env?: Readonly<Record<string, string>>;
}

/** Synthesizes stacks, prints warnings, calls `use` with the output, then removes the output. @throws what the tools throw, such as UserError if synthesis fails */
export async function withAssembly<T>(
  stacks: readonly SelectedStack[],
  { shell, tools, json, context = [], env: variables }: SynthesisOptions,
  use: (assembly: Assembly) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-assembly-'));
  let warnings: readonly string[] = [];
  const { buildLambdas, synthesize } = tools;
  const request = { ids: stacks.map(({ id }) => id), folder, env: { ...shell.env, ...variables }, context };
  try {
    await progress(
      shell,
      [
        ...(buildLambdas ? [{ title: 'Build the Lambdas', task: () => buildLambdas(shell.env) }] : []),
        {
          title: 'Make the CloudFormation templates',
          task: async () => void (warnings = await synthesize(request)),
        },
      ],
      {},
      { json },
    );
    for (const warning of warnings) shell.err(shell.style('yellow', `Warning: ${warning}`));
    return await use({
      folder,
      templateOf: async ({ id }) => JSON.parse(await readFile(join(folder, `${id}.template.json`), 'utf8')),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
