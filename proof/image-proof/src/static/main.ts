/** One family's static steps: `node proof/image-proof/src/static/main.ts linux|windows|macos validate|lint`, run by Nx. */
import { join } from 'node:path';
import { IMAGE_FAMILIES } from '@agent-aws-stack/ami-hash';
import { workspaceRoot } from '@agent-aws-stack/images';
import { Argument, Command } from 'commander';
import { runSteps } from '../run-steps.ts';
import { familySteps } from './index.ts';

await new Command('static')
  .addArgument(new Argument('<family>').choices(IMAGE_FAMILIES))
  .addArgument(new Argument('<kind>').choices(['validate', 'lint']))
  .action(async (family: string, kind: string) => {
    const steps = familySteps.filter((step) => step.family === family && step.kind === kind);
    const { failed, skipped } = await runSteps(
      steps,
      join(workspaceRoot, '.sandbox/images/results', `${family}-${kind}.json`),
    );
    // A machine without the tools may go on; where it counts, what was not looked at has not passed.
    if (failed > 0 || (skipped > 0 && process.env['CI'])) process.exitCode = 1;
  })
  .parseAsync();
