/** One Packer command in a family's template folder: `node images/src/build/packer.ts linux init|fmt|validate`, run by Nx. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import { IMAGE_FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';
import { Argument, Command } from 'commander';
import { workspaceRoot } from '../workspace.ts';
import { explain } from './explain.ts';
import { PackerCli } from './packer-cli.ts';
import { planBuild } from './plan-build.ts';
import { validateTemplate } from './validate-template.ts';

/** Packer's plugin requires credentials even for validation, which makes no calls to AWS. */
const NO_ACCOUNT = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };

await new Command('packer')
  .addArgument(new Argument('<family>').choices(IMAGE_FAMILIES))
  .addArgument(new Argument('<command>').choices(['init', 'fmt', 'validate']))
  .option('--offline', 'validate without plugins, which needs no network', false)
  .action(async (family: ImageFamily, command: string, { offline }: { readonly offline: boolean }) => {
    const folder = join(workspaceRoot, 'images/packer', family);
    const signal = new AbortController().signal;
    const results = installation.imageResults;
    mkdirSync(results, { recursive: true });
    const logFile = join(results, `${family}-${command}.log`);
    const env = command === 'validate' ? { ...process.env, ...NO_ACCOUNT } : process.env;
    const packer = new PackerCli({ folder, env, logFile, signal });
    try {
      if (command === 'validate') {
        const plan = planBuild(family, {}, process.env, workspaceRoot);
        await validateTemplate(plan, packer, { offline }, console.log);
      } else if (command === 'init') await packer.init(console.log);
      else await packer.run([command, '.'], console.log);
    } catch (error) {
      console.error(explain(error));
      process.exitCode = 1;
    }
  })
  .parseAsync();
