import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCaution, type Caution } from '@agent-aws-stack/config';
import { progress } from '../cli/progress.ts';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import type { Shell } from '../cli/shell.ts';
import type { Tools } from './tools.ts';

/** The output of a synthesis: templates and assets of every stack. */
export interface Assembly {
  /** For `cdk deploy --app`. */
  readonly folder: string;
  readonly templateOf: (stack: SelectedStack) => Promise<Readonly<Record<string, unknown>>>;
}

export interface SynthesisOptions {
  readonly shell: Shell;
  readonly tools: Tools;
  readonly json: boolean;
  /** The configuration's cautions, already printed. The CDK app prints them again, and those lines are dropped. */
  readonly cautions: readonly Caution[];
  /** CDK context, `key=value` each. */
  readonly context?: readonly string[];
  /** Variables for the CDK app, which override those of the shell. @default - none */
  readonly env?: Readonly<Record<string, string>>;
}

/** Synthesises stacks, calls `use` with the output, then removes it. @throws UserError if synthesis fails */
export async function withAssembly<T>(
  stacks: readonly SelectedStack[],
  { shell, tools, json, cautions, context = [], env: variables }: SynthesisOptions,
  use: (assembly: Assembly) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-assembly-'));
  const output: string[] = [];
  const ids = stacks.map(({ id }) => id);
  const given = context.flatMap((each) => ['--context', each]);
  const env = { ...shell.env, ...variables };
  const args = ['synth', ...ids, '--quiet', ...given, '--output', folder];
  try {
    await progress(
      shell,
      [
        { title: 'Build the Lambdas', task: () => tools.buildLambdas(shell.env) },
        { title: 'Synthesise', task: () => tools.cdk({ args, env, onLine: (line) => output.push(line) }) },
      ],
      {},
      { json },
    );
    const printed = cautions.map((caution) => `Warning: ${describeCaution(caution)}`);
    for (const line of output) if (/warning/i.test(line) && !printed.includes(line)) shell.err(line);
    return await use({
      folder,
      templateOf: async ({ id }) => JSON.parse(await readFile(join(folder, `${id}.template.json`), 'utf8')),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
