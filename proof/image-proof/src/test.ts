/**
 * Tests one family's image, or the commands around a build: `node proof/image-proof/src/test.ts
 * linux|windows|macos|commands`. Nx runs it as image-linux:test, image-windows:test, image-macos:test and
 * image-proof:commands.
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
  .option('--static', 'leave out the steps whose names start with "scripts:"', false)
  .action(async (subject: string, { static: onlyStatic }: { static: boolean }) => {
    const family = IMAGE_FAMILIES.find((known) => known === subject);
    const [steps, file] = family
      ? [testSteps(family, onlyStatic), `images/packer/${family}/test-results/test.json`]
      : [commandSteps, 'proof/image-proof/test-results/commands.json'];
    if (hasFailed(await runSteps(steps, join(workspaceRoot, file)), process.env)) process.exitCode = 1;
  })
  .parseAsync();
