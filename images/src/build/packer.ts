/** One Packer command in a family's template folder: `node images/src/build/packer.ts linux init|fmt`, run by Nx. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGE_FAMILIES } from '@agent-aws-stack/ami-hash';
import { Argument, Command } from 'commander';
import { workspaceRoot } from '../workspace.ts';
import { BuildError } from './errors.ts';
import { PackerCli } from './packer-cli.ts';

await new Command('packer')
  .addArgument(new Argument('<family>').choices(IMAGE_FAMILIES))
  .addArgument(new Argument('<command>').choices(['init', 'fmt']))
  .action(async (family: string, command: string) => {
    const folder = join(workspaceRoot, 'images/packer', family);
    const signal = new AbortController().signal;
    const results = join(workspaceRoot, 'images/dist');
    mkdirSync(results, { recursive: true });
    const logFile = join(results, `${family}-${command}.log`);
    const packer = new PackerCli({ folder, env: process.env, logFile, signal });
    try {
      if (command === 'init') await packer.checkVersion();
      await packer.run([command, '.'], console.log);
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    }
  })
  .parseAsync();
