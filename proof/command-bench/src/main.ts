/** `nx run fleet:bench`: runs commands exactly as a user types them, with cached lookups. Prints how long each takes, and its goal. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DEFAULT_CONSTRUCT_ID } from '@agent-aws-stack/contract';
import { Command, InvalidArgumentError } from 'commander';
import { execa } from 'execa';
import { ACCOUNT, CONTEXT, IMAGE, REGION, STACK, startAccount } from './account.ts';
import { COMMANDS, OLD_COMMAND, type MeasuredCommand } from './measured-commands.ts';
import { isMet, median, table, type Measured } from './table.ts';

const root = join(import.meta.dirname, '../../..');
const FLEET = {
  SEMAPHORE_AGENT_STACK_NAME: STACK,
  SEMAPHORE_ORGANIZATION: 'acme',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_AGENT_AMI: IMAGE,
  SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7i.large',
};

interface Options {
  readonly runs: number;
  readonly javascriptStack?: string;
}

async function bench({ runs, javascriptStack }: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'command-bench-'));
  const template = join(folder, 'cdk.out', `${DEFAULT_CONSTRUCT_ID}.template.json`);
  await using account = await startAccount(template);
  const configuration = join(folder, 'fleet.json');
  await mkdir(join(folder, '.fleet'));
  await writeFile(join(folder, '.fleet/cdk.context.json'), JSON.stringify(CONTEXT));
  await writeFile(configuration, JSON.stringify(FLEET));
  await mkdir(join(folder, 'bin'));
  const program = join(folder, 'bin/agent-aws-stack');
  await writeFile(program, `#!/bin/sh\nexec node ${join(root, 'apps/fleet/dist/lib/main.mjs')} "$@"\n`, {
    mode: 0o755,
  });
  const restore = await addContext(join(root, 'apps/infra/cdk.context.json'));

  const run = async ({ typed, from }: MeasuredCommand): Promise<{ seconds: number; awsCalls: number }> => {
    account.calls.length = 0;
    const { durationMs, exitCode, all } = await execa('sh', ['-c', typed], {
      cwd: { package: folder, checkout: root, 'JavaScript stack': javascriptStack ?? root }[from],
      env: {
        ...account.environment,
        ...{ AWS_REGION: REGION, CDK_DEPLOY_REGION: REGION, CDK_DEPLOY_ACCOUNT: ACCOUNT },
        ...{ NX_DAEMON: 'false', NO_COLOR: '1', CI: 'true', npm_config_update_notifier: 'false' },
        ...(from === 'package' ? {} : { SEMAPHORE_AGENT_STACK_CONFIG: configuration }),
        PATH: [join(folder, 'bin'), join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
      },
      reject: false,
      all: true,
    });
    if (exitCode !== 0 && from !== 'JavaScript stack') throw new Error(`${typed} fails:\n${all}`);
    return { seconds: durationMs / 1_000, awsCalls: account.calls.length };
  };

  try {
    const measured: Measured[] = [];
    const commands = javascriptStack === undefined ? COMMANDS : [...COMMANDS, OLD_COMMAND];
    for (const command of commands) {
      // The first run of a command fills caches. The first `synth` also writes the template that the fake account returns as the deployed template.
      await run(command);
      const results: { seconds: number; awsCalls: number }[] = [];
      for (let count = 0; count < runs; count += 1) results.push(await run(command));
      const seconds = median(results.map((result) => result.seconds));
      measured.push({ ...command, seconds, awsCalls: results[0]?.awsCalls ?? 0 });
    }
    console.log(`Median of ${runs} runs; the stand-in for AWS answers at once.\n\n${table(measured)}`);
    if (!measured.every(isMet)) process.exitCode = 1;
  } finally {
    await restore();
    await rm(folder, { recursive: true });
  }
}

/** Adds the bench's lookups to this cache of the CDK. Returns a function that restores the cache. */
async function addContext(file: string): Promise<() => Promise<void>> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  await writeFile(file, JSON.stringify({ ...JSON.parse(before ?? '{}'), ...CONTEXT }));
  return () => (before === undefined ? rm(file) : writeFile(file, before));
}

function oddCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0 && count % 2 === 1) return count;
  throw new InvalidArgumentError('It must be a positive odd number.');
}

await new Command('bench')
  .option('--runs <count>', 'measured runs of each command, an odd number', oddCount, 3)
  .option('--javascript-stack <folder>', 'a checkout of the JavaScript stack, with its packages installed')
  .action(bench)
  .parseAsync();
