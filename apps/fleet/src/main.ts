#!/usr/bin/env node
/** The operator's command line. Modules are loaded through Node's compile cache, which makes it start faster. */
import module from 'node:module';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';

// Node 20 has no such cache. The npm package uses Node's default folder, in the system's temporary folder, so that asking for
// help creates nothing in the user's folder.
module.enableCompileCache?.(
  installation.kind === 'checkout' ? join(installation.cacheFolder, 'fleet') : undefined,
);
const { runProgram } = await import('./cli/run-program.ts');
const { commandsOf } = await import('./commands/index.ts');
const { processShell } = await import('./cli/process-shell.ts');

const args = process.argv.slice(2);
process.exitCode = await runProgram(await commandsOf(args), args, processShell());
