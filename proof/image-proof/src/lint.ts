/** Runs the linters for one family's sources: `node proof/image-proof/src/lint.ts linux|windows|macos`, run by Nx. */
import { join } from 'node:path';
import { IMAGE_FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { Argument, Command } from 'commander';
import { hasFailed, runSteps } from './run-steps.ts';
import { familySteps } from './static/index.ts';

await new Command('lint')
  .addArgument(new Argument('<family>').choices(IMAGE_FAMILIES))
  .action(async (family: ImageFamily) => {
    const steps = familySteps.filter((step) => step.family === family && step.kind === 'lint');
    const results = join(workspaceRoot, '.sandbox/images/results', `${family}-lint.json`);
    if (hasFailed(await runSteps(steps, results), process.env)) process.exitCode = 1;
  })
  .parseAsync();
