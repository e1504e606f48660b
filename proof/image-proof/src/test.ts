/**
 * The tests of one family's image, or of the commands around a build: `node proof/image-proof/src/test.ts
 * linux|windows|macos|commands`, run by Nx as image-linux:test … and image-proof:commands.
 */
import { join } from 'node:path';
import { IMAGE_FAMILIES } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { Argument, Command } from 'commander';
import { hasFailed, runSteps } from './run-steps.ts';
import { commandSteps } from './static/index.ts';
import { testSteps } from './test-steps.ts';

await new Command('test')
  .addArgument(new Argument('<subject>').choices([...IMAGE_FAMILIES, 'commands']))
  .option('--static', 'only the tests that read sources, without running any', false)
  .action(async (subject: string, { static: onlyStatic }: { static: boolean }) => {
    const family = IMAGE_FAMILIES.find((known) => known === subject);
    const [steps, file] = family
      ? [testSteps(family, onlyStatic), `images/packer/${family}/test-results/test.json`]
      : [commandSteps, 'proof/image-proof/test-results/commands.json'];
    if (hasFailed(await runSteps(steps, join(workspaceRoot, file)), process.env)) process.exitCode = 1;
  })
  .parseAsync();
