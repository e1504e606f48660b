import { installation } from '@agent-aws-stack/installation';
import { Command, CommanderError } from 'commander';
import type { Shell } from './shell.ts';
import { CommandOutput } from './command-output.ts';
import { helpGroupOf, OTHER_COMMANDS } from './help-groups.ts';
import { normalizeHelp } from './normalize-help.ts';
import { rejectOptionsTakenByNpm } from './npm-options.ts';
import { rejectEarlyOption, rejectOtherName } from './other-names.ts';
import { ReportedFailure, UsageError } from './errors.ts';
import { EXIT, EXIT_CODES } from './exit-code.ts';
import { printError } from './print-error.ts';
import { programVersion } from './version.ts';

const HELP = `
Start with:
  ${installation.program} init

Example:
  ${installation.program} deploy --help

${EXIT_CODES}`;

export type CommandFactory = (shell: Shell) => Command;

/** Runs one command line. Prints an error that the user can solve; throws a defect of this program. */
export async function runProgram(
  factories: readonly CommandFactory[],
  args: readonly string[],
  shell: Shell,
): Promise<number> {
  const program = new Command(installation.program)
    .usage('<command> [options]')
    .description('Manages fleets of Semaphore agents in your AWS account.')
    .version(programVersion(), '-V, --version', 'print the version')
    .commandsGroup(OTHER_COMMANDS)
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', HELP);
  const output = new CommandOutput(program, args, shell);
  for (const factory of factories) {
    const command = factory({ ...shell, report: output.report });
    program.addCommand(command.helpGroup(helpGroupOf(command.name())));
  }
  let { AWS_PROFILE: profile } = shell.env;
  program.hook('preAction', (_, command) => {
    profile = command.opts<{ profile?: string }>().profile ?? profile;
    command.setOptionValue('json', output.format !== 'table');
  });
  configure(program, shell);
  const words = normalizeHelp(program, args);
  try {
    rejectOptionsTakenByNpm(program, words, shell.env);
    rejectEarlyOption(program, words);
    rejectOtherName(program, words);
    await program.parseAsync([...words], { from: 'user' });
    await output.end(EXIT.done);
    return EXIT.done;
  } catch (error) {
    return await exitCodeOf(error, { output, profile }, shell);
  }
}

/** Configures a command and its subcommands: Commander's addCommand does not pass these settings on. */
function configure(command: Command, shell: Shell): void {
  command.exitOverride().showHelpAfterError('(--help shows the usage)');
  command.configureOutput({
    writeOut: (text) => shell.out(text.trimEnd()),
    writeErr: (text) => shell.err(plainMessage(text.trimEnd())),
    getOutHelpWidth: () => shell.columns,
    getErrHelpWidth: () => shell.columns,
  });
  for (const each of command.commands) configure(each, shell);
}

/** Rewrites Commander's sentence about an invalid argument, which names the argument twice. */
const plainMessage = (text: string): string =>
  text.replace(/command-argument value '(.*?)' is invalid for argument '(.*?)'\./, "'$1' is not a valid $2.");

async function exitCodeOf(
  error: unknown,
  { output, profile }: { readonly output: CommandOutput; readonly profile: string | undefined },
  shell: Shell,
): Promise<number> {
  // Commander has printed it. Help and version arrive as errors with code 0.
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    const message = plainMessage(error.message.replace(/^error: /, ''));
    await output.end(EXIT.usage, { name: 'UsageError', message });
    return EXIT.usage;
  }
  if (error instanceof ReportedFailure) {
    await output.end(error.exitCode);
    return error.exitCode;
  }
  // Loaded on demand, because it loads the SDK's errors.
  const { describeError } = await import('./describe-error.ts');
  const report = describeError(error, { profile });
  if (report === undefined) throw error;
  if (output.format === 'table') printError(report, shell);
  const code = error instanceof UsageError ? EXIT.usage : EXIT.failed;
  await output.end(code, report);
  return code;
}
